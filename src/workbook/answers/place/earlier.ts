/** The earlier answer that a row shows next to its answer cell, and anything else written there. */
import type { AnswerValue } from '../../../domain/index.ts';
import type { CellContent } from '../../read/content.ts';
import { shownText } from '../../read/content.ts';
import { doubt, type Note, nothing, quoted, type ValueReading, wrong } from '../note.ts';
import type { FoundRow } from './found-row.ts';
import { textAt } from './table.ts';

type Read = (content: CellContent) => ValueReading<AnswerValue>;

/** Read from a hidden cell; if that is lost, from the visible cell, above its source. Calculated cells are ignored. */
export function readEarlier(row: FoundRow, read: Read): ValueReading<AnswerValue> {
  const cell = row.cell('earlier_stored');
  if (cell?.content && !cell.formula) return read(cell.content);
  const shown = shownAboveSource(row);
  return shown === null || row.columns.has('earlier_stored') ? nothing : read({ kind: 'text', text: shown });
}

/** The earlier answer is followed by a last line with its source; null for a text of one line. */
function shownAboveSource(row: FoundRow): string | null {
  const text = textAt(row.cell('earlier'));
  const end = text?.trimEnd().lastIndexOf('\n') ?? -1;
  return end <= 0 ? null : text!.slice(0, end).trimEnd();
}

/**
 * Reports text in the column of earlier answers, which is not for input but may be unlocked.
 *
 * @param silent - true if the row is otherwise empty, so that this text may be meant as its answer
 */
export function aboutEarlier(row: FoundRow, earlier: ValueReading<AnswerValue>, silent: boolean): Note[] {
  const cell = row.cell('earlier');
  const typed = quoted(shownText(cell?.content ?? null));
  if (typed === '' || cell?.formula || earlier.value !== null || earlier.notes.length > 0) return [];
  return silent ? wrong('answer_in_earlier', { typed }).notes.slice() : [doubt('answer_in_earlier', { typed })];
}
