/** The rows of a table, as its JSON has them. */

export type MartCell = string | number | boolean | null;
export type MartRow = Readonly<Record<string, MartCell>>;

const newline = 10;
/** Bytes of the lines that are parsed together. */
const atOnce = 262_144;

/**
 * The rows of a table's JSON; the first row names the columns.
 *
 * Read a few lines at a time: of a large table, neither its text nor all its lists are in memory besides the rows.
 */
export function readRows(bytes: Uint8Array): readonly MartRow[] {
  const cells = cellsOf(bytes);
  const head = cells.next();
  return head.done === true ? [] : rowsFrom(head.value as string[], cells);
}

/** Rows with these columns. Texts that repeat from row to row are kept once. */
export function rowsFrom(columns: readonly string[], lines: Iterable<MartCell[]>): MartRow[] {
  const rows: MartRow[] = [];
  const blank: MartRow = Object.fromEntries(columns.map((column) => [column, null]));
  let last: readonly MartCell[] = [];
  for (const cells of lines) {
    // Copied from one row, all rows have one shape: they are read and made three times as fast, and take less memory.
    const row: Record<string, MartCell> = { ...blank };
    for (let at = 0; at < columns.length; at += 1) {
      if (cells[at] === last[at]) cells[at] = last[at]!;
      row[columns[at]!] = cells[at]!;
    }
    rows.push(row);
    last = cells;
  }
  return rows;
}

/** Bytes at the start of a table in which the names of its columns and the start of its first row are found. */
export const headBytes = 65_536;

/** The columns of a table that has rows; null if its start does not say, as in releases of earlier software. */
export function columnsIn(table: Uint8Array | undefined): readonly string[] | null {
  if (table === undefined) return null;
  const bytes = Buffer.from(table.buffer, table.byteOffset, table.byteLength);
  const end = bytes.indexOf(newline);
  const next = bytes.toString('latin1', end + 1, end + 3);
  if (end < 0 || (next !== ',[' && next !== ']}')) return null;
  const { rows } = JSON.parse(`${bytes.toString('utf8', 0, end)}]}`) as { rows: [string[]] };
  return next === ',[' ? rows[0] : [];
}

/** The cells of each row, of which the first are the names of the columns. */
function* cellsOf(table: Uint8Array): Generator<MartCell[]> {
  const bytes = Buffer.from(table.buffer, table.byteOffset, table.byteLength);
  const textOf = (from: number, to: number) => bytes.toString('utf8', from, to).trimEnd();
  const stop = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  const close = bytes.lastIndexOf(newline, stop - 1) + 1;
  const begin = bytes.indexOf(newline) + 1;
  // Releases of earlier software do not have one line per row.
  const hasLines = begin > 0 && textOf(close, stop) === ']}' && (begin === close || textOf(begin, begin + 2) === ',[');
  const head = hasLines ? `${textOf(0, begin)}]}` : textOf(0, bytes.length);
  yield* (JSON.parse(head) as { rows: MartCell[][] }).rows;
  if (!hasLines) return;
  for (let at = begin; at < close; ) {
    const next = Math.min(close, bytes.indexOf(newline, Math.min(at + atOnce, close - 1)) + 1);
    yield* JSON.parse(`[${textOf(at, next).slice(1)}]`) as MartCell[][];
    at = next;
  }
}
