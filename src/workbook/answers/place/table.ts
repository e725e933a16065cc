/** Finds the answer tables: below a row of column keys or of headings in any language, on any sheet. */

import { markers } from '../../layout.ts';
import { type ColumnKey, columns, foldText, readKey } from '../../layout-columns.ts';
import type { Sheet } from '../../read/book.ts';
import type { SheetCell } from '../../read/content.ts';
import type { CellsOfRow } from '../../read/row-cells.ts';

export type ColumnPlaces = ReadonlyMap<ColumnKey, number>;

export type AnswerTable = {
  readonly sheet: Sheet;
  readonly columns: ColumnPlaces;
  /** Row of its keys or headings; 0 if it has none. */
  readonly top: number;
  /** Rows below the headings that have content, in order. */
  readonly rows: readonly number[];
  /** False if neither keys nor headings were found, and the columns are assumed to be in the original order. */
  readonly headed: boolean;
  /** True if the row of keys was found, so that every original column is known. */
  readonly keyed: boolean;
};

export type FoundTables = {
  readonly tables: readonly AnswerTable[];
  /** Rows before the first headings, which are in no table. */
  readonly above: readonly number[];
  /** Why codes on this sheet belong to no table: they are in one row, or nothing identifies the columns. */
  readonly unreadable: 'sheet_transposed' | 'columns_unknown' | null;
};

export type TableWords = {
  readonly headings: ReadonlyMap<string, ColumnKey>;
  readonly isCode: (text: string) => boolean;
  readonly isQuestion: (text: string) => boolean;
};

/** In the first cell of the sheet of findings in an annotated copy. */
export const findingsMarker = 'gap:findings';

/**
 * Markers in the first cell of a sheet without answers; some programs insert a row above or a column of numbers
 * before.
 */
const backstageMarkers: readonly string[] = [...Object.values(markers), findingsMarker];
const near = [1, 2, 3];

const isMarked = (cells: CellsOfRow | undefined) =>
  near.some((column) => backstageMarkers.includes(textAt(cells?.get(column))?.trim() ?? ''));

/** True for an issued sheet, or one of an annotated copy, that is not for answers. */
export function isBackstage(sheet: Sheet): boolean {
  return near.some((row) => isMarked(sheet.rows.get(row)));
}

type OpenTable = { columns: Map<ColumnKey, number>; top: number; rows: number[]; keyed: boolean };

/**
 * Tables of a sheet, from the top. A marker hides only the rows below it up to the next headings: the sections and
 * the cover may be stacked on one sheet.
 */
export function findTables(sheet: Sheet, words: TableWords): FoundTables {
  const tables: OpenTable[] = [];
  const orphans: number[] = [];
  let last: OpenTable | null = null;
  let hidden = false;
  for (const row of [...sheet.rows.keys()].sort((a, b) => a - b)) {
    const cells = sheet.rows.get(row)!;
    if (isMarked(cells)) {
      last = null;
      hidden = true;
      continue;
    }
    if (last && isAnswerRow(cells, last.columns, words)) {
      last.rows.push(row);
      continue;
    }
    const headings = readHeadings(cells, words);
    if (headings && last && last.rows.length === 0) {
      // Headings below keys repeat them; they are only used for columns whose key is missing.
      for (const [key, column] of headings) {
        if (!last.columns.has(key) && ![...last.columns.values()].includes(column)) last.columns.set(key, column);
      }
    } else if (headings) {
      if (last) dropTitles(last, row, words, sheet);
      last = { columns: headings, top: row, rows: [], keyed: isKeyRow(cells) };
      hidden = false;
      tables.push(last);
    } else if (last) last.rows.push(row);
    else if (!hidden) orphans.push(row);
  }
  const headed = tables.map((table) => ({ sheet, ...table, headed: true }));
  const bare = isBackstage(sheet) ? null : findBare(sheet, orphans, words);
  if (typeof bare === 'string') return { tables: headed, above: orphans, unreadable: bare };
  const above = bare ? orphans.filter((row) => !bare.rows.includes(row)) : orphans;
  return { tables: bare ? [bare, ...headed] : headed, above, unreadable: null };
}

