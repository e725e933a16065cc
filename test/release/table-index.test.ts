/** Rows of a large table are found by the values of their columns, as if all rows were filtered. */
import { expect, it } from 'vitest';
import { openRelease } from '../../src/release/files/open.ts';
import { indexTable, type WantedValues } from '../../src/release/files/table-index.ts';

const columns = ['cycle', 'country', 'item', 'text', 'score', 'listed'];
type Row = Record<string, string | number | boolean | null>;
/** More than are read at once, with signs that a reader of bytes may take for the end of a cell or a line. */
const rows = Array.from(
  { length: 30_000 },
  (_, at): Row => ({
    cycle: `c-${Math.floor(at / 10_000)}`,
    country: `XA${Math.floor(at / 100) % 100}`,
    item: `Ü${at % 100}"\\`,
    text: ['a, "b"]', 'é\n,["c"]', '语言 \\" ,', '', null, '\\\\'][at % 6]!,
    score: at % 7 === 0 ? null : (at % 11) / 4,
    listed: at % 5 === 0,
  }),
);
const bytes = new TextEncoder().encode(
  `{"mart":"answers","rows":[${[columns, ...rows.map((row) => Object.values(row))].map((cells) => JSON.stringify(cells)).join('\n,')}\n]}\n`,
);
const part = (from: number, to: number, into?: Uint8Array) => {
  if (into === undefined) return bytes.slice(from, to);
  into.set(bytes.subarray(from, to));
  return into.subarray(0, to - from);
};
const index = indexTable({ size: bytes.length, part })!;

const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
const filtered = (wanted: WantedValues) =>
  rows.filter((row) =>
    Object.entries(wanted).every(([column, values]) => [values].flat().some((one) => text(one) === text(row[column]))),
  );

it.each<WantedValues>([
  {},
  { cycle: 'c-1' },
  { country: 'XA7' },
  { country: 'XA7', cycle: 'c-2' },
  { country: ['XA99', 'XA0', 'XA0', 'none'], item: ['Ü1"\\', 'Ü99"\\'] },
  { text: 'é\n,["c"]', country: 'XA3' },
  { text: null, country: 'XA3' },
  { text: ['', '\\\\'], country: ['XA3', 'XA50'] },
  { score: 0.25, country: 'XA1' },
  { score: '0.25', country: 'XA1' },
  { listed: true, item: 'Ü0"\\' },
  { country: [] },
  { country: 'none' },
  { unknown: null, country: 'XA1' },
  { unknown: 'x', country: 'XA1' },
])('%j', (wanted) => {
  const found = [...index.cells(index.find(wanted))];
  expect(found).toEqual(filtered(wanted).map((row) => Object.values(row)));
});

it('the different values of a column are known', () => {
  expect(index.columns).toEqual(columns);
  expect(index.values('cycle')).toEqual(['c-0', 'c-1', 'c-2']);
  expect(index.values('text')).toEqual(['a, "b"]', 'é\n,["c"]', '语言 \\" ,', '', '\\\\']);
});

it('a table without rows, or not with one line for each, has no index', () => {
  const of = (written: string) => {
    const table = new TextEncoder().encode(written);
    return indexTable({ size: table.length, part: (from, to) => table.slice(from, to) });
  };
  expect(of(`{"rows":[${JSON.stringify(columns)}\n]}\n`)).toBeNull();
  expect(of(JSON.stringify({ rows: [columns, ['c-1']] }))).toBeNull();
});

it('tables are large only in a release whose tables together are, and whose files can be read in parts', () => {
  const path = 'marts/answers.json';
  const manifest = { release: 'r-1', files: [{ path, mart: 'answers', bytes: bytes.length }] };
  const files = new Map([
    ['manifest.json', new TextEncoder().encode(JSON.stringify(manifest))],
    [path, bytes],
  ]);
  const source = {
    get: (name: string) => files.get(name),
    part: (_: string, from: number, to: number) => part(from, to),
  };
  const { large } = openRelease(source, { mostBytes: bytes.length - 1, leastLarge: bytes.length });
  expect(large!.has('answers')).toBe(true);
  expect(large!.rows('answers', { country: 'XA7' })).toEqual(filtered({ country: 'XA7' }));
  expect(large!.rows('answers', { country: 'XA7' })).toBe(large!.rows('answers', { country: 'XA7' }));
  expect(large!.count('answers', { cycle: 'c-1' })).toBe(10_000);
  const none = openRelease(source, { mostBytes: 0, leastLarge: bytes.length + 1 }).large!;
  expect([none.has('answers'), none.has('scores')]).toEqual([false, false]);
  expect(openRelease(source, { mostBytes: bytes.length }).large).toBeNull();
  expect(openRelease(files, { mostBytes: 0 }).large).toBeNull();
});
