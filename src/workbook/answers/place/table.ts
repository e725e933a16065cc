/** Where answers are: under a row of column keys, or of headings in any language, on whatever sheet. */

import { markers } from '../../layout.ts';
import { type ColumnKey, columns, foldText, readKey } from '../../layout-columns.ts';
import type { Sheet } from '../../read/book.ts';
import type { SheetCell } from '../../read/content.ts';

export type ColumnPlaces = ReadonlyMap<ColumnKey, number>;

export type AnswerTable = {
  readonly sheet: Sheet;
  readonly columns: ColumnPlaces;
  /** The row of its keys or headings; 0 if it has none. */
  readonly top: number;
  /** Rows under the headings that hold anything, in order. */
  readonly rows: readonly number[];
  /** False if neither keys nor headings were found, and the columns are taken to stand as they were written. */
  readonly headed: boolean;
  /** True if the row of keys was found, so that every column of ours is known. */
  readonly keyed: boolean;
};

export type FoundTables = {
  readonly tables: readonly AnswerTable[];
  /** Rows before the first headings that are in no table. */
  readonly above: readonly number[];
  /** Why codes on this sheet belong to no table: they are side by side, or nothing shows which column is which. */
  readonly unreadable: 'sheet_transposed' | 'columns_unknown' | null;
};

export type TableWords = {
  readonly headings: ReadonlyMap<string, ColumnKey>;
  readonly isCode: (text: string) => boolean;
  readonly isQuestion: (text: string) => boolean;
};

/** Stands in the first cell of a sheet of findings in an annotated copy. */
export const findingsMarker = 'gap:findings';

/** What is in the first cell of a sheet that holds no answers; some programs put a line above, or a column of numbers before. */
const backstageMarkers: readonly string[] = [...Object.values(markers), findingsMarker];
const near = [1, 2, 3];

const isMarked = (cells: ReadonlyMap<number, SheetCell> | undefined) =>
  near.some((column) => backstageMarkers.includes(textAt(cells?.get(column))?.trim() ?? ''));

/** True for a sheet of ours, or of an annotated copy, that no one fills in. */
export function isBackstage(sheet: Sheet): boolean {
  return near.some((row) => isMarked(sheet.rows.get(row)));
}

type OpenTable = { columns: Map<ColumnKey, number>; top: number; rows: number[]; keyed: boolean };

/**
 * Tables of a sheet from the top. A marker hides what is under it up to the next headings, and nothing else: sections
 * may be stacked on one sheet together with the cover.
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
      // Headings under keys say the same again; they only fill in what a lost key would have said.
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

/** Title, body and banner of a section are above its headings, where sections are stacked on one sheet. */
export const titleRows = 3;

function dropTitles(above: OpenTable, row: number, words: TableWords, sheet: Sheet): void {
  const isTitle = (one: number) => row - one <= titleRows && !isAnswerRow(sheet.rows.get(one)!, above.columns, words);
  while (above.rows.length > 0 && isTitle(above.rows.at(-1)!)) above.rows.pop();
}

const isKeyRow = (cells: ReadonlyMap<number, SheetCell>) =>
  [...cells.values()].some((cell) => readKey(textAt(cell) ?? ''));

/** A row that its code names, or the wording of its question where the code is gone. */
function isAnswerRow(cells: ReadonlyMap<number, SheetCell>, at: ColumnPlaces, words: TableWords): boolean {
  const text = (key: ColumnKey) => textAt(cells.get(at.get(key) ?? 0));
  const code = text('code');
  if (code !== null && code.trim() !== '') return words.isCode(code);
  return words.isQuestion(text('question') ?? '');
}

/** Columns that a row names, or null if it is no row of keys or headings: it must name the code column and another. */
function readHeadings(cells: ReadonlyMap<number, SheetCell>, { headings }: TableWords): Map<ColumnKey, number> | null {
  const keyed = new Map<ColumnKey, number>();
  const headed = new Map<ColumnKey, number>();
  for (const [column, cell] of cells) {
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

/** Where the code column was deleted, the wording of the questions may still distinguish the rows. */
const namesRows = (columns: ColumnPlaces) =>
  columns.has('code') || (columns.has('question') && (columns.has('answer') || columns.has('state')));

/** Rows with codes but no headings above: the columns are taken from where the codes stand, if the wording is there too. */
function findBare(
  sheet: Sheet,
  orphans: readonly number[],
  words: TableWords,
): AnswerTable | FoundTables['unreadable'] {
  const counts = new Map<number, number>();
  let sideBySide = 0;
  for (const row of orphans) {
    let inRow = 0;
    for (const [column, cell] of sheet.rows.get(row)!) {
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

/** Text of a cell that states something: a calculated one states nothing. */
export function textAt(cell: SheetCell | undefined): string | null {
  if (!cell || cell.formula || cell.content?.kind !== 'text') return null;
  return cell.content.text;
}
