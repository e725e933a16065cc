/** The earlier answer that a row shows next to its answer cell: what it is, and what else someone wrote there. */
import type { AnswerValue } from '../../../domain/index.ts';
import type { CellContent } from '../../read/content.ts';
import { shownText } from '../../read/content.ts';
import { doubt, type Note, nothing, quoted, type ValueReading, wrong } from '../note.ts';
import type { FoundRow } from './found-row.ts';
import { textAt } from './table.ts';

type Read = (content: CellContent) => ValueReading<AnswerValue>;

/** As it is stored in a hidden cell; where that is lost, as it is shown above its source. A calculated one is none of ours. */
export function readEarlier(row: FoundRow, read: Read): ValueReading<AnswerValue> {
  const cell = row.cell('earlier_stored');
  if (cell?.content && !cell.formula) return read(cell.content);
  const shown = shownAboveSource(row);
  return shown === null || row.columns.has('earlier_stored') ? nothing : read({ kind: 'text', text: shown });
}

/** The earlier answer is above a last line with its source; null for a text of one line. */
function shownAboveSource(row: FoundRow): string | null {
  const text = textAt(row.cell('earlier'));
  const end = text?.trimEnd().lastIndexOf('\n') ?? -1;
  return end <= 0 ? null : text!.slice(0, end).trimEnd();
}

/**
 * No one is asked to write into the column of earlier answers, yet where cells are not locked it happens.
 *
 * @param silent - true if the row states nothing else, so that what is here may be meant as its answer
 */
export function aboutEarlier(row: FoundRow, earlier: ValueReading<AnswerValue>, silent: boolean): Note[] {
  const cell = row.cell('earlier');
  const typed = quoted(shownText(cell?.content ?? null));
  if (typed === '' || cell?.formula || earlier.value !== null || earlier.notes.length > 0) return [];
  return silent ? wrong('answer_in_earlier', { typed }).notes.slice() : [doubt('answer_in_earlier', { typed })];
}
