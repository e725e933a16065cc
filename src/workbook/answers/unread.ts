/** Content next to the questions that was not read, judged by what it may be: a lost answer is an error. */
import type { Answer, Finding } from '../../domain/index.ts';
import type { CellDeclaration, Instrument } from '../../questionnaire/index.ts';
import type { ColumnKey } from '../layout-columns.ts';
import { type SheetCell, shownText } from '../read/content.ts';
import type { RowContext } from './answer-row.ts';
import type { ReadAnswers } from './answers.ts';
import { quoted } from './note.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, spotOf } from './place/place.ts';
import type { FoundRows, UnreadCells } from './place/rows.ts';
import { readContent } from './value/value.ts';

export function aboutUnread(rows: FoundRows, read: ReadAnswers, context: RowContext): Finding[] {
  if (rows.unread.length === 0) return [];
  const byPlace = new Map<string, FoundRow>();
  for (const found of [...rows.byId.values()].flat()) byPlace.set(`${found.row} ${found.sheet.name}`, found);
  return rows.unread.map(({ table, cells }: UnreadCells) => {
    const mayAnswer = (cell: SheetCell) => {
      const row = byPlace.get(`${cell.row} ${table.sheet.name}`);
      const answer = row && read.answers.get(row.layout.id);
      return row !== undefined && answer !== undefined && fits(cell, row, answer, table.columns.has('answer'), context);
    };
    const answerLike = cells.find(mayAnswer);
    const first = answerLike ?? cells[0]!;
    const spot = spotOf(table.sheet.name, first.row, first.column, null);
    return finding('columns_unread', answerLike ? 'error' : 'warning', spot, { count: cells.length });
  });
}

/** Columns of remarks and guidance: an answer there was typed one column too far to the right. */
const besideAnswer: readonly ColumnKey[] = ['guidance', 'reason', 'comment', 'note', 'evidence'];

/** An answer in a cell next to the answer cell, if that is empty. */
export function aboutMisplaced(read: ReadAnswers, context: RowContext): Finding[] {
  return [...read.rows].flatMap(([id, row]) => {
    const answer = read.answers.get(id)!;
    if (row.layout.cell?.type === 'text' || answer.state !== 'blank') return [];
    return besideAnswer.flatMap((column) => {
      const cell = row.cell(column);
      if (!cell || cell.formula || !fits(cell, row, answer, true, context)) return [];
      const spot = spotOf(row.sheet.name, cell.row, cell.column, row.layout.question.code);
      const typed = quoted(shownText(cell.content));
      return [finding('answer_misplaced', 'error', spot, { typed, place: answer.cell ?? '' })];
    });
  });
}

/**
 * True for a valid answer to a question that has none. Any text is a valid answer to a question for text, so those
 * count only if there is no answer column.
 */
function fits(cell: SheetCell, row: FoundRow, answer: Answer, answerColumn: boolean, context: RowContext): boolean {
  const declared = row.layout.cell;
  if (declared === null || answer.state !== 'blank' || cell.content === null) return false;
  if (declared.type === 'text') return !answerColumn;
  const { content } = cell;
  const read = () => {
    const { value, notes } = readContent(content, declared, context);
    return value !== null && notes.every(({ severity }) => severity !== 'error');
  };
  // Names of countries are checked against the real ones or the fictional States.
  return content.kind === 'text' && !declared.list?.openEnded
    ? readOnce(content.text, declared, context, read)
    : read();
}

/** The guidance is the same in every workbook of a questionnaire, so the result is cached. */
function readOnce(
  text: string,
  declared: CellDeclaration,
  { instrument, language }: RowContext,
  read: () => boolean,
): boolean {
  if (text.length > longestKept) return read();
  const ofInstrument = kept.get(instrument) ?? new Map<string, Map<CellDeclaration, Map<string, boolean>>>();
  kept.set(instrument, ofInstrument);
  const ofLanguage = ofInstrument.get(language.code) ?? new Map<CellDeclaration, Map<string, boolean>>();
  ofInstrument.set(language.code, ofLanguage);
  const known = ofLanguage.get(declared) ?? new Map<string, boolean>();
  ofLanguage.set(declared, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  // Other texts than guidance were typed by someone and vary, so the cache is limited.
  if (known.size >= mostKept) known.clear();
  const fitting = read();
  known.set(text, fitting);
  return fitting;
}

const longestKept = 1_500;
const mostKept = 4;
const kept = new WeakMap<Instrument, Map<string, Map<CellDeclaration, Map<string, boolean>>>>();
