/** The cells of one row. A map for each of some thousand rows cost a tenth of the memory that a check turns over. */
import type { SheetCell } from './content.ts';

export type CellsOfRow = Pick<RowCells, 'get'> & {
  /** In the order of the file, at most one for each column. */
  readonly all: readonly SheetCell[];
};

export class RowCells {
  readonly all: SheetCell[] = [];
  /** True while each cell has a higher column than the one before. */
  #ascends = true;

  get(column: number): SheetCell | undefined {
    const place = this.#placeOf(column);
    return place < 0 ? undefined : this.all[place];
  }

  /** Replaces the cell of its column, in its place, or is the last. */
  set(cell: SheetCell): void {
    const { all } = this;
    const { column } = cell;
    if (this.#ascends && column > (all.at(-1)?.column ?? 0)) {
      all.push(cell);
      return;
    }
    const place = this.#placeOf(column);
    if (place >= 0) all[place] = cell;
    else {
      all.push(cell);
      this.#ascends = false;
    }
  }

  /** @returns -1 if the row has no cell of the column */
  #placeOf(column: number): number {
    const { all } = this;
    // Columns count from 1: in order, none of them is behind the place of its number.
    const from = this.#ascends && column < all.length ? column : all.length;
    for (let place = from - 1; place >= 0; place -= 1) {
      const here = all[place]!.column;
      if (here === column) return place;
      if (here < column && this.#ascends) return -1;
    }
    return -1;
  }
}
