/** Reads one row: the answer, its state, the confirmation of an earlier answer, and the remarks next to them. */
import type { Answer, AnswerState, AnswerValue } from '../../domain/index.ts';
import type { CellDeclaration } from '../../questionnaire/index.ts';
import type { ColumnKey } from '../layout-columns.ts';
import type { Confirmation, PickedState } from '../layout-words.ts';
import { type SheetCell, shownText } from '../read/content.ts';
import { cellName } from '../read/place.ts';
import { doubt, type Note, nothing, quoted, type ValueReading, wrong } from './note.ts';
import { aboutEarlier, readEarlier } from './place/earlier.ts';
import type { FoundRow } from './place/found-row.ts';
import { readEvidence, readPublicRemark, readRemark } from './remark.ts';
import { namesFor } from './value/choice.ts';
import { foldLoosely } from './value/folding.ts';
import { readContent, readValue, type ValueContext } from './value/value.ts';
import { type AnswerWords, isPlaceholder } from './value/words.ts';

/** A note about one column of the row. */
export type RowNote = Note & { readonly column: ColumnKey };

export type ReadRow = {
  readonly answer: Answer;
  readonly notes: readonly RowNote[];
  readonly row: FoundRow;
  /** True if someone wrote an answer, a state or a confirmation, understood or not. */
  readonly isFilled: boolean;
  /**
   * True if the answer, its state or its confirmation has an error; an error in a remark does not invalidate the
   * answer.
   */
  readonly failed: boolean;
};

export type RowContext = ValueContext & { readonly words: AnswerWords };

export function readAnswerRow(row: FoundRow, context: RowContext): ReadRow {
  const declared = row.layout.cell!;
  const notes: RowNote[] = [];
  const take = <Value>(column: ColumnKey, reading: ValueReading<Value>): Value | null => {
    for (const note of reading.notes) notes.push({ ...note, column });
    return reading.value;
  };
  const state = take('state', readState(row.cell('state'), context.words));
  const confirmed = take('confirm', readConfirmation(row.cell('confirm'), context.words));
  // Next to a state or a confirmation, a dash in the answer cell only means that there is no answer.
  const elsewhere = (state !== null && state !== 'answered') || confirmed === 'yes';
  const answer =
    elsewhere && holdsPlaceholder(row.cell('answer'), context.words) ? noAnswer : readAnswer(row, declared, context);
  const earlier = readEarlier(row, (content) => readContent(content, declared, context));
  const settled = settle(answer, state, confirmed, earlier);
  notes.push(...settled.notes);
  const silent = settled.state === 'blank' && notes.length === 0;
  for (const note of aboutEarlier(row, earlier, silent)) notes.push({ ...note, column: 'earlier' });

  const failed = notes.some(({ severity }) => severity === 'error');
  const { words } = context;
  const evidencePlace = cellName(row.row, row.columns.get('evidence') ?? 0);
  const evidence = take('evidence', readEvidence(row.cell('evidence'), row.sheet.links.get(evidencePlace), words));
  return {
    answer: {
      question: declared.question.code,
      part: declared.part,
      state: failed ? 'blank' : settled.state,
      value: failed || settled.state !== 'answered' ? null : settled.value,
      raw: rawOf(row.cell('answer')),
      reason: take('reason', readPublicRemark(row.cell('reason'), words)),
      comment: take('comment', readPublicRemark(row.cell('comment'), words)),
      note: take('note', readRemark(row.cell('note'), words)),
      evidence,
      confirmed: !failed && settled.confirmed,
      ...(settled.withdrawn && { withdrawn: true }),
      sheet: row.sheet.name,
      cell: cellName(row.row, (settled.isEarlier ? earlierColumn(row) : row.columns.get('answer')) ?? 0),
    },
    notes,
    row,
    failed,
    isFilled: rawOf(row.cell('answer')) !== null || row.cell('state') !== undefined || confirmed !== null,
  };
}

/** The column in which a reader sees the earlier answer; if it was deleted, the hidden column that stores it. */
const earlierColumn = ({ columns }: FoundRow): number | undefined =>
  columns.get('earlier') ?? columns.get('earlier_stored');

type Settled = {
  state: AnswerState;
  value: AnswerValue | null;
  confirmed: boolean;
  withdrawn?: boolean;
  /** True if the value comes from the cell of the earlier answer, and the answer cell is empty. */
  isEarlier?: boolean;
  notes: RowNote[];
};

