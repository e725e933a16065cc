/** Writes one table of figures as an Excel file: numbers and dates as such, and a sheet with their source. */
import type { Alignment, Row, Workbook } from 'exceljs';
import { sheetText } from '../../domain/index.ts';
import { colours } from '../write/look.ts';
import { newBook } from '../write/new-book.ts';
import { settleZip } from '../write/package.ts';
import { heightOf, linesOf } from '../write/sheet/row-height.ts';
import { addFilter, addHead, onPage, tableLetters } from '../write/table-look.ts';

/** Format of a column; a date is in ISO 8601, a share from 0 to 1. */
export type FigureFormat = {
  readonly as: 'number' | 'change' | 'share' | 'date' | 'hash' | 'plain';
  readonly digits?: number;
};

export type FigureTable = {
  readonly title: string;
  /** Names of the two sheets. */
  readonly sheets: { readonly figures: string; readonly notes: string };
  readonly direction: 'ltr' | 'rtl';
  readonly columns: readonly { readonly title: string; readonly format: FigureFormat | null }[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** What the sheet of notes lists. */
  readonly notes: readonly { readonly name: string; readonly text: string }[];
  /** ISO date or instant of the release. */
  readonly date: string;
};

const day = /^\d{4}-\d{2}-\d{2}/;

export async function writeFigureBook(table: FigureTable): Promise<Uint8Array> {
  const book = await newBook();
  book.title = table.title;
  book.description = table.notes.map(({ name, text }) => `${name}: ${text}`).join('\n');
  const made = new Date(table.date);
  if (!Number.isNaN(made.getTime())) {
    book.created = made;
    book.modified = made;
  }
  writeFigures(book, table);
  writeNotes(book, table);
  return settleZip(new Uint8Array(await book.xlsx.writeBuffer()), table.date);
}

function writeFigures(book: Workbook, { title, sheets, direction, columns, rows }: FigureTable): void {
  const sheet = book.addWorksheet(sheetName(sheets.figures), {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1, rightToLeft: direction === 'rtl' }],
    pageSetup: onPage('landscape'),
    headerFooter: { oddHeader: `&L${title.replaceAll('&', '&&')}`, oddFooter: '&R&P / &N' },
  });
  sheet.columns = columns.map((column, at) => ({
    width: widthOf(column.title, rows, at),
    style: {
      numFmt: numberFormat(column.format),
      font: tableLetters,
      alignment: alignmentOf(column.format, direction),
    },
  }));
  const head = addHead(
    sheet,
    columns.map((column) => sheetText(column.title)),
  );
  head.alignment = { vertical: 'middle', wrapText: true };
  head.eachCell((cell) => {
    cell.numFmt = '@';
  });
  const widths = columns.map((column, at) => widthOf(column.title, rows, at));
  setHeight(
    head,
    // Bold letters, next to the sign of the filter.
    columns.map(({ title: text }, at) => ({ text, width: widths[at]! * 0.75 })),
  );
  for (const row of rows) {
    const added = sheet.addRow(row.map((value, at) => cellValue(value, columns[at]!.format)));
    setHeight(
      added,
      row.map((value, at) => ({ text: typeof value === 'string' ? value : '', width: widths[at]! })),
    );
  }
  addFilter(sheet, rows.length, columns.length);
}

/**
 * Numbers at the end of their column, with a space before the next one; dates at the start, where a month or a year,
 * which is a text, is too.
 */
function alignmentOf(format: FigureFormat | null, direction: 'ltr' | 'rtl'): Partial<Alignment> {
  const [start, end] = direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const isNumber = format?.as === 'number' || format?.as === 'change' || format?.as === 'share';
  return {
    vertical: 'top',
    wrapText: true,
    ...(format?.as === 'date' && { horizontal: start }),
    ...(isNumber && { horizontal: end, indent: 1 }),
    ...(direction === 'rtl' && { readingOrder: 'rtl' }),
  };
}

function writeNotes(book: Workbook, { title, sheets, direction, notes }: FigureTable): void {
  const sheet = book.addWorksheet(sheetName(sheets.notes), {
    views: [{ rightToLeft: direction === 'rtl' }],
    pageSetup: onPage('landscape'),
  });
  const [named, noted] = [24, 96];
  sheet.columns = [{ width: named }, { width: noted }];
  const head = sheet.addRow([sheetText(title)]);
  head.font = { ...tableLetters, bold: true, size: 14, color: { argb: colours.accent } };
  for (const { name, text } of notes) {
    const row = sheet.addRow([sheetText(name), sheetText(text)]);
    row.alignment = {
      vertical: 'top',
      wrapText: true,
      // An address or a number alone has no direction of its own: it would be at the other side.
      ...(direction === 'rtl' && { readingOrder: 'rtl' as const, horizontal: 'right' as const }),
    };
    row.font = tableLetters;
    row.getCell(1).font = { ...tableLetters, bold: true };
    setHeight(row, [
      { text: name, width: named },
      { text, width: noted },
    ]);
  }
}

/** Programs do not all compute the height of a row whose text is broken into several lines. */
function setHeight(row: Row, texts: readonly { readonly text: string; readonly width: number }[]): void {
  const size = tableLetters.size ?? 10;
  if (texts.some(({ text, width }) => linesOf(text, width, size) > 1))
    row.height = heightOf(texts.map((one) => ({ ...one, size })));
}

/** Content of a cell: a number, a date, or a text that no program takes for a formula. */
function cellValue(value: string | number | boolean | null, format: FigureFormat | null) {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return value;
  if (format?.as === 'date' && day.test(value)) return new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return sheetText(value);
}

/** Two decimals more than on a page, as a spreadsheet program might round up to a class that was not reached. */
function numberFormat(format: FigureFormat | null): string {
  const decimals = (digits: number) => (digits === 0 ? '' : `.${'0'.repeat(digits)}`);
  switch (format?.as) {
    case 'number':
      return `#,##0${decimals((format.digits ?? 0) + 2)}`;
    case 'change':
      return ['+', '-', ''].map((sign) => `${sign}0${decimals((format.digits ?? 0) + 1)}`).join(';');
    case 'share':
      return `0${decimals((format.digits ?? 0) + 1)}%`;
    case 'date':
      return 'yyyy-mm-dd';
    default:
      return 'General';
  }
}

/** Wide enough for nearly all cells of a column, so that few wrap. */
function widthOf(title: string, rows: FigureTable['rows'], at: number): number {
  const lengths = rows.map((row) => lengthOf(row[at])).toSorted((one, other) => one - other);
  const usual = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  return Math.min(60, Math.max(10, usual + 2, Math.ceil(title.length / 2) + 4));
}

const lengthOf = (value: string | number | boolean | null | undefined): number => {
  if (typeof value === 'number') return 8;
  return [...String(value ?? '')].reduce((length, letter) => length + (letter >= '\u2e80' ? 2 : 1), 0);
};

/** At most 31 characters, without those that names of sheets cannot have. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[[\]*?:/\\']/g, ' ')
    .slice(0, 31)
    .trim() || 'Figures';
