/** Opens a release for reading, without DuckDB and without the kept inputs. */
import { Problem } from '../../problem/index.ts';
import { earlierScoreTreePath, type KeptScoreTree, readScoreTree, scoreTreePath } from '../steps/kept-score-tree.ts';
import { type LargeTables, openLargeTables } from './large-tables.ts';
import { isKeptInput, type Manifest, manifestPath } from './manifest.ts';
import { columnsIn, headBytes, type MartRow, readRows } from './rows.ts';
import type { ReleaseSource } from './source.ts';
import { martPath } from './table-files.ts';

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
  /** The tables too large to keep all rows; null if there are none. */
  readonly large: LargeTables | null;
  /** The columns of a table that has rows, without reading them; none of an empty table. */
  columns(mart: string): readonly string[];
  /** A table as CSV with a header. A text that starts like a formula is prefixed with an apostrophe. */
  csv(mart: string): Uint8Array;
  parquet(mart: string): Uint8Array;
  /** The score tree from which replications can be computed; null if the release keeps none. It is never disclosed. */
  scoreTree(): KeptScoreTree | null;
  /** A published file by its path; null if there is none. Kept inputs are never returned. */
  file(path: string): Uint8Array | null;
  /** Bytes of a published file from one place up to another; null if its files are not read in parts. */
  readonly part: NonNullable<ReleaseSource['part']> | null;
};

/**
 * @param files - by path, as built or as read from the store
 * @param options.mostBytes - size of the tables whose rows are kept at most, by that of their JSON; rows take about as much
 *   memory. Tables are read again when they are needed again; the last one is always kept
 * @param options.leastLarge - size from which a table is large, if all tables are larger than `mostBytes`
 */
export function openRelease(
  files: ReleaseSource,
  { mostBytes = Number.POSITIVE_INFINITY, leastLarge = 4 * 1_048_576 } = {},
): OpenRelease {
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
    large: openLargeTables(files, manifest, { mostBytes, leastLarge }),
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
    part: files.part === undefined ? null : (path, from, to, into) => publicPart(files, path, from, to, into),
  };
}

function publicPart(files: ReleaseSource, path: string, ...place: [number, number, Uint8Array<ArrayBuffer>?]) {
  if (isKeptInput(path)) throw new TypeError(`the file "${path}" is not published`);
  return files.part!(path, ...place);
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
