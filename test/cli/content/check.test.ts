import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Copy, copyContent } from '../../content/copy.ts';
import { terminalIn } from '../terminal.ts';

/** One mistake each: what was done, in which file, the text before and after, and the message of the check. */
const slips: readonly [done: string, file: string, find: string | RegExp, to: string, said: RegExp][] = [
  [
    'an unknown type',
    'questionnaires/preparedness/2025/questionnaire.yaml',
    /type: select_one/,
    'type: select_on',
    /^questionnaires\/preparedness\/2025\/questionnaire\.yaml:\d+:\d+: .*"select_on".* Did you mean "select_one"/m,
  ],
  [
    'a text without its question',
    'questionnaires/cybercrime/2024/texts/fr.yaml',
    /\nquestions:\n/,
    '\nquestions:\n  Q99: { label: Rien }\n',
    /^questionnaires\/cybercrime\/2024\/texts\/fr\.yaml:\d+:3: The text "questions\.Q99" does not belong to/m,
  ],
  [
    'an unknown relation',
    'questionnaires/cybercrime/2026/crosswalk.csv',
    ',same,',
    ',sane,',
    /^questionnaires\/cybercrime\/2026\/crosswalk\.csv:\d+:\d+: .*"sane"/m,
  ],
  [
    'an unknown setting of the demo',
    'questionnaires/preparedness/demo.yaml',
    'careless:',
    'carless:',
    /^questionnaires\/preparedness\/demo\.yaml:6:1: .*"carless".* Did you mean "careless"\?/m,
  ],
  [
    'an unknown key of the cycle rules',
    'pipelines/framework/preparedness/cycles.yaml',
    'publication:',
    'publicaton:',
    /^pipelines\/framework\/preparedness\/cycles\.yaml:\d+:3: .*"publicaton".* Did you mean "publication"\?/m,
  ],
  [
    'an unknown column of a table',
    'pipelines/framework/cybercrime/pillars.csv',
    'weight',
    'wieght',
    /^pipelines\/framework\/cybercrime\/pillars\.csv:1:18: .*"wieght".* Did you mean "weight"\?/m,
  ],
  [
    'a file of no kind',
    'pipelines/framework/cybercrime/cycles.yml',
    '',
    'a: 1\n',
    /^pipelines\/framework\/cybercrime\/cycles\.yml: Nothing reads .* Did you mean "cycles\.yaml"\?/m,
  ],
  [
    'JSON that is none',
    'dashboards/world/map.vl.json',
    '"width": 960,',
    '"width": 960',
    /^dashboards\/world\/map\.vl\.json:\d+:\d+: This is not JSON/m,
  ],
  [
    'an unknown key of a dashboard',
    'dashboards/needs/dashboard.yaml',
    'position:',
    'positon:',
    /^dashboards\/needs\/dashboard\.yaml:\d+:1: .*"positon".* Did you mean "position"\?/m,
  ],
  [
    'a field that a mart does not have',
    'dashboards/treaties/dashboard.yaml',
    /column: country_label/,
    'column: countri_label',
    /^dashboards\/treaties\/dashboard\.yaml:\d+:\d+: "countri_label" is not a column .* Did you mean "country_label"\?/m,
  ],
  [
    'a field of a chart that its data does not have',
    'dashboards/progress/moved.vl.json',
    /"field": "([a-z_]+)"/,
    '"field": "wentup"',
    /^dashboards\/progress\/moved\.vl\.json:\d+:\d+: "wentup" is not a field of the data/m,
  ],
  [
    'a parameter that the page does not have',
    'dashboards/quality/dashboard.yaml',
    '$cycle',
    '$cyle',
    /^dashboards\/quality\/dashboard\.yaml:\d+:\d+: "cyle" is not a parameter of the page\. Did you mean "cycle"\?/m,
  ],
  [
    'a reservation without its text',
    'dashboards/projects/dashboard.yaml',
    /^reservations: \[/m,
    'reservations: [no_such_reservation, ',
    /^dashboards\/projects\/dashboard\.yaml:\d+:\d+: The text reservations\.no_such_reservation is missing\. Add .* to dashboards\/projects\/texts\/en\.yaml/m,
  ],
  [
    'texts of values under an unknown name',
    'dashboards/balance/dashboard.yaml',
    'text: quadrants, of: quadrant',
    'text: quadrant, of: quadrant',
    /^dashboards\/balance\/dashboard\.yaml:\d+:\d+: The text quadrant is missing\./m,
  ],
  [
    'an unknown text of a chart',
    'dashboards/balance/balance.vl.json',
    'text:axes.first',
    'text:axes.frist',
    /^dashboards\/balance\/balance\.vl\.json:\d+:\d+: The text axes\.frist is missing\. Did you mean "axes\.first"\?/m,
  ],
  [
    'a text of the working language that its dashboard does not use',
    'dashboards/balance/texts/en.yaml',
    /^nav:/m,
    'columns_of_old: Old\nnav:',
    /^dashboards\/balance\/texts\/en\.yaml:1:1: The text columns_of_old is used by nothing on this dashboard\. Remove it/m,
  ],
  [
    'a chart that does not compile',
    'dashboards/method/lineage.vl.json',
    '"type": "rule"',
    '"type": "ruler"',
    /^dashboards\/method\/lineage\.vl\.json:1:1: The chart does not compile/m,
  ],
  [
    'a text that a language lacks',
    'texts/fr/weights.yaml',
    /^[a-z_]+:.*\n(?=[a-z])/m,
    '',
    /^texts\/fr\/weights\.yaml:\d+:\d+: The text [a-z_]+ is missing in the language "fr"\. Add /m,
  ],
  [
    'a text that nothing uses',
    'dashboards/world/texts/fr.yaml',
    /^nav:/m,
    'nva: Rien\nnav:',
    /^dashboards\/world\/texts\/fr\.yaml:\d+:1: The text dashboards\.world\.nva is used by nothing/m,
  ],
  [
    'a value that the working language does not have',
    'texts/fr/releases.yaml',
    /\{([a-z]+)\}/,
    '{quoi}',
    /^texts\/fr\/releases\.yaml:\d+:\d+: The text [a-z._]+ takes a value \{quoi\}/m,
  ],
  [
    'a message that cannot be read',
    'texts/fr/demo.yaml',
    /^([a-z_]+): .*$/m,
    'broken: "{count, plural, one {a}"',
    /^texts\/fr\/demo\.yaml:\d+:1: The message cannot be read/m,
  ],
  [
    'a language without its folder',
    'texts/languages.yaml',
    'languages:\n',
    'languages:\n  sv: { name: Svenska, direction: ltr, locale: sv-SE, decimal: [","], group: ["."], date_order: day-month-year }\n',
    /^texts\/languages\.yaml:7:3: The language "sv" is on offer, and there is no folder texts\/sv/m,
  ],
  [
    'a name of nothing',
    'pipelines/reference/names/ar.csv',
    'regions,002,',
    'regions,022,',
    /^pipelines\/reference\/names\/ar\.csv:2:9: "022" is not in regions\.csv\. Did you mean/m,
  ],
  [
    'an unknown country',
    'pipelines/reference/groups.csv',
    'ldc,AFG',
    'ldc,AFX',
    /^pipelines\/reference\/groups\.csv:2:5: "AFX" is not in countries\.csv\. Did you mean "AFG"/m,
  ],
  [
    'an unknown treaty',
    'pipelines/reference/illustrative/treaties.csv',
    'CETS 185,XAA',
    'CETS 158,XAA',
    /^pipelines\/reference\/illustrative\/treaties\.csv:2:1: "CETS 158" is not in treaty_names\.csv/m,
  ],
  [
    'an unknown region',
    'pipelines/reference/countries.csv',
    'ABW,AW,533,019',
    'ABW,AW,533,919',
    /^pipelines\/reference\/countries\.csv:2:12: "919" is not in regions\.csv/m,
  ],
  [
    'an unknown question of the framework',
    'pipelines/framework/preparedness/indicator_questions.csv',
    'PREP.C01.1,P01_1',
    'PREP.C01.1,P01_99',
    /^pipelines\/framework\/preparedness\/indicator_questions\.csv:2:12: No version of the questionnaire has/m,
  ],
  [
    'percentages of a project that do not come to 100',
    'pipelines/reference/illustrative/projects.csv',
    '19 17 15 13 12 10 8 6',
    '19 17 15 13 12 10 8 60',
    /^pipelines\/reference\/illustrative\/projects\.csv:2:\d+: 8 percentages add up to 154, for 8 countries\./m,
  ],
  [
    'a real country with an invented project',
    'pipelines/reference/illustrative/projects.csv',
    'XAA XAB XAC XAD XAE XAF XAG XAH,19',
    'FRA XAB XAC XAD XAE XAF XAG XAH,19',
    /^pipelines\/reference\/illustrative\/projects\.csv:2:\d+: "FRA" is not in countries\.csv/m,
  ],
  [
    'an unknown setting of the uncertainty',
    'pipelines/framework/preparedness/uncertainty.yaml',
    'replications: 500',
    'replication: 500',
    /^pipelines\/framework\/preparedness\/uncertainty\.yaml:\d+:1: .*"replication".* Did you mean "replications"\?/m,
  ],
  [
    'an unknown colour',
    'dashboards/columns.yaml',
    'score: { as: number }',
    'score: { as: numbr }',
    /^dashboards\/columns\.yaml:2:\d+: .*"numbr".* Did you mean "number"\?/m,
  ],
];

describe('gap check', () => {
  it('finds nothing wrong with the content of the product, and exits with 0', async () => {
    const { code, out, err } = await terminalIn('/tmp')('check');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^(texts in "[a-z]+": \d+ of \d+.*\n)+\d+ files of content, no errors\n$/);
  });

  describe('of content with many mistakes', () => {
    let copy: Copy;
    let said: { code: number; err: string; out: string };
    beforeAll(async () => {
      copy = copyContent();
      for (const [, file, find, to] of slips)
        if (find === '') copy.write(file, to);
        else copy.edit(file, find, to);
      said = await terminalIn('/tmp', { contentRoot: copy.root })('check');
    });
    afterAll(() => rmSync(copy.root, { recursive: true }));

    it('exits with code 1', () => expect(said.code).toBe(1));

    it('reports each fault with its correction', () => {
      const lines = said.err.trimEnd().split('\n').slice(0, -1);
      const shape = /^[a-z]+\/\S+: .+[.?]$/;
      expect(lines.filter((line) => !shape.test(line))).toEqual([]);
    });

    it.each(slips.map(([done, , , , wanted]) => [done, wanted] as const))('names %s', (_, wanted) => {
      expect(said.err).toMatch(wanted);
    });

    it('lists the same faults as JSON', async () => {
      const { code, out } = await terminalIn('/tmp', { contentRoot: copy.root })('check', '--json');
      const { faults } = JSON.parse(out) as { faults: { file: string; line: number; did_you_mean: string[] }[] };
      expect(code).toBe(1);
      expect(said.err).toContain(`${faults.length} errors in `);
      expect(faults).toContainEqual({
        ...{ file: 'questionnaires/preparedness/demo.yaml', line: 6, column: 1 },
        ...{ what: 'The file has "carless", which has no meaning here.', did_you_mean: ['careless'], correction: '' },
      });
    });
  });

  it('checks the settings of the demo against the questionnaire', async () => {
    const copy = copyContent();
    const file = 'questionnaires/cybercrime/demo.yaml';
    try {
      copy.edit(file, 'questions: [L01, L02]', 'questions: [L01, L20]');
      copy.edit(file, 'scores_only: 0.05', 'score_only: 0.05');
      copy.edit(file, 'XAB: {', 'XXX: {');
      copy.edit(file, 'A03.post: {', 'A03.pots: {');
      const { code, err } = await terminalIn('/tmp', { contentRoot: copy.root })('check');
      expect(code).toBe(1);
      const said = err.trimEnd().split('\n').slice(0, -1);
      expect(said.map((line) => line.replace(/:\d+:\d+:/, ':').split('. ')[0])).toEqual([
        `${file}: "L20" is not a question in any version`,
        `${file}: "XXX" is not a fictional State`,
        `${file}: "score_only" is not a choice of A06`,
        `${file}: "A03.pots" is not a question or part of a question in any version`,
      ]);
    } finally {
      rmSync(copy.root, { recursive: true });
    }
  });

  it('makes other commands refuse the content, with the same lines and without a stack trace', async () => {
    const copy = copyContent();
    const folder = mkdtempSync(join(tmpdir(), 'gap-data-'));
    try {
      const run = terminalIn(folder, { contentRoot: copy.root });
      copy.edit('pipelines/reference/groups.csv', 'ldc,AFG', 'ldc,AFX');
      copy.edit('pipelines/framework/cybercrime/pillars.csv', 'weight', 'wieght');
      // A fault in another questionnaire: only commands that use it refuse.
      copy.edit('pipelines/framework/preparedness/pillars.csv', 'weight', 'weigth');
      const wanted = [
        'pipelines/framework/cybercrime/pillars.csv:1:18: The table has a column "wieght", which has no meaning here. Did you mean "weight"?',
        'pipelines/reference/groups.csv:2:5: "AFX" is not in countries.csv. Did you mean "AFG"?',
      ];
      const out = join(folder, 'a.xlsx');
      for (const words of [
        ['cycle', 'open', 'cybercrime-2026', '--all'],
        ['release', 'build', '--cycle', 'cybercrime-2026'],
        ['workbook', 'write', '--cycle', 'cybercrime-2026', '--country', 'AFG', '--language', 'en', '--out', out],
      ]) {
        const { code, err } = await run(...words);
        expect([code, words]).toEqual([70, words]);
        expect(err).toContain(`The content has 2 errors:\n  ${wanted.join('\n  ')}\n`);
        expect(err).not.toMatch(/^\s+at /m);
      }
      const { code, err } = await run('serve');
      expect(code).toBe(70);
      expect(err).toContain('The content has 3 errors:\n');
      expect(err).toContain(wanted[0]);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(copy.root, { recursive: true });
      rmSync(folder, { recursive: true });
    }
  });

  it('makes each command refuse the content that it would use', async () => {
    const copy = copyContent();
    const folder = mkdtempSync(join(tmpdir(), 'gap-data-'));
    try {
      const run = terminalIn(folder, { contentRoot: copy.root });
      const open = ['cycle', 'open', 'cybercrime-2026', '--countries', 'AFG'] as const;
      const build = ['release', 'build', '--cycle', 'cybercrime-2026'] as const;
      const refuses = async (...words: string[]) => /^The content has/m.test((await run(...words)).err);
      copy.edit('dashboards/world/dashboard.yaml', /^blocks:/m, 'bloks:');
      // A release has only tables; pages are drawn when they are served.
      expect([await refuses(...open), await refuses(...build), await refuses('serve')]).toEqual([false, false, true]);
      copy.edit('dashboards/world/dashboard.yaml', /^bloks:/m, 'blocks:');
      copy.edit('pipelines/marts/scores/flags.yaml', /^title:/m, 'titel:');
      expect([await refuses(...open), await refuses(...build), await refuses('serve')]).toEqual([false, true, true]);
    } finally {
      rmSync(copy.root, { recursive: true });
      rmSync(folder, { recursive: true });
    }
  });

  it('prevents a cycle from opening without a framework, but not for a missing translation', async () => {
    const copy = copyContent();
    const folder = mkdtempSync(join(tmpdir(), 'gap-data-'));
    try {
      const run = terminalIn(folder, { contentRoot: copy.root });
      copy.remove('pipelines/framework/preparedness/texts/fr.yaml');
      expect((await run('check')).code).toBe(1);
      expect((await run('cycle', 'open', 'preparedness-2025', '--countries', 'AFG')).code).toBe(0);
      copy.remove('pipelines/framework/cybercrime/indicator_questions.csv');
      const { code, err } = await run('cycle', 'open', 'cybercrime-2026', '--countries', 'AFG');
      expect(code).toBe(70);
      expect(err).toContain('There is no file "pipelines/framework/cybercrime/indicator_questions.csv".');
    } finally {
      rmSync(copy.root, { recursive: true });
      rmSync(folder, { recursive: true });
    }
  });

  it('runs the SQL statements of the models', async () => {
    const copy = copyContent();
    try {
      copy.edit('pipelines/marts/scores/flags.sql', /\bflag\b/g, 'flagg');
      const { code, err } = await terminalIn('/tmp', { contentRoot: copy.root })('check');
      expect(code).toBe(1);
      expect(err).toMatch(
        /^pipelines\/marts\/scores\/flags\.sql:\d+:\d+: The model "marts\.flags" cannot be run: .*flagg/m,
      );
      // Also after a check without faults in the same process, of which the statements are not run again.
      copy.edit('pipelines/marts/scores/flags.sql', /\bflagg\b/g, 'flag');
      const faults = async () =>
        (await terminalIn('/tmp', { contentRoot: copy.root })('check')).err.match(/cannot be run/);
      expect(await faults()).toBeNull();
      expect(await faults()).toBeNull();
      copy.edit('pipelines/marts/scores/flags.sql', /\bflag\b/g, 'flagg');
      expect(await faults()).not.toBeNull();
    } finally {
      rmSync(copy.root, { recursive: true });
    }
  });
});
