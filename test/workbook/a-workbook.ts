/** A workbook to inspect: written by the software, reopened with exceljs or as XML. */
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { loadTexts } from '../../src/i18n/index.ts';
import { loadInstrument } from '../../src/questionnaire/index.ts';
import type { WorkbookOrder } from '../../src/workbook/index.ts';
import { columns, keyText } from '../../src/workbook/layout-columns.ts';
import { root } from '../house/source.ts';

export const instrument = loadInstrument(root, 'cybercrime', '2026');
export const texts = loadTexts(root);

export function anOrder(over: Partial<WorkbookOrder> = {}): WorkbookOrder {
  return {
    instrument,
    cycle: 'cybercrime-2026',
    country: { code: 'XAA', name: 'Auremia' },
    language: 'en',
    scope: 'whole',
    prefills: [],
    illustrative: true,
    issued: '2026-02-01',
    countries: [{ code: 'XAA', name: 'Auremia' }],
    texts,
    ...over,
  };
}

export async function open(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
}

/** Parts of the package by their path. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
}

/** Sheets of sections: those with a row of column keys. */
export function sectionSheets(book: ExcelJS.Workbook): ExcelJS.Worksheet[] {
  return book.worksheets.filter((sheet) => sheet.getCell('A4').value === keyText('code'));
}

/** The cell of a column in the row of an id, on any sheet. */
export function cellOf(book: ExcelJS.Workbook, id: string, key: (typeof columns)[number]['key']): ExcelJS.Cell {
  for (const sheet of sectionSheets(book)) {
    for (let row = 6; row <= sheet.rowCount; row += 1) {
      if (sheet.getCell(row, 1).value !== id) continue;
      return sheet.getCell(row, columns.findIndex((column) => column.key === key) + 1);
    }
  }
  throw new Error(`no row ${id}`);
}

/** The number or text of a formula cell without calculation. */
export function result(cell: ExcelJS.Cell): unknown {
  const value = cell.value as { formula?: string; result?: unknown } | null;
  // exceljs drops a result of 0 when reading.
  return value !== null && typeof value === 'object' && 'formula' in value ? (value.result ?? 0) : value;
}

/** The only cell of a defined name. */
export function named(book: ExcelJS.Workbook, name: string): ExcelJS.Cell {
  const [range] = book.definedNames.getRanges(name).ranges;
  const [, sheet, address] = /^'?(.+?)'?!(.+)$/.exec(range ?? '')!;
  return book.getWorksheet(sheet!)!.getCell(address!.replaceAll('$', ''));
}