/** Combines answer, state and confirmation; a contradiction is an error and counts as blank. */
function settle(
  answer: ValueReading<AnswerValue> & { readonly state: PickedState | null },
  picked: PickedState | null,
  confirmed: Confirmation | null,
  earlier: ValueReading<AnswerValue>,
): Settled {
  const blank = (...notes: RowNote[]): Settled => ({ state: 'blank', value: null, confirmed: false, notes });
  const at = (column: ColumnKey, note: Note): RowNote => ({ ...note, column });
  const typed = answer.value !== null || answer.notes.some(({ severity }) => severity === 'error');
  const own = answer.notes.map((note) => at('answer', note));

  const state = picked ?? answer.state;
  // The withdrawal refers to the earlier answer, which may still be in the answer cell.
  if (state === 'withdrawn')
    return { ...blank(...own.filter(({ severity }) => severity !== 'error')), withdrawn: true };
  if (state !== null && state !== 'answered') {
    if (typed) return blank(at('answer', wrong('value_beside_state').notes[0]!));
    if (confirmed === 'yes') return blank(at('confirm', wrong('confirmed_beside_state').notes[0]!));
    return { state, value: null, confirmed: false, notes: own };
  }
  if (typed) {
    const contradicts =
      confirmed === 'yes' && earlier.value !== null && answer.value !== null && earlier.value !== answer.value;
    if (contradicts) own.push(at('answer', doubt('confirmed_but_other', { earlier: quoted(String(earlier.value)) })));
    const same = confirmed === 'yes' && earlier.value === answer.value;
    return { state: 'answered', value: answer.value, confirmed: same, notes: own };
  }
  if (confirmed === 'yes') {
    if (earlier.value !== null)
      return { state: 'answered', value: earlier.value, confirmed: true, isEarlier: true, notes: own };
    const code = earlier.notes.length > 0 ? 'earlier_unreadable' : 'confirmed_nothing';
    return blank(...own, at('confirm', wrong(code).notes[0]!));
  }
  if (picked === 'answered') return blank(...own, at('answer', wrong('answered_without_value').notes[0]!));
  if (confirmed === 'no') return blank(...own, at('answer', doubt('denied_without_value')));
  return blank(...own);
}

/** Reads the typed answer; a state in the answer cell is accepted as the state, with a note. */
function readAnswer(
  row: FoundRow,
  declared: CellDeclaration,
  context: RowContext,
): ValueReading<AnswerValue> & { state: PickedState | null } {
  const cell = row.cell('answer');
  if (cell?.struck) return { ...wrong('struck_through', { part: cell.struck }), state: null };
  // A placeholder in one language may be a choice in another: “todo” is Spanish for “all”.
  if (holdsPlaceholder(cell, context.words) && !namesChoice(cell!, declared, context)) {
    const typed = quoted(shownText(cell!.content));
    return { ...wrong('placeholder_in_answer', { typed }), state: null };
  }
  const reading = readValue(cell, declared, context);
  const failed = reading.value === null && reading.notes.length > 0;
  const text =
    cell?.content?.kind === 'text' && !cell.formula && cell.content.text.length < 60 ? cell.content.text : null;
  const folded = text === null ? '' : foldLoosely(text);
  // In a text answer, a state must be written in full: “NA” may be a name.
  const meant = failed || (declared.type === 'text' && folded.length > 2);
  const word = meant ? (context.words.states.get(folded) ?? null) : null;
  // In a text answer, only a phrase withdraws an answer, as a single word may be its text.
  const state = word === 'withdrawn' && declared.type === 'text' && !folded.includes(' ') ? null : word;
  if (state === null || state === 'answered') return { ...reading, state: null };
  return { value: null, notes: [doubt('state_in_answer', { typed: quoted(text!) })], state };
}

const noAnswer = { value: null, notes: [], state: null };

function namesChoice(cell: SheetCell, { list }: CellDeclaration, { instrument }: RowContext): boolean {
  return list !== null && !list.openEnded && namesFor(shownText(cell.content), instrument, list).size === 1;
}

/** A dash, dots or question marks in the answer cell: someone edited it without giving an answer. */
function holdsPlaceholder(cell: SheetCell | undefined, words: AnswerWords): boolean {
  if (cell?.content?.kind !== 'text' || cell.formula || cell.struck) return false;
  const text = cell.content.text.trim();
  return text !== '' && isPlaceholder(text, words);
}

/** Reads a cell that accepts only a few words. */
export function readState(cell: SheetCell | undefined, words: AnswerWords): ValueReading<PickedState> {
  return readWord(cell, words.states, 'state_unknown');
}

function readConfirmation(cell: SheetCell | undefined, words: AnswerWords): ValueReading<Confirmation> {
  if (cell?.content?.kind === 'boolean' && !cell.formula && !cell.struck) {
    return { value: cell.content.truth ? 'yes' : 'no', notes: [] };
  }
  return readWord(cell, words.confirmations, 'confirm_unknown');
}

function readWord<Name>(
  cell: SheetCell | undefined,
  words: ReadonlyMap<string, Name>,
  code: 'state_unknown' | 'confirm_unknown',
): ValueReading<Name> {
  if (!cell) return nothing;
  if (cell.struck) return wrong('struck_through', { part: cell.struck });
  if (cell.formula) return wrong('formula_in_answer', {});
  if (cell.content!.kind === 'broken') return wrong(`cell_${cell.content!.why}`);
  const typed = shownText(cell.content);
  const folded = typed.length > 200 ? typed : foldLoosely(typed);
  if (folded === '' && quoted(typed) === '') return { value: null, notes: [] };
  const value = words.get(folded);
  return value === undefined ? wrong(code, { typed: quoted(typed) }) : { value, notes: [] };
}

const longestRaw = 32_767;

function rawOf(cell: SheetCell | undefined): string | null {
  const text = shownText(cell?.content ?? null).slice(0, longestRaw);
  if (text.trim() !== '') return text;
  return cell?.formula ? '' : null;
}
