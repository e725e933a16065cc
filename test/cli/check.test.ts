import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Copy, copyContent } from '../content/copy.ts';
import { terminalIn } from './terminal.ts';

/** A slip each: what was done, in which file, what was there and what stands there now, and what the check says. */
const slips: readonly [done: string, file: string, find: string | RegExp, to: string, said: RegExp][] = [
  [
    'a type that there is not',
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
    /^questionnaires\/cybercrime\/2024\/texts\/fr\.yaml:\d+:3: The text questions\.Q99 belongs to nothing/m,
  ],
  [
    'a relation that there is not',
    'questionnaires/cybercrime/2026/crosswalk.csv',
    ',same,',
    ',sane,',
    /^questionnaires\/cybercrime\/2026\/crosswalk\.csv:\d+:\d+: .*"sane"/m,
  ],
  [
    'a setting of the demo that there is not',
    'questionnaires/preparedness/demo.yaml',
    'careless:',
    'carless:',
    /^questionnaires\/preparedness\/demo\.yaml:6:1: .*"carless".* Did you mean "careless"\?/m,
  ],
  [
    'a key of the cycle rules that there is not',
    'pipelines/framework/preparedness/cycles.yaml',
    'publication:',
    'publicaton:',
    /^pipelines\/framework\/preparedness\/cycles\.yaml:\d+:3: .*"publicaton".* Did you mean "publication"\?/m,
  ],
  [
    'a column of a table that there is not',
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
    'a key of a dashboard that there is not',
    'dashboards/needs/dashboard.yaml',
    'position:',
    'positon:',
    /^dashboards\/needs\/dashboard\.yaml:\d+:1: .*"positon".* Did you mean "position"\?/m,
  ],
];

describe('gap check', () => {
  it('finds nothing wrong with the content of the product, and exits with 0', async () => {
    const { code, out, err } = await terminalIn('/tmp')('check');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^\d+ files of content, no faults\n$/);
  });

  describe('of content with many slips', () => {
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

    it('exits with 1', () => expect(said.code).toBe(1));

    it.each(slips.map(([done, , , , wanted]) => [done, wanted] as const))('names %s', (_, wanted) => {
      expect(said.err).toMatch(wanted);
    });

    it('lists the same faults as JSON', async () => {
      const { code, out } = await terminalIn('/tmp', { contentRoot: copy.root })('check', '--json');
      const { faults } = JSON.parse(out) as { faults: { file: string; line: number; didYouMean: string[] }[] };
      expect(code).toBe(1);
      expect(said.err).toContain(`${faults.length} faults in `);
      expect(faults).toContainEqual({
        ...{ file: 'questionnaires/preparedness/demo.yaml', line: 6, column: 1 },
        ...{ what: 'The file has "carless", which has no meaning here.', didYouMean: ['careless'], correction: '' },
      });
    });
  });

  it('tries the statements of the models', async () => {
    const copy = copyContent();
    try {
      copy.edit('pipelines/marts/flags.sql', /\bflag\b/g, 'flagg');
      const { code, err } = await terminalIn('/tmp', { contentRoot: copy.root })('check');
      expect(code).toBe(1);
      expect(err).toMatch(/^pipelines\/marts\/flags\.sql:\d+:\d+: The model marts\.flags does not run: .*flagg/m);
    } finally {
      rmSync(copy.root, { recursive: true });
    }
  });
});
