/** The rows of a table's JSON, of which a few lines are read at a time. */
import { expect, it } from 'vitest';
import { readRows } from '../../src/release/files/open.ts';

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
