/** What was typed on a sheet of ours outside the cells to fill in: it is read by no one, so it is named. */
import type { Finding } from '../../domain/index.ts';
import { markers } from '../layout.ts';
import { foldText, readKey } from '../layout-columns.ts';
import type { Sheet } from '../read/book.ts';
import type { SheetCell } from '../read/content.ts';
import { cellName } from '../read/place.ts';
import { finding, wholeFile } from './place/place.ts';
import { type AnswerTable, findingsMarker, textAt, titleRows } from './place/table.ts';
import { isText } from './says.ts';
import { named } from './sheet-notes.ts';
import { foldLoosely } from './value/folding.ts';
import type { AnswerWords } from './value/words.ts';

export function aboutStray(sheet: Sheet, stray: readonly SheetCell[]): Finding[] {
  if (stray.length === 0) return [];
  const cells = stray.map(({ row, column }) => cellName(row, column));
  const spot = { ...wholeFile, sheet: sheet.name, cell: cells[0]! };
  return [finding('cells_unread', 'warning', spot, { count: cells.length, cells: named(cells) })];
}

type Issued = Pick<AnswerWords, 'heads' | 'headings' | 'answeredBy'> & { readonly titles: ReadonlySet<string> };

/** True for what the workbook does not bring with it: its titles and headings may be moved to any row. */
export function strayOn(sheet: Sheet, { heads, headings, answeredBy, titles }: Issued): (cell: SheetCell) => boolean {
  return ({ row, content }) => {
    // Some programs number the rows.
    if (content?.kind === 'number' && row - content.number >= 0 && row - content.number <= 1) return false;
    if (content?.kind !== 'text') return true;
    const { text } = content;
    if (readKey(text) || headings.has(foldText(text)) || text === sheet.name) return false;
    const folded = foldLoosely(text);
    const before = answeredBy.find((words) => folded.startsWith(`${words} `));
    const isTitle = titles.has(before === undefined ? folded : folded.slice(before.length + 1));
    return !isTitle && !heads.has(folded.replace(/\d+/g, '0'));
  };
}

/** Above its headings a section has its title under the codes, and what holds for the earlier answers above them. */
export function strayAbove({ sheet, columns, top }: AnswerTable, rows: readonly number[]): SheetCell[] {
  const ours = [columns.get('code'), columns.get('earlier')];
  return rows.flatMap((row) =>
    [...sheet.rows.get(row)!.values()].filter((cell) => {
      const isTitle = top - row <= titleRows && ours.includes(cell.column);
      return isText(cell) && !isTitle;
    }),
  );
}

/** Columns that the cover and the list of findings have; each begins at the first. */
const lastOfCover = 7;
const lastOfFindings = 6;

/**
 * On a list of findings what is next to or between them. On the cover, whose texts may be worded again between issue and
 * return, what is next to it, and what has no look of its own where the rest has.
 */
export function strayBackstage(sheet: Sheet): SheetCell[] {
  const marker = textAt(sheet.rows.get(1)?.get(1))?.trim();
  const cells = [...sheet.rows.values()].flatMap((row) => [...row.values()]).filter(isText);
  if (marker === findingsMarker) {
    return cells.filter(({ row, column }) => column > lastOfFindings || (row > 3 && !sheet.rows.get(row)!.has(1)));
  }
  if (marker !== markers.cover) return [];
  const looked = cells.filter(({ bare }) => bare).length * 2 < cells.length;
  return cells.filter(({ row, column, bare }) => row > 1 && (column > lastOfCover || (looked && bare)));
}
