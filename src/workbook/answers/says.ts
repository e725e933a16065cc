/** Whether a cell has content that a person entered. */
import type { SheetCell } from '../read/content.ts';

/** Spaces do not count as content. */
export function hasContent(cell: SheetCell | undefined): boolean {
  if (!cell) return false;
  return cell.formula || cell.content?.kind !== 'text' || cell.content.text.trim() !== '';
}

/** The same for typed text: a calculated cell in a row outside the questionnaire is a person's own calculation. */
export function isText(cell: SheetCell | undefined): cell is SheetCell {
  return hasContent(cell) && !cell?.formula;
}
