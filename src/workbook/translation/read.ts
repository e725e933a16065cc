/**
 * Reads a returned translator's workbook. Each line identifies its text, so sorting, filtering and missing lines do
 * no harm.
 */
import type { CellValue, Worksheet } from 'exceljs';
import { sheetText } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { newBook } from '../write/new-book.ts';
import { languageCell, type ReturnedLine, sheets, translationColumns } from './columns.ts';

export type ReturnedBook = { readonly language: string; readonly lines: readonly ReturnedLine[] };

/**
 * @param name - name of the file, for messages
 * @throws Problem `translations_unreadable`
 */
export async function readTranslationBook(bytes: Uint8Array, name: string): Promise<ReturnedBook> {
  const book = await newBook();
  try {
    await book.xlsx.load(bytes as never);
  } catch (error) {
    throw new Problem(
      'translations_unreadable',
      name,
      { file: name, reason: 'it is not an .xlsx file' },
      { cause: error },
    );
  }
  const [guide, texts] = [book.getWorksheet(sheets.guide), book.getWorksheet(sheets.texts)];
  const language = guide ? textOf(guide.getCell(languageCell).value).trim() : '';
  if (!texts || language === '') {
    const reason = `its sheets "${sheets.guide}" and "${sheets.texts}" are not there or do not name the language`;
    throw new Problem('translations_unreadable', name, { file: name, reason });
  }
  return { language, lines: linesOf(texts, name) };
}

function linesOf(sheet: Worksheet, name: string): ReturnedLine[] {
  const heads = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, column) => heads.set(textOf(cell.value).trim(), column));
  const columns = translationColumns.map(({ head }) => {
    const column = heads.get(head);
    if (column === undefined)
      throw new Problem('translations_unreadable', name, { file: name, reason: `its column "${head}" is not there` });
    return column;
  });
  const lines: ReturnedLine[] = [];
  sheet.eachRow((cells, row) => {
    if (row === 1) return;
    const [file, key, original, keep, translation, written] = columns.map((column) =>
      unguarded(textOf(cells.getCell(column).value)),
    ) as [string, string, string, string, string, string];
    if (file !== '' || key !== '' || written !== '')
      lines.push({ row, file: file.trim(), key: key.trim(), original, keep, translation, written });
  });
  return lines;
}

/** The text that a person sees in the cell, with normalised line ends. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value).replaceAll('\r\n', '\n');
  if (value instanceof Date) return value.toISOString();
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('text' in value) return textOf(value.text as CellValue);
  if ('result' in value) return textOf(value.result as CellValue);
  return '';
}

/** Removes the apostrophe that prevents a text from being taken for a formula. */
const unguarded = (text: string): string =>
  text.startsWith("'") && sheetText(text.slice(1)) === text ? text.slice(1) : text;
