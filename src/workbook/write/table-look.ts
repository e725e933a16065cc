/** The style of a sheet with one plain table: figures to download, texts to translate. */
import type { PageSetup, Row, Worksheet } from 'exceljs';
import { colours } from './look.ts';

/** Every office program has this font, or one with the same widths. */
export const tableLetters = { name: 'Arial', family: 2, size: 10 };

/** A4, fitted to the page width, as many pages as needed. */
export const onPage = (orientation: 'landscape' | 'portrait'): Partial<PageSetup> => ({
  ...{ paperSize: 9, orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
});

/**
 * Writes the row of column names, which is repeated on each printed page. @returns it, so that its cells may be
 * formatted
 */
export function addHead(sheet: Worksheet, names: readonly string[]): Row {
  sheet.pageSetup.printTitlesRow = '1:1';
  const head = sheet.addRow([...names]);
  head.font = { ...tableLetters, bold: true, color: { argb: colours.onAccent } };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: colours.accent } };
  });
  return head;
}

/** Adds filters for all rows below the column names. */
export function addFilter(sheet: Worksheet, rows: number, columns: number): void {
  if (columns > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns } };
}
