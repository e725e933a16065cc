/**
 * Finds the rows of a table that differ between two releases. A table's JSON has one line per row, sorted by its
 * grain, so lines that are byte for byte equal are skipped without parsing: most are, and parsing is most of the
 * work.
 */
import { type MartCell, type MartRow, readRows } from '../files/open.ts';

export type ChangedRows = { readonly before: readonly MartRow[]; readonly after: readonly MartRow[] };

const newline = 10;

/**
 * The result contains every row that differs. It may contain equal rows if the two tables differ in columns or order.
 *
 * @param grain - columns that sort both tables
 */
export function changedRows(before: Uint8Array, after: Uint8Array, grain: readonly string[]): ChangedRows {
  const [was, is] = linesApart(before, after);
  if (was === null || is === null || was.columns.join() !== is.columns.join())
    return { before: readRows(before), after: readRows(after) };
  const places = grain.map((column) => is.columns.indexOf(column));
  const found = { before: [] as MartRow[], after: [] as MartRow[] };
  for (let [one, other] = [0, 0]; one < was.count || other < is.count; ) {
    if (one < was.count && other < is.count && was.equals(one, is, other)) {
      one += 1;
      other += 1;
      continue;
    }
    const [gone, come] = [one < was.count ? was.cells(one) : null, other < is.count ? is.cells(other) : null];
    const order = gone === null ? 1 : come === null ? -1 : compareCells(gone, come, places);
    if (order <= 0) {
      found.before.push(rowOf(was.columns, gone!));
      one += 1;
    }
    if (order >= 0) {
      found.after.push(rowOf(is.columns, come!));
      other += 1;
    }
  }
  return found;
}

/**
 * Rows whose line contains a word and starts with one of the keys.
 *
 * @param keys - JSON of the first two cells, joined by a comma
 */
export function rowsWith(table: Uint8Array, word: string, keys: ReadonlySet<string>): MartRow[] {
  const lines = linesOf(table);
  if (lines === null) return [...readRows(table)];
  const rows: MartRow[] = [];
  for (let at = 0; at < lines.count; at += 1) {
    const text = lines.text(at);
    if (!text.includes(word) || !keys.has(text.slice(1, text.indexOf(',', text.indexOf(',') + 1)))) continue;
    rows.push(rowOf(lines.columns, JSON.parse(text) as MartCell[]));
  }
  return rows;
}

type Lines = {
  readonly columns: readonly string[];
  readonly bytes: Buffer;
  readonly count: number;
  readonly equals: (at: number, other: Lines, place: number) => boolean;
  /** Offset of the start of each row, including the comma before it, and of the end of the last row. */
  readonly starts: readonly number[];
  readonly text: (at: number) => string;
  readonly cells: (at: number) => MartCell[];
};

/** The lines of both tables, without their common first and last lines. */
function linesApart(before: Uint8Array, after: Uint8Array): [Lines | null, Lines | null] {
  const [one, other] = [bufferOf(before), bufferOf(after)];
  const least = Math.min(one.length, other.length);
  let first = 0;
  while (first + block <= least && one.compare(other, first, first + block, first, first + block) === 0) first += block;
  let last = 0;
  const isSameBefore = (end: number, stop: number) => one.compare(other, stop - block, stop, end - block, end) === 0;
  while (first + last + block <= least && isSameBefore(one.length - last, other.length - last)) last += block;
  return [linesOf(before, first, last), linesOf(after, first, last)];
}

const block = 16_384;
const bufferOf = (table: Uint8Array) => Buffer.from(table.buffer, table.byteOffset, table.byteLength);

/**
 * @param first - number of bytes at the start that are not searched for whole lines
 * @param last - number of bytes at the end that are not searched
 * @returns null if the JSON does not have one line per row, as in releases of earlier software
 */
function linesOf(table: Uint8Array, first = 0, last = 0): Lines | null {
  const bytes = bufferOf(table);
  const begin = bytes.indexOf(newline) + 1;
  const stop = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  const close = bytes.lastIndexOf(newline, stop - 1) + 1;
  if (begin === 0 || bytes.toString('latin1', close, stop) !== ']}') return null;
  const { rows } = JSON.parse(`${bytes.toString('utf8', 0, begin)}]}`) as { rows: [string[]] };
  const from = Math.max(begin, bytes.subarray(0, first).lastIndexOf(newline) + 1);
  const end = last === 0 ? close : Math.min(close, bytes.indexOf(newline, bytes.length - last) + 1);
  const starts: number[] = [];
  for (let at = from; at < end; at = bytes.indexOf(newline, at) + 1) starts.push(at);
  if (starts.some((start) => bytes[start] !== 0x2c || bytes[start + 1] !== 0x5b)) return null;
  const count = starts.length;
  starts.push(end);
  // Without the comma before the row and the newline after it.
  const text = (at: number) => bytes.toString('utf8', starts[at]! + 1, starts[at + 1]! - 1);
  return {
    columns: rows[0],
    bytes,
    count,
    starts,
    equals: (at, other, place) => {
      const [from, start] = [starts[at]!, other.starts[place]!];
      const length = starts[at + 1]! - from;
      return (
        length === other.starts[place + 1]! - start &&
        bytes.compare(other.bytes, start, start + length, from, from + length) === 0
      );
    },
    text,
    cells: (at) => JSON.parse(text(at)) as MartCell[],
  };
}

function compareCells(one: readonly MartCell[], other: readonly MartCell[], places: readonly number[]): number {
  for (const place of places) {
    const [a, b] = [one[place]!, other[place]!];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

const rowOf = (columns: readonly string[], cells: readonly MartCell[]): MartRow =>
  Object.fromEntries(columns.map((column, at) => [column, cells[at]!]));
