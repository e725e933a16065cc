/** Writes a workbook for a translator: every text next to its translation, which the translator edits. */
import type { Workbook, Worksheet } from 'exceljs';
import { sheetText } from '../../domain/index.ts';
import { newBook } from '../write/new-book.ts';
import { addFilter, addHead, onPage, tableLetters } from '../write/table-look.ts';
import { languageCell, sheets, type TranslationLine, translationColumns } from './columns.ts';

/** Fill colours of the column to edit, and of the others. */
const [open, locked] = ['FFFFF7D6', 'FFF2F2F2'];
/** In characters. */
const guideWidth = 100;

export type TranslationOrder = {
  readonly language: { readonly code: string; readonly name: string; readonly direction: 'ltr' | 'rtl' };
  /** Name of the source language. */
  readonly from: string;
  readonly lines: readonly TranslationLine[];
  /** ISO date. */
  readonly day: string;
};

export async function writeTranslationBook(order: TranslationOrder): Promise<Uint8Array> {
  const book = await newBook();
  book.created = new Date(`${order.day}T00:00:00Z`);
  book.modified = book.created;
  writeGuide(book, order);
  writeLines(book, order);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function writeGuide(book: Workbook, { language, from, lines, day }: TranslationOrder): void {
  const sheet = book.addWorksheet(sheets.guide, {
    pageSetup: onPage('portrait'),
  });
  sheet.columns = [{ width: 22 }, { width: guideWidth }];
  const missing = lines.filter(({ translation }) => translation === '').length;
  const rows: [string, string][] = [
    ['Texts to translate', `${lines.length}, of which ${missing} have no translation yet`],
    ['Language', language.code],
    ['From and to', `${from} to ${language.name}`],
    ['Made on', day],
    [
      'What to do',
      `Write in the yellow column "New translation" of the sheet "${sheets.texts}". Leave the other columns as they are.`,
    ],
    [
      'Sorting',
      'Lines may be sorted and filtered. A line that is deleted, or left without a new translation, keeps the translation that is there now.',
    ],
    [
      'Values',
      'Words in braces such as {count} are filled in by the product: keep them, in the order that your language needs. In {count, plural, one {…} other {…}} translate what stands in the inner braces, and write the plural forms that the column "Keep as it is" names.',
    ],
    ['Apostrophes', "Where the original has two apostrophes in a row (''), one is shown."],
    [
      'To send it back',
      'Save as .xlsx and send it to whoever gave you this file. It is read with: gap texts import FILE',
    ],
  ];
  for (const [name, text] of rows) {
    const row = sheet.addRow([name, text]);
    row.font = tableLetters;
    row.alignment = { vertical: 'top', wrapText: true };
    row.height = 15 * Math.ceil((text.length + 1) / guideWidth);
    row.getCell(1).font = { ...tableLetters, bold: true };
  }
  sheet.getCell(languageCell).numFmt = '@';
}

function writeLines(book: Workbook, { language, lines }: TranslationOrder): void {
  const sheet = book.addWorksheet(sheets.texts, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }],
    pageSetup: onPage('landscape'),
  });
  sheet.columns = translationColumns.map(({ width }) => ({ width }));
  addHead(
    sheet,
    translationColumns.map((column) => column.head),
  );
  for (const line of lines) addLine(sheet, line, language.direction);
  addFilter(sheet, lines.length, translationColumns.length);
}

function addLine(sheet: Worksheet, line: TranslationLine, direction: 'ltr' | 'rtl'): void {
  const { file, key, original, keep, translation } = line;
  const row = sheet.addRow([file, key, original, keep, translation, translation].map(sheetText));
  row.font = tableLetters;
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    const isOfLanguage = column >= 5;
    // Text format, so that "1" or "3/4" is not converted.
    cell.numFmt = '@';
    cell.alignment = {
      vertical: 'top',
      wrapText: true,
      ...(isOfLanguage && { readingOrder: direction, horizontal: direction === 'rtl' ? 'right' : 'left' }),
    };
    const colour = column === 6 ? open : locked;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: colour } };
  });
}
