import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { compareReleases } from '../../../src/release/index.ts';

type Cell = string | number | boolean | null;
const columns = {
  question_scores: [
    ...['cycle', 'country', 'indicator', 'item', 'question', 'part', 'listed', 'state', 'value_text', 'score'],
    ...['standing', 'sheet', 'cell'],
  ],
  scores: ['cycle', 'country', 'level', 'element', 'score', 'status'],
  framework: ['level', 'element', 'parent', 'weight'],
};
type Tables = { [mart in keyof typeof columns]: Cell[][] };

const answer = (country: string, item: string, value: string | null, listed = true): Cell[] => [
  ...['c', country, 'I1', item, item, null, listed, listed ? (value === null ? 'blank' : 'answered') : null],
  ...[listed ? value : null, listed ? Number(value) : null, 'scored', 'A', 'D4'],
];
const score = (country: string, value: number | null): Cell[] => ['c', country, 'indicator', 'I1', value, 'published'];
const framework: Cell[][] = [['indicator', 'I1', 'P1', 1]];

/** As files of a release, with one line for each row. */
const inLines = (mart: keyof Tables, rows: Cell[][]) =>
  `${JSON.stringify({ mart, rows: [columns[mart]] }).slice(0, -2)}\n${rows.map((row) => `,${JSON.stringify(row)}\n`).join('')}]}\n`;
const inOneLine = (mart: keyof Tables, rows: Cell[][]) => JSON.stringify({ mart, rows: [columns[mart], ...rows] });

function release(tables: Omit<Tables, 'framework'>, write = inLines): Map<string, Uint8Array> {
  const files = Object.entries({ ...tables, framework }).map(([mart, rows]) => {
    const bytes = new TextEncoder().encode(write(mart as keyof Tables, rows));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path: `marts/${mart}.json`, mart, bytes, sha256 };
  });
  const manifest = { release: 'r', models: [], files: files.map(({ bytes: _, ...file }) => file) };
  return new Map([
    ['manifest.json', new TextEncoder().encode(JSON.stringify(manifest))],
    ...files.map(({ path, bytes }) => [path, bytes] as const),
  ]);
}

const before = {
  question_scores: [
    answer('AAA', 'Q1', '1'),
    answer('BBB', 'Q1', '2'),
    answer('CCC', 'Q1', null, false),
    answer('CCC', 'Q2', '4'),
  ],
  scores: [score('AAA', 10), score('BBB', 20), score('CCC', 30)],
};
const after = {
  question_scores: [
    answer('AAA', 'Q1', '1'),
    answer('BBB', 'Q1', '3'),
    answer('BBB', 'Q2', '1'),
    answer('CCC', 'Q1', null, false),
  ],
  scores: [score('AAA', 11), score('BBB', 25), score('CCC', 35), score('DDD', 5)],
};

for (const [form, write] of Object.entries({ 'each row a line': inLines, 'as earlier software wrote them': inOneLine }))
  it(`two releases, ${form}: changes, additions and removals with their reasons`, () => {
    const { answers, scores } = compareReleases(release(before), release(after, write));
    expect(answers.map(({ country, item, from, to, kind }) => [country, item, from, to, kind])).toEqual([
      ['BBB', 'Q1', '2', '3', 'corrected'],
      ['BBB', 'Q2', null, '1', 'new'],
      ['CCC', 'Q2', '4', null, 'withdrawn'],
    ]);
    expect(scores.map(({ country, from, to, causes }) => [country, from, to, causes])).toEqual([
      ['AAA', 10, 11, ['method']],
      ['BBB', 20, 25, ['answers']],
      ['CCC', 30, 35, ['answers']],
      ['DDD', null, 5, ['method']],
    ]);
  });

it('a score that changed without a listed answer is explained by an unlisted one', () => {
  const later = { ...before, scores: [score('AAA', 10), score('BBB', 20), score('CCC', 31)] };
  expect(compareReleases(release(before), release(later)).scores).toMatchObject([
    { country: 'CCC', causes: ['unlisted'] },
  ]);
});

it('tables in another order are equal', () => {
  const turned = { question_scores: before.question_scores.toReversed(), scores: before.scores.toReversed() };
  expect(compareReleases(release(before), release(turned))).toMatchObject({ answers: [], scores: [] });
});

it('in long tables changes at the start, in the middle and at the end are found', () => {
  const codes = Array.from({ length: 2_000 }, (_, at) => `X${1_000 + at}`);
  const rows = (changed: readonly number[]) => ({
    question_scores: codes.map((country, at) => answer(country, 'Q1', changed.includes(at) ? '2' : '1')),
    scores: codes.map((country, at) => score(country, changed.includes(at) ? 20 : 10)),
  });
  for (const changed of [[0], [1], [1_000], [1_998], [1_999], [0, 1_999], [700, 701, 1_400], []]) {
    const { answers, scores } = compareReleases(release(rows([])), release(rows(changed)));
    expect(answers.map(({ country }) => country)).toEqual(changed.map((at) => codes[at]));
    expect(scores.map(({ country }) => country)).toEqual(changed.map((at) => codes[at]));
  }
});
