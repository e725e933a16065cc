/**
 * Finds the rows of a table that differ between two releases. A table's JSON has one line per row, sorted by its
 * grain, so lines that are byte for byte equal are skipped without parsing: most are, and parsing is most of the
 * work. Files are read in pieces, as those of a large release are on the disk.
 */
import { type MartCell, type MartRow, readRows, rowsFrom } from '../files/rows.ts';
import type { TableBytes } from '../files/table-index.ts';

export type ChangedRows = { readonly before: readonly MartRow[]; readonly after: readonly MartRow[] };

const [newline, comma, bracket, closing] = [0x0a, 0x2c, 0x5b, 0x5d];
const pieceSize = 1_048_576;
/** Bytes that are compared at once, and those that are read to look at one line. */
const block = 16_384;

/**
 * The result contains every row that differs. It may contain equal rows if the two tables differ in columns or order.
 *
 * @param grain - columns that sort both tables
 */
export function changedRows(before: TableBytes, after: TableBytes, grain: readonly string[]): ChangedRows {
  const [was, is] = [openLines(before), openLines(after)];
  if (was === null || is === null || was.columns.join() !== is.columns.join())
    return { before: readRows(before.part(0, before.size)), after: readRows(after.part(0, after.size)) };
  const places = grain.map((column) => is.columns.indexOf(column));
  const [gone, come]: [MartCell[][], MartCell[][]] = [[], []];
  const [old, now] = [readLines(before, was), readLines(after, is)];
  for (;;) {
    skipEqual(old, now);
    const [one, other] = [old.cells(), now.cells()];
    if (one === null && other === null) break;
    const order = one === null ? 1 : other === null ? -1 : compareCells(one, other, places);
    if (order <= 0) {
      gone.push(one!);
      old.next();
    }
    if (order >= 0) {
      come.push(other!);
      now.next();
    }
  }
  return { before: rowsFrom(was.columns, gone), after: rowsFrom(is.columns, come) };
}

/**
 * Rows whose line contains a word and begins with one of the keys.
 *
 * @param table - sorted by its first two columns
 * @param keys - first two cells of a row
 */
export function rowsWith(table: TableBytes, word: string, keys: readonly (readonly [string, string])[]): MartRow[] {
  const lines = openLines(table);
  if (lines === null) return [...readRows(table.part(0, table.size))];
  const found: MartCell[][] = [];
  let at = lines.begin;
  for (const key of keys.toSorted(compareKeys)) {
    const own = `,${JSON.stringify(key).slice(0, -1)},`;
    if (!lineAt(table, at).startsWith(own)) at = firstFrom(table, lines, at, key);
    for (let text = lineAt(table, at); text.startsWith(own); text = lineAt(table, at)) {
      // Lines with the key are next to each other.
      if (text.includes(word)) found.push(JSON.parse(text.slice(1)) as MartCell[]);
      at += Buffer.byteLength(text) + 1;
    }
  }
  return rowsFrom(lines.columns, found);
}

const compareKeys = (a: readonly string[], b: readonly string[]) =>
  a[0] === b[0] ? (a[1]! < b[1]! ? -1 : a[1] === b[1] ? 0 : 1) : a[0]! < b[0]! ? -1 : 1;

/** The place of the first line, from one place on, that does not sort before a key. */
function firstFrom(table: TableBytes, { end }: Lines, from: number, key: readonly [string, string]): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = middle === low ? low : startFrom(table, middle, high);
    if (start >= high) {
      // The line at `low` is the only one that begins before `high`, or those between begin before the middle.
      high = middle;
      continue;
    }
    const text = lineAt(table, start);
    const [first, second] = JSON.parse(text.slice(1)) as [string, string];
    if (compareKeys([first, second], key) < 0) low = start + Buffer.byteLength(text) + 1;
    else if (start === low) return start;
    else high = middle;
  }
  return low;
}

/** The place of the first line that begins at a place or after it; `end` if none does before. */
function startFrom(table: TableBytes, place: number, end: number): number {
  for (let from = place - 1; from < end; from += block) {
    const found = bufferOf(table.part(from, Math.min(end, from + block))).indexOf(newline);
    if (found >= 0) return from + found + 1;
  }
  return end;
}

/** A line without its newline. */
function lineAt(table: TableBytes, place: number): string {
  for (let size = 4_096; ; size *= 4) {
    const bytes = bufferOf(table.part(place, Math.min(table.size, place + size)));
    const end = bytes.indexOf(newline);
    if (end >= 0 || place + size >= table.size) return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
  }
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the lines of rows are in a table. */
type Lines = { readonly columns: readonly string[]; readonly begin: number; readonly end: number };

/** @returns null if the JSON does not have one line per row, as in releases of earlier software */
function openLines(table: TableBytes): Lines | null {
  const head = bufferOf(table.part(0, Math.min(table.size, 65_536)));
  const begin = head.indexOf(newline) + 1;
  if (begin === 0) return null;
  const tail = bufferOf(table.part(Math.max(0, table.size - 4), table.size))
    .toString('latin1')
    .trimEnd();
  const isLine = (head[begin] === comma && head[begin + 1] === bracket) || head[begin] === closing;
  if (!tail.endsWith('\n]}') || !isLine) return null;
  const { rows } = JSON.parse(`${head.toString('utf8', 0, begin)}]}`) as { rows: [string[]] };
  const close = table.part(table.size - 1, table.size)[0] === newline ? 3 : 2;
  return { columns: rows[0], begin, end: table.size - close };
}

/** Lines one after the other, of which whole ones are in a piece that was read. */
function readLines(table: TableBytes, { begin, end }: Lines) {
  let room = new Uint8Array(pieceSize);
  let read = begin;
  let piece: Buffer = Buffer.alloc(0);
  let at = 0;
  const fill = (): void => {
    while (at === piece.length && read < end) {
      const bytes = bufferOf(table.part(read, Math.min(end, read + room.length), room));
      piece = bytes.subarray(0, bytes.lastIndexOf(newline) + 1);
      at = 0;
      read += piece.length;
      // A line may be longer than a piece.
      if (piece.length === 0) room = new Uint8Array(4 * room.length);
    }
  };
  const lineEnd = () => piece.indexOf(newline, at) + 1;
  return {
    /** Bytes from the present line on; none at the end. */
    rest: (): Buffer => {
      fill();
      return piece.subarray(at);
    },
    skip: (bytes: number): void => {
      at += bytes;
    },
    next: (): void => {
      at = lineEnd();
    },
    cells: (): MartCell[] | null => {
      fill();
      return at === piece.length ? null : (JSON.parse(piece.toString('utf8', at + 1, lineEnd() - 1)) as MartCell[]);
    },
  };
}

type LineReader = ReturnType<typeof readLines>;

/** Skips whole lines that both have next. */
function skipEqual(one: LineReader, other: LineReader): void {
  for (;;) {
    const [a, b] = [one.rest(), other.rest()];
    const least = Math.min(a.length, b.length);
    let same = 0;
    for (let size = block; same < least; ) {
      const stop = Math.min(least, same + size);
      if (a.compare(b, same, stop, same, stop) === 0) same = stop;
      else if (size === 1) break;
      else size = Math.max(1, size >> 3);
    }
    const lines = a.lastIndexOf(newline, same - 1) + 1;
    const whole = same === 0 ? 0 : lines;
    one.skip(whole);
    other.skip(whole);
    if (whole === 0 || same < least) return;
  }
}

function compareCells(one: readonly MartCell[], other: readonly MartCell[], places: readonly number[]): number {
  for (const place of places) {
    const [a, b] = [one[place]!, other[place]!];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
