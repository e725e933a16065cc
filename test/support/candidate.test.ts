import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkFramework } from '../../src/questionnaire/index.ts';
import {
  type DecidedPair,
  findCandidates,
  loadCrosswalk,
  openRegister,
  type SupportReport,
  wholesOf,
} from '../../src/support/index.ts';
import { copyContent } from '../content/copy.ts';
import { projectRoot } from '../release/content.ts';
import { aReport } from './a-report.ts';

const register = openRegister(projectRoot, ['real']);
const candidates = (reports: readonly SupportReport[], decisions: readonly DecidedPair[] = []) =>
  findCandidates(reports, register, decisions, wholesOf(reports));
const by = (name: string) => [{ role: 'funder' as const, name, ref: null }];

const table = aReport('table:G', {
  title: 'GLACY+ Global Action on Cybercrime Extended',
  organisations: by('European Union (90 %)'),
  countries: [{ country: 'GHA', share: null }],
  begins: '2016',
  ends: '2024',
});
const answer = aReport('answer:GHA:1', {
  title: 'Global Action on Cybercrime Extended (GLACY+)',
  organisations: by('Union européenne'),
  countries: [{ country: 'GHA', share: 1 }],
  begins: '2019-01-01',
});

describe('a candidate', () => {
  it('is a pair with similar titles, with its reasons, in any language of the organisations', () => {
    expect(candidates([table, answer])).toEqual([
      {
        report: 'answer:GHA:1',
        other: 'table:G',
        score: expect.any(Number),
        reasons: [
          { reason: 'title', points: expect.any(Number) },
          { reason: 'organisation', points: 20 },
          { reason: 'country', points: 10 },
          { reason: 'dates', points: 10 },
        ],
      },
    ]);
    expect(candidates([table, answer])[0]!.score).toBeGreaterThan(80);
  });

  it('compares titles by language: an additional English title does not reduce the similarity of a French one', () => {
    const both = aReport('iati:J', {
      ...table,
      report: 'iati:J',
      source: 'iati',
      title: 'Judges online',
      titles: { fr: 'Juges en ligne' },
    });
    const french = { ...answer, title: 'Juges en ligne' };
    expect(candidates([both, french])[0]!.reasons[0]).toEqual({ reason: 'title', points: 60 });
  });

  it('is a pair of two tables, if they were imported from different sources', () => {
    const other = { ...table, report: 'table:H' };
    const from = (sources: [string, string][]) =>
      findCandidates([table, other], register, [], new Map(), new Map(sources)).length;
    expect(from([['table:H', 'A']])).toBe(1);
    expect(
      from([
        ['table:G', 'A'],
        ['table:H', 'B'],
      ]),
    ).toBe(1);
    expect(
      from([
        ['table:G', 'A'],
        ['table:H', 'A'],
      ]),
    ).toBe(0);
  });

  it('does not depend on the order of reports', () => {
    expect(candidates([answer, table])).toEqual(candidates([table, answer]));
  });

  it.each<[string, SupportReport[], DecidedPair[]]>([
    ['that was confirmed', [table, answer], [{ report: table.report, other: answer.report, decision: 'same' }]],
    ['that was rejected', [table, answer], [{ report: table.report, other: answer.report, decision: 'different' }]],
    [
      'that an identifier made one',
      [
        { ...table, identifiers: ['XX-1-1'] },
        { ...answer, identifiers: ['xx-1-1'] },
      ],
      [],
    ],
    [
      'of a part and its whole',
      [table, aReport('iati:P', { ...answer, report: 'iati:P', source: 'iati', partOf: 'table:G' })],
      [],
    ],
    ['of one table', [table, { ...table, report: 'table:H' }], []],
    ['of what is real and what is invented', [table, { ...answer, kind: 'illustrative' }], []],
    [
      'of other countries and years',
      [table, { ...answer, countries: [{ country: 'FRA', share: 1 }], begins: '2030', organisations: [] }],
      [],
    ],
    ['that shares a funder and a country alone', [table, { ...answer, title: 'Courts of Accra' }], []],
  ])('is not a pair %s', (_, reports, decisions) => {
    expect(candidates(reports, decisions)).toEqual([]);
  });
});

describe('the crosswalk to areas of need', () => {
  const crosswalk = loadCrosswalk(projectRoot, 'cybercrime');
  const about = (text: string, sectors: SupportReport['sectors'] = []) => aReport('iati:A', { texts: [text], sectors });

  it.each([
    ['Lutte contre la cybercriminalité', true],
    ['Fight against CYBERCRIME in courts', true],
    ['Preuves électroniques', true],
    ['Roads to the harbour', false],
    ['Judicial reform', false],
  ])('selects activities by keywords: %s', (text, expected) => {
    expect(crosswalk.isAbout(about(text))).toBe(expected);
  });

  it('has percentages for areas by sector, and none for areas by keyword', () => {
    const sectors = [
      { vocabulary: '1', code: '15134', share: 0.5 },
      { vocabulary: '1', code: '21020', share: 0.5 },
      { vocabulary: '99', code: '15132', share: 1 },
    ];
    expect(crosswalk.areasOf(about('Cybercrime: judges and children', sectors))).toEqual([
      { area: 'training_of_judges', share: 0.5 },
      { area: 'unspecified', share: 0.5 },
      { area: 'children', share: null },
    ]);
  });

  it('matches only whole words', () => {
    expect(crosswalk.areasOf(about('Cybercrime certainty'))).toEqual([]);
    expect(crosswalk.areasOf(about('Cybercrime: the national CERT'))).toEqual([
      { area: 'providers_and_certs', share: null },
    ]);
  });

  it('names only areas of the framework', () => {
    const copy = copyContent();
    onTestFinished(() => rmSync(copy.root, { recursive: true, force: true }));
    const file = 'pipelines/framework/cybercrime/support_areas.csv';
    expect(checkFramework(copy.root, 'cybercrime').faults).toEqual([]);
    copy.edit(file, '15132,training_of_police', '15132,training_of_polis');
    expect(checkFramework(copy.root, 'cybercrime').faults).toMatchObject([
      {
        file,
        what: '"training_of_polis" is not in areas.csv.',
        didYouMean: expect.arrayContaining(['training_of_police']),
      },
    ]);
  });
});
