/** Where answers stand: under a row of column keys, or of headings in any language, on whatever sheet. */

import { markers } from '../layout.ts';
import { type ColumnKey, columns, foldText, readKey } from '../layout-columns.ts';
import type { Sheet } from '../read/book.ts';
import type { Cell } from '../read/content.ts';

export type Columns = ReadonlyMap<ColumnKey, number>;

export type Table = {
  readonly sheet: Sheet;
  readonly columns: Columns;
  /** Rows under the headings that hold anything, in order. */
  readonly rows: readonly number[];
  /** False where neither keys nor headings were found, and the columns are taken to stand as they were written. */
  readonly headed: boolean;
  /** True where the row of keys was found, so that every column of ours is known. */
  readonly keyed: boolean;
};

type Words = { readonly headings: ReadonlyMap<string, ColumnKey>; readonly isCode: (text: string) => boolean };

/** Stands in the first cell of a sheet of findings in an annotated copy. */
export const findingsMarker = 'gap:findings';

/** Sheets that hold no answers, by what stands in their first cell; some programs put a line above, or a column of numbers before. */
const backstageMarkers: readonly string[] = [...Object.values(markers), findingsMarker];
const near = [1, 2, 3];

/** True for a sheet of ours, or of an annotated copy, that nobody fills in. */
export function isBackstage(sheet: Sheet): boolean {
  return near.some((row) =>
    near.some((column) => backstageMarkers.includes(textAt(sheet.rows.get(row)?.get(column))?.trim() ?? '')),
  );
}

/** @param words - headings in every language, and which texts are codes of rows */
export function findTables(sheet: Sheet, words: Words): Table[] {
  if (isBackstage(sheet)) return [];
  const tables: { columns: Map<ColumnKey, number>; rows: number[]; keyed: boolean }[] = [];
  const orphans: number[] = [];
  for (const row of [...sheet.rows.keys()].sort((a, b) => a - b)) {
    const cells = sheet.rows.get(row)!;
    const last = tables.at(-1);
    if (last && isCodeRow(cells, last.columns, words)) {
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
      tables.push({ columns: headings, rows: [], keyed: isKeyRow(cells) });
    } else if (last) last.rows.push(row);
    else orphans.push(row);
  }
  const headed = tables.map((table) => ({ sheet, ...table, headed: true }));
  const bare = findBare(sheet, orphans, words);
  return bare ? [bare, ...headed] : headed;
}

/** Title, body and banner of a section stand above its headings, where sections are stacked on one sheet. */
const titleRows = 3;

function dropTitles(above: { columns: Columns; rows: number[] }, row: number, words: Words, sheet: Sheet): void {
  const isTitle = (one: number) => row - one <= titleRows && !isCodeRow(sheet.rows.get(one)!, above.columns, words);
  while (above.rows.length > 0 && isTitle(above.rows.at(-1)!)) above.rows.pop();
}

const isKeyRow = (cells: ReadonlyMap<number, Cell>) => [...cells.values()].some((cell) => readKey(textAt(cell) ?? ''));

function isCodeRow(cells: ReadonlyMap<number, Cell>, at: Columns, words: Words): boolean {
  const column = at.get('code');
  const text = column === undefined ? null : textAt(cells.get(column));
  return text !== null && words.isCode(text);
}

/** Columns that a row names, or null where it is no row of keys or headings: it must name the code column and another. */
function readHeadings(cells: ReadonlyMap<number, Cell>, { headings }: Words): Map<ColumnKey, number> | null {
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
  if (keyed.has('code') && keyed.size > 1) return keyed;
  return headed.has('code') && headed.size > 1 && (headed.has('answer') || headed.has('state')) ? headed : null;
}

/** Rows with codes but no headings above: the columns are taken from where the codes stand. */
function findBare(sheet: Sheet, orphans: readonly number[], { isCode }: Words): Table | null {
  const counts = new Map<number, number>();
  for (const row of orphans) {
    for (const [column, cell] of sheet.rows.get(row)!) {
      const text = textAt(cell);
      if (text !== null && isCode(text)) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
  }
  const [code] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (code === undefined) return null;
  const places = new Map(columns.map(({ key }, place) => [key, code + place]));
  const rows = orphans.filter((row) => isCodeRow(sheet.rows.get(row)!, places, { headings: new Map(), isCode }));
  return { sheet, columns: places, rows, headed: false, keyed: false };
}

/** Text of a cell that states something: a calculated one states nothing. */
export function textAt(cell: Cell | undefined): string | null {
  if (!cell || cell.formula || cell.content?.kind !== 'text') return null;
  return cell.content.text;
}
