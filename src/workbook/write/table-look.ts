/** What a sheet looks like that is one plain table: figures to download, texts to translate. */
import type { PageSetup, Row, Worksheet } from 'exceljs';
import { colours } from './look.ts';

/** Every office program has it, or one of the same widths. */
export const tableLetters = { name: 'Arial', family: 2, size: 10 };

/** A4, as wide as the page, as long as it needs. */
export const onPage = (orientation: 'landscape' | 'portrait'): Partial<PageSetup> => ({
  ...{ paperSize: 9, orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
});

/** The first row names the columns, on each printed page. @returns it, so that its cells may be formatted */
export function addHead(sheet: Worksheet, names: readonly string[]): Row {
  sheet.pageSetup.printTitlesRow = '1:1';
  const head = sheet.addRow([...names]);
  head.font = { ...tableLetters, bold: true, color: { argb: colours.onAccent } };
  head.eachCell((cell) => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: colours.accent } };
  });
  return head;
}

/** Filters over all rows beneath the head. */
export function addFilter(sheet: Worksheet, rows: number, columns: number): void {
  if (columns > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns } };
}
