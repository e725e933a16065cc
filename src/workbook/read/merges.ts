/** Merged cells: ranges that show only the content of their first cell. Ranges are never expanded to their cells. */
import { readPlace } from './place.ts';
import type { RowCells } from './row-cells.ts';

export type Merge = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

type Rows = ReadonlyMap<number, RowCells>;

/** Maximum number of merges read per sheet; an issued workbook has fewer than twenty. */
export const mostMerges = 2_000;
/** Maximum number of rows looked up under merges, in total. */
const mostLookups = 2_000_000;

/** @returns null for anything except a range of several cells */
export function readMerge(ref: string): Merge | null {
  const [from, to, ...more] = ref.split(':').map(readPlace);
  if (!from || !to || more.length > 0) return null;
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  return top === bottom && left === right ? null : { top, left, bottom, right };
}

/**
 * Content under a merge is not visible, so it is not read: each such cell becomes `broken`.
 *
 * @returns number of merges that were not read
 */
export function coverCells(rows: Rows, merges: readonly Merge[]): number {
  let lookups = 0;
  for (const [place, merge] of merges.entries()) {
    const span = merge.bottom - merge.top + 1;
    lookups += Math.min(span, rows.size);
    if (lookups > mostLookups) return merges.length - place;
    const under = span <= rows.size ? spanned(merge) : rows.keys();
    for (const row of under) {
      if (row < merge.top || row > merge.bottom) continue;
      const cells = rows.get(row);
      if (cells) coverRow(cells, row, merge);
    }
  }
  return 0;
}

/** Content that a conditional format may hide is reported as not visible; the format's condition is not evaluated. */
export function hideByRule(rows: Rows, ranges: readonly Merge[]): void {
  if (ranges.length === 0) return;
  for (const [row, cells] of rows) {
    for (const { top, left, bottom, right } of ranges) {
      if (row < top || row > bottom) continue;
      for (const cell of cells.all) {
        if (cell.column >= left && cell.column <= right && !cell.unseen) cells.set({ ...cell, unseen: 'rule' });
      }
    }
  }
}

function coverRow(cells: RowCells, row: number, { top, left, right }: Merge): void {
  for (const { column } of cells.all) {
    if (column < left || column > right || (row === top && column === left)) continue;
    cells.set({ row, column, formula: false, content: { kind: 'broken', why: 'covered' } });
  }
}

function* spanned({ top, bottom }: Merge): Generator<number> {
  for (let row = top; row <= bottom; row += 1) yield row;
}
