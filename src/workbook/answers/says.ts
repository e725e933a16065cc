/** Whether a cell holds anything that a person put there. */
import type { SheetCell } from '../read/content.ts';

/** Spaces are nothing. */
export function hasContent(cell: SheetCell | undefined): boolean {
  if (!cell) return false;
  return cell.formula || cell.content?.kind !== 'text' || cell.content.text.trim() !== '';
}

/** The same for what was typed: a calculated cell in no row of ours is someone's own sum. */
export function isText(cell: SheetCell | undefined): cell is SheetCell {
  return hasContent(cell) && !cell?.formula;
}