/** Number of rows for title, body and banner above the headings of a section, if sections are stacked on one sheet. */
export const titleRows = 3;

function dropTitles(above: OpenTable, row: number, words: TableWords, sheet: Sheet): void {
  const isTitle = (one: number) => row - one <= titleRows && !isAnswerRow(sheet.rows.get(one)!, above.columns, words);
  while (above.rows.length > 0 && isTitle(above.rows.at(-1)!)) above.rows.pop();
}

const isKeyRow = (cells: CellsOfRow) => cells.all.some((cell) => readKey(textAt(cell) ?? ''));

/** True for a row identified by its code, or by the wording of its question if the code is missing. */
function isAnswerRow(cells: CellsOfRow, at: ColumnPlaces, words: TableWords): boolean {
  const text = (key: ColumnKey) => textAt(cells.get(at.get(key) ?? 0));
  const code = text('code');
  if (code !== null && code.trim() !== '') return words.isCode(code);
  return words.isQuestion(text('question') ?? '');
}

/**
 * The columns that a row names; null if it is no row of keys or headings, which must name the code column and
 * another.
 */
function readHeadings(cells: CellsOfRow, { headings }: TableWords): Map<ColumnKey, number> | null {
  const keyed = new Map<ColumnKey, number>();
  const headed = new Map<ColumnKey, number>();
  for (const cell of cells.all) {
    const { column } = cell;
    const text = textAt(cell);
    if (text === null || text.length > 120) continue;
    const key = text.trimStart().startsWith('gap:') ? readKey(text) : null;
    if (key && !keyed.has(key)) keyed.set(key, column);
    const heading = key ? undefined : headings.get(foldText(text));
    if (heading && !headed.has(heading)) headed.set(heading, column);
  }
  if (namesRows(keyed) && keyed.size > 1) return keyed;
  return namesRows(headed) && headed.size > 1 && (headed.has('answer') || headed.has('state')) ? headed : null;
}

/** If the code column was deleted, the wording of the questions may still identify the rows. */
const namesRows = (columns: ColumnPlaces) =>
  columns.has('code') || (columns.has('question') && (columns.has('answer') || columns.has('state')));

/**
 * Rows with codes but no headings above: the columns follow from the position of the codes, if the wording confirms
 * it.
 */
function findBare(
  sheet: Sheet,
  orphans: readonly number[],
  words: TableWords,
): AnswerTable | FoundTables['unreadable'] {
  const counts = new Map<number, number>();
  let sideBySide = 0;
  for (const row of orphans) {
    let inRow = 0;
    for (const cell of sheet.rows.get(row)!.all) {
      const { column } = cell;
      const text = textAt(cell);
      if (text === null || !words.isCode(text)) continue;
      counts.set(column, (counts.get(column) ?? 0) + 1);
      inRow += 1;
    }
    sideBySide = Math.max(sideBySide, inRow);
  }
  const [found] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!found) return null;
  const [code, inColumn] = found;
  if (sideBySide > 1 && sideBySide > inColumn) return 'sheet_transposed';
  const places = new Map(columns.map(({ key }, place) => [key, code + place]));
  const isCodeAt = (row: number) => words.isCode(textAt(sheet.rows.get(row)!.get(code)) ?? '');
  const rows = orphans.filter(isCodeAt);
  const worded = rows.filter((row) =>
    words.isQuestion(textAt(sheet.rows.get(row)!.get(places.get('question')!)) ?? ''),
  );
  if (worded.length * 2 < rows.length) return 'columns_unknown';
  return { sheet, columns: places, top: 0, rows, headed: false, keyed: false };
}

/** The text of a cell; null for a calculated cell. */
export function textAt(cell: SheetCell | undefined): string | null {
  if (!cell || cell.formula || cell.content?.kind !== 'text') return null;
  return cell.content.text;
}
