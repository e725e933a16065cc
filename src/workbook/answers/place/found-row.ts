/** A row of a workbook that answers something. */
import type { LayoutRow } from '../../layout.ts';
import type { ColumnKey } from '../../layout-columns.ts';
import type { Sheet } from '../../read/book.ts';
import type { Cell } from '../../read/content.ts';
import type { Columns } from './table.ts';

export type FoundRow = {
  readonly layout: LayoutRow;
  readonly sheet: Sheet;
  readonly row: number;
  readonly columns: Columns;
  readonly cell: (key: ColumnKey) => Cell | undefined;
};
