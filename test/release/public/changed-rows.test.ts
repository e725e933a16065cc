/** Rows that differ between two tables are found without reading the rest row by row. */
import { expect, it } from 'vitest';
import { changedRows, rowsWith } from '../../../src/release/public/changed-rows.ts';

type Row = { cycle: string; country: string; item: string; text: string; listed: boolean };
const row = (at: number): Row => ({
  cycle: `c-${Math.floor(at / 10_000)}`,
  country: `XA${String(Math.floor(at / 100) % 100).padStart(2, '0')}`,
  item: String(at % 100).padStart(2, '0'),
  text: ['plain', 'é "quoted", [in brackets]', 'two\nlines', '语言', 'x'.repeat(40)][at % 5]!,
  listed: at % 7 !== 0,
});
const all = Array.from({ length: 30_000 }, (_, at) => row(at));
const columns = Object.keys(all[0]!);
const written = (rows: readonly Row[], named = columns) =>
  `{"mart":"answers","rows":[${[named, ...rows.map(Object.values)].map((cells) => JSON.stringify(cells)).join('\n,')}\n]}\n`;
function tableOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  const part = (from: number, to: number, into?: Uint8Array) => {
    if (into === undefined) return bytes.slice(from, to);
    into.set(bytes.subarray(from, to));
    return into.subarray(0, to - from);
  };
  return { size: bytes.length, part };
}
const grain = ['cycle', 'country', 'item'];
const changes = (before: readonly Row[], after: readonly Row[]) =>
  changedRows(tableOf(written(before)), tableOf(written(after)), grain);
const without = (rows: readonly Row[], places: readonly number[]) => rows.filter((_, at) => !places.includes(at));
const other = (rows: readonly Row[], places: readonly number[], text: string) =>
  rows.map((one, at) => (places.includes(at) ? { ...one, text } : one));

const [first, last] = [0, all.length - 1];
const places = [first, 1, 99, 9_999, 10_000, 15_000, 15_001, 20_500, last];

it('equal tables have no rows that differ, nor have empty ones', () => {
  expect(changes(all, all)).toEqual({ before: [], after: [] });
  expect(changes([], [])).toEqual({ before: [], after: [] });
});

it.each(['plain', 'another, longer text than before', ''])('rows whose text became "%s" are in both', (text) => {
  const now = other(all, places, text);
  const differ = places.filter((at) => all[at]!.text !== text);
  expect(changes(all, now)).toEqual({ before: differ.map((at) => all[at]), after: differ.map((at) => now[at]) });
});

it('rows that were removed or added are in one', () => {
  const some = without(all, places);
  const those = places.map((at) => all[at]);
  expect(changes(all, some)).toEqual({ before: those, after: [] });
  expect(changes(some, all)).toEqual({ before: [], after: those });
  expect(changes([], all.slice(0, 3))).toEqual({ before: [], after: all.slice(0, 3) });
  expect(changes(all.slice(0, 3), [])).toEqual({ before: all.slice(0, 3), after: [] });
});

it('a line may be longer than what is read at once', () => {
  const now = other(all.slice(0, 10), [4], 'é'.repeat(2_000_000));
  expect(changes(all.slice(0, 10), now)).toEqual({ before: [all[4]], after: [now[4]] });
});

it('all rows are returned if the columns differ, or a table has not one line for each row', () => {
  const few = all.slice(0, 3);
  const renamed = tableOf(written(few, ['cycle', 'country', 'item', 'words', 'listed']));
  expect(changedRows(tableOf(written(few)), renamed, grain).before).toEqual(few);
  const inOne = tableOf(JSON.stringify({ rows: [columns, ...few.map(Object.values)] }));
  expect(changedRows(inOne, tableOf(written(few)), grain)).toEqual({ before: few, after: few });
  expect(rowsWith(inOne, 'false', [['c-0', 'XA00']])).toEqual(few);
});

it.each([
  [[['c-1', 'XA50']]],
  [[['c-0', 'XA00']]],
  [[['c-2', 'XA99']]],
  [
    [
      ['c-2', 'XA07'],
      ['c-0', 'XA98'],
      ['c-0', 'XA99'],
      ['c-1', 'XA00'],
      ['c-1', 'none'],
      ['a', 'XA00'],
      ['z', 'XA00'],
    ],
  ],
  [[]],
] as [string, string][][][])('rows with a word are found by their first two cells: %j', (keys) => {
  const expected = all.filter(({ cycle, country, listed }) => {
    return !listed && keys.some(([a, b]) => a === cycle && b === country);
  });
  expect(rowsWith(tableOf(written(all)), 'false', keys)).toEqual(expected);
});
