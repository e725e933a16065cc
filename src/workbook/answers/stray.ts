/** Text typed on an issued sheet outside the answer cells: it is not read, so it is reported. */
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

/** True for content that the issued workbook does not contain; its titles and headings may be in any row. */
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

/** Above the headings, a section has its title over the code column and a text over the earlier answers. */
export function strayAbove({ sheet, columns, top }: AnswerTable, rows: readonly number[]): SheetCell[] {
  const ours = [columns.get('code'), columns.get('earlier')];
  return rows.flatMap((row) =>
    sheet.rows.get(row)!.all.filter((cell) => {
      const isTitle = top - row <= titleRows && ours.includes(cell.column);
      return isText(cell) && !isTitle;
    }),
  );
}

/** Number of columns of the cover and of the list of findings; both start at the first column. */
const lastOfCover = 7;
const lastOfFindings = 6;

/**
 * On a list of findings: content next to or between its rows. On the cover, whose texts may be reworded between
 * download and upload: content next to it, and content without a style if the rest has one.
 */
export function strayBackstage(sheet: Sheet): SheetCell[] {
  const marker = textAt(sheet.rows.get(1)?.get(1))?.trim();
  const cells = [...sheet.rows.values()].flatMap(({ all }) => all).filter(isText);
  if (marker === findingsMarker) {
    return cells.filter(({ row, column }) => column > lastOfFindings || (row > 3 && !sheet.rows.get(row)!.get(1)));
  }
  if (marker !== markers.cover) return [];
  const looked = cells.filter(({ bare }) => bare).length * 2 < cells.length;
  return cells.filter(({ row, column, bare }) => row > 1 && (column > lastOfCover || (looked && bare)));
}
