/** Large tables of an opened release: only the rows that someone asks for are made, and few of them are kept. */
import type { Manifest } from './manifest.ts';
import { type MartRow, rowsFrom } from './rows.ts';
import type { ReleaseSource } from './source.ts';
import { martPath } from './table-files.ts';
import { indexTable, type TableIndex, type WantedValues } from './table-index.ts';

export type LargeTables = {
  readonly has: (mart: string) => boolean;
  readonly columns: (mart: string) => readonly string[];
  /**
   * Rows that have the wanted values, in the order of the table: the same list for the same values, as long as it is
   * kept. Values are compared as texts, so a caller for whom 1 and '1' differ tests them again. A column that the table lacks
   * is blank.
   */
  readonly rows: (mart: string, wanted: WantedValues) => readonly MartRow[];
  /** The number of these rows, none of which is made. */
  readonly count: (mart: string, wanted: WantedValues) => number;
  /** The different values of a column as texts, in the order in which they first occur. */
  readonly values: (mart: string, column: string) => readonly string[];
};

/** Rows of a table among which are all that have these values; of a table that is not large, all. */
export const rowsAmong = <R>(
  { rows, large }: { readonly rows: (mart: string) => readonly R[]; readonly large?: LargeTables | null },
  mart: string,
  wanted: WantedValues,
): readonly R[] => (large?.has(mart) ? (large.rows(mart, wanted) as unknown as readonly R[]) : rows(mart));

/** Cells of rows that were asked for and are kept: what a page asks for it asks for several times. */
const mostCells = 2_000_000;

/** @returns null if the bytes of files cannot be read in parts, or all tables together are small */
export function openLargeTables(
  source: ReleaseSource,
  { files }: Manifest,
  { mostBytes, leastLarge }: { readonly mostBytes: number; readonly leastLarge: number },
): LargeTables | null {
  const tables = files.filter(({ mart, path }) => path === martPath(mart, 'json'));
  const size = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  if (source.part === undefined || size <= mostBytes) return null;
  const sizes = new Map(tables.flatMap(({ mart, bytes }) => (bytes >= leastLarge ? [[mart, bytes] as const] : [])));
  const indexes = new Map<string, TableIndex | null>();
  const indexOf = (mart: string): TableIndex | null => {
    if (!sizes.has(mart)) return null;
    const path = martPath(mart, 'json');
    const found = indexes.get(mart);
    if (found !== undefined) return found;
    const made = indexTable({ size: sizes.get(mart)!, part: (from, to, into) => source.part!(path, from, to, into) });
    indexes.set(mart, made);
    return made;
  };
  const kept = keptRows();
  return {
    has: (mart) => indexOf(mart) !== null,
    columns: (mart) => indexOf(mart)!.columns,
    rows: (mart, wanted) =>
      kept(`${mart} ${JSON.stringify(wanted)}`, () => {
        const index = indexOf(mart)!;
        return rowsFrom(index.columns, index.cells(index.find(wanted)));
      }),
    count: (mart, wanted) => indexOf(mart)!.find(wanted).length,
    values: (mart, column) => indexOf(mart)!.values(column),
  };
}

/** The lists of rows that were asked for last. */
function keptRows() {
  const kept = new Map<string, { readonly rows: readonly MartRow[]; readonly cells: number }>();
  let cells = 0;
  return (key: string, make: () => readonly MartRow[]): readonly MartRow[] => {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known.rows;
    }
    const rows = make();
    const own = key.length + rows.length * Object.keys(rows[0] ?? {}).length;
    cells += own;
    for (const [oldest, list] of kept) {
      if (cells <= mostCells) break;
      kept.delete(oldest);
      cells -= list.cells;
    }
    kept.set(key, { rows, cells: own });
    return rows;
  };
}
