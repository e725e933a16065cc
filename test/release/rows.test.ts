/** The rows of a table's JSON, of which a few lines are read at a time. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { setAside } from '../../src/release/files/aside.ts';
import { openRelease } from '../../src/release/files/open.ts';
import { readRows } from '../../src/release/files/rows.ts';

const row = (at: number) => ({
  country: `XA${at % 7}`,
  text: `A text with "quotes",\n[brackets] and ${at % 3 ? 'é' : '语言'}`,
  part: at % 2 ? null : 'part',
  score: at / 3,
  listed: at % 5 === 0,
});
const columns = Object.keys(row(0));
const head = (rows: string) => `{"mart":"scores","cycle":"c-2026","illustrative":true,"rows":[${rows}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const linesOf = (rows: readonly object[]) =>
  bytesOf(head(`${[columns, ...rows.map(Object.values)].map((cells) => JSON.stringify(cells)).join('\n,')}\n]}\n`));

it.each([0, 1, 2, 10_000])('%i rows, one a line, are returned unchanged', (count) => {
  const rows = Array.from({ length: count }, (_, at) => row(at));
  const bytes = linesOf(rows);
  expect(readRows(bytes)).toEqual(rows);
  // As a part of a larger buffer.
  const shared = new Uint8Array(bytes.length + 20);
  shared.set(bytes, 10);
  expect(readRows(shared.subarray(10, 10 + bytes.length))).toEqual(rows);
});

it('rows that releases of earlier software wrote as one text, or in lines of their own, are returned too', () => {
  const rows = [row(0), row(1)];
  const cells = [columns, ...rows.map(Object.values)];
  expect(readRows(bytesOf(`${head(cells.map((one) => JSON.stringify(one)).join(','))}]}`))).toEqual(rows);
  expect(readRows(bytesOf(JSON.stringify({ mart: 'scores', rows: cells }, null, 1)))).toEqual(rows);
});

/** A release with these tables; each file that is read is noted. */
function opened(tables: Readonly<Record<string, Uint8Array>>, mostBytes: number) {
  const marts = Object.keys(tables);
  const manifest = bytesOf(JSON.stringify({ release: 'r-1', files: marts.map((mart) => ({ mart })) }));
  const read: string[] = [];
  const get = (path: string, most = Number.POSITIVE_INFINITY) => {
    if (path === 'manifest.json') return manifest;
    const name = path.replace(/^marts\/|\.json$/g, '');
    read.push(`${name}${most < Number.POSITIVE_INFINITY ? ' start' : ''}`);
    return tables[name]?.subarray(0, most);
  };
  return { release: openRelease({ get }, { mostBytes }), read };
}

it('the rows of the tables that were asked for last are kept, up to a size, and at least those of one table', () => {
  const table = linesOf([row(0), row(1)]);
  const { release, read } = opened({ one: table, two: table, three: table }, 2 * table.length);
  const first = release.rows('one');
  expect(release.rows('one')).toBe(first);
  release.rows('two');
  release.rows('one');
  release.rows('three');
  // The second was used the longest ago.
  expect(release.rows('one')).toBe(first);
  expect(release.rows('two')).toEqual(first);
  expect(read).toEqual(['one', 'two', 'three', 'two']);
  const small = opened({ one: table, two: table }, 1);
  expect([small.release.rows('one'), small.release.rows('two')]).toEqual([first, first]);
});

it('the columns of a table are known from its start: none of an empty table, and by its rows in earlier releases', () => {
  const earlier = bytesOf(`${head(JSON.stringify(columns))},${JSON.stringify(Object.values(row(0)))}]}`);
  const tables = { full: linesOf([row(0)]), empty: linesOf([]), earlier };
  const { release, read } = opened(tables, 1_000);
  expect(['full', 'empty', 'earlier'].map((mart) => release.columns(mart))).toEqual([columns, [], columns]);
  expect(read).toEqual(['full start', 'empty start', 'earlier start', 'earlier']);
});

it('large files of a release are set aside in a file without a name, and read as they were', async () => {
  const folder = tmpdir();
  const files = new Map([
    ['small', bytesOf('a')],
    ['large', new Uint8Array(300_000).map((_, at) => at % 251)],
    ['larger', new Uint8Array(700_000).map((_, at) => at % 241)],
  ]);
  const source = await setAside(folder, [...files.keys(), 'missing'], async (path) => files.get(path) ?? null);
  for (const [path, bytes] of files) expect(Buffer.compare(source.get(path)!, bytes), path).toBe(0);
  expect(Buffer.compare(source.get('larger', 1_000)!, files.get('larger')!.subarray(0, 1_000))).toBe(0);
  expect(source.get('missing')).toBeUndefined();
  expect(readdirSync(folder).filter((name) => name.startsWith('.aside-'))).toEqual([]);
});
