/** Opens a release for reading, without DuckDB and without the kept inputs. */
import { Problem } from '../../problem/index.ts';
import { earlierScoreTreePath, type KeptScoreTree, readScoreTree, scoreTreePath } from '../steps/kept-score-tree.ts';
import { isKeptInput, type Manifest, manifestPath } from './manifest.ts';
import { martPath } from './table-files.ts';

export type MartCell = string | number | boolean | null;
export type MartRow = Readonly<Record<string, MartCell>>;

export type OpenRelease = {
  readonly manifest: Manifest;
  /** Names of its tables. */
  readonly marts: readonly string[];
  /**
   * Rows of a table in the order of its grain, parsed once.
   *
   * @throws Problem `release_unreadable` if the release has no such table
   */
  rows<R = MartRow>(mart: string): readonly R[];
  /** The columns of a table that has rows, without reading them; none of an empty table. */
  columns(mart: string): readonly string[];
  /** A table as CSV with a header. A text that starts like a formula is prefixed with an apostrophe. */
  csv(mart: string): Uint8Array;
  parquet(mart: string): Uint8Array;
  /** The score tree from which replications can be computed; null if the release keeps none. It is never disclosed. */
  scoreTree(): KeptScoreTree | null;
  /** A published file by its path; null if there is none. Kept inputs are never returned. */
  file(path: string): Uint8Array | null;
};

/** Files by path: a map, or files that are outside the memory. */
export type ReleaseSource = {
  /** @param most - number of bytes that are needed, from the first */
  readonly get: (path: string, most?: number) => Uint8Array | undefined;
};

/**
 * @param files - by path, as built or as read from the store
 * @param options.mostBytes - size of the tables whose rows are kept at most, by that of their JSON; rows take about as much
 *   memory. Tables are read again when they are needed again; the last one is always kept
 */
export function openRelease(files: ReleaseSource, { mostBytes = Number.POSITIVE_INFINITY } = {}): OpenRelease {
  const manifest = readManifest(files);
  const id = manifest.release;
  const need = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (!bytes) throw new Problem('release_unreadable', `release ${id}`, { id, file: path });
    return bytes;
  };
  const rowsOf = keptTables(mostBytes, (mart) => need(martPath(mart, 'json')));
  const columns = new Map<string, readonly string[]>();
  let scoreTree: KeptScoreTree | null | undefined;
  return {
    manifest,
    marts: [...new Set(manifest.files.map(({ mart }) => mart))],
    rows: <R>(mart: string) => rowsOf(mart) as unknown as readonly R[],
    columns: (mart) => {
      const found = columns.get(mart) ?? columnsIn(files.get(martPath(mart, 'json'), headBytes));
      const known = found ?? Object.keys(rowsOf(mart)[0] ?? {});
      columns.set(mart, known);
      return known;
    },
    csv: (mart) => need(martPath(mart, 'csv')),
    parquet: (mart) => need(martPath(mart, 'parquet')),
    scoreTree: () => {
      const kept = files.get(scoreTreePath) ?? files.get(earlierScoreTreePath);
      scoreTree ??= kept ? readScoreTree(kept) : null;
      return scoreTree;
    },
    file: (path) => (isKeptInput(path) ? null : (files.get(path) ?? null)),
  };
}

/** The rows of the tables that were asked for last. */
function keptTables(mostBytes: number, bytesOf: (mart: string) => Uint8Array) {
  const kept = new Map<string, { readonly rows: readonly MartRow[]; readonly size: number }>();
  let size = 0;
  return (mart: string): readonly MartRow[] => {
    const known = kept.get(mart);
    if (known !== undefined) {
      kept.delete(mart);
      kept.set(mart, known);
      return known.rows;
    }
    const bytes = bytesOf(mart);
    size += bytes.length;
    for (const [oldest, table] of kept) {
      if (size <= mostBytes) break;
      kept.delete(oldest);
      size -= table.size;
    }
    const rows = readRows(bytes);
    kept.set(mart, { rows, size: bytes.length });
    return rows;
  };
}

/** @throws Problem `release_unreadable` if there is no manifest */
export function readManifest(files: ReleaseSource): Manifest {
  const bytes = files.get(manifestPath);
  if (!bytes) throw new Problem('release_unreadable', 'release', { id: '', file: manifestPath });
  return JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
}

const newline = 10;
/** Bytes of the lines that are parsed together. */
const atOnce = 262_144;

/**
 * The rows of a table's JSON; the first row names the columns.
 *
 * Read a few lines at a time: of a large table, neither its text nor all its lists are in memory besides the rows.
 * Texts that repeat from row to row are kept once.
 */
export function readRows(bytes: Uint8Array): readonly MartRow[] {
  const rows: MartRow[] = [];
  let columns: readonly string[] = [];
  let blank: MartRow = {};
  let last: readonly MartCell[] = [];
  for (const cells of cellsOf(bytes)) {
    if (columns.length === 0) {
      columns = cells as string[];
      blank = Object.fromEntries(columns.map((column) => [column, null]));
      continue;
    }
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
const headBytes = 65_536;

/** The columns of a table that has rows; null if its start does not say, as in releases of earlier software. */
function columnsIn(table: Uint8Array | undefined): readonly string[] | null {
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
