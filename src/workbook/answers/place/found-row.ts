/** An answer row found in a workbook. */
import type { LayoutRow } from '../../layout.ts';
import type { ColumnKey } from '../../layout-columns.ts';
import type { Sheet } from '../../read/book.ts';
import type { SheetCell } from '../../read/content.ts';
import type { ColumnPlaces } from './table.ts';

export type FoundRow = {
  readonly layout: LayoutRow;
  readonly sheet: Sheet;
  readonly row: number;
  readonly columns: ColumnPlaces;
  readonly cell: (key: ColumnKey) => SheetCell | undefined;
};
