/** Opens a release for reading, without DuckDB and without the kept inputs. */
import { Problem } from '../../problem/index.ts';
import { earlierScoreTreePath, type KeptScoreTree, readScoreTree, scoreTreePath } from '../steps/kept-score-tree.ts';
import { keptFolder, type Manifest, manifestPath } from './manifest.ts';
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
  /** A table as CSV with a header. A text that starts like a formula is prefixed with an apostrophe. */
  csv(mart: string): Uint8Array;
  parquet(mart: string): Uint8Array;
  /** The score tree from which replications can be computed; null if the release keeps none. It is never disclosed. */
  scoreTree(): KeptScoreTree | null;
  /** A published file by its path; null if there is none. Kept inputs are never returned. */
  file(path: string): Uint8Array | null;
};

/** @param files - by path, as built or as read from the store */
export function openRelease(files: ReadonlyMap<string, Uint8Array>): OpenRelease {
  const manifest = readManifest(files);
  const id = manifest.release;
  const need = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (!bytes) throw new Problem('release_unreadable', `release ${id}`, { id, file: path });
    return bytes;
  };
  const parsed = new Map<string, readonly MartRow[]>();
  let scoreTree: KeptScoreTree | null | undefined;
  return {
    manifest,
    marts: [...new Set(manifest.files.map(({ mart }) => mart))],
    rows: <R>(mart: string) => {
      const rows = parsed.get(mart) ?? readRows(need(martPath(mart, 'json')));
      parsed.set(mart, rows);
      return rows as unknown as readonly R[];
    },
    csv: (mart) => need(martPath(mart, 'csv')),
    parquet: (mart) => need(martPath(mart, 'parquet')),
    scoreTree: () => {
      const kept = files.get(scoreTreePath) ?? files.get(earlierScoreTreePath);
      scoreTree ??= kept ? readScoreTree(kept) : null;
      return scoreTree;
    },
    file: (path) => (path.startsWith(keptFolder) ? null : (files.get(path) ?? null)),
  };
}

/** @throws Problem `release_unreadable` if there is no manifest */
export function readManifest(files: ReadonlyMap<string, Uint8Array>): Manifest {
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
  let last: readonly MartCell[] = [];
  for (const cells of cellsOf(bytes)) {
    if (columns.length === 0) {
      columns = cells as string[];
      continue;
    }
    const before = last;
    rows.push(
      Object.fromEntries(
        columns.map((column, at) => {
          if (cells[at] === before[at]) cells[at] = before[at]!;
          return [column, cells[at]!];
        }),
      ),
    );
    last = cells;
  }
  return rows;
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
