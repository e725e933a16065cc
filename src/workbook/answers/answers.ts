/** The answers of a workbook: one for each answer cell of its scope, with errors and warnings about them. */
import { type Answer, blankContent, type Finding } from '../../domain/index.ts';
import { type CellDeclaration, cellsOf, type Question } from '../../questionnaire/index.ts';
import { type Layout, type LayoutRow, layoutOf } from '../layout.ts';
import { letterOf, openColumns } from '../layout-columns.ts';
import type { Scope } from '../layout-scope.ts';
import type { PickedState } from '../layout-words.ts';
import { cellName } from '../read/place.ts';
import { type ReadRow, type RowContext, readAnswerRow, readState } from './answer-row.ts';
import { quoted } from './note.ts';
import type { FoundRow } from './place/found-row.ts';
import { finding, placed, spotOf } from './place/place.ts';
import type { FoundRows } from './place/rows.ts';
import { readPublicRemark } from './remark.ts';
import { hasContent } from './says.ts';

export type ReadAnswers = {
  /** By id: every answer cell of the scope, and those found beyond it, in questionnaire order. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly findings: readonly Finding[];
  /** Heading rows of questions with parts, by question code, if found. */
  readonly heads: ReadonlyMap<string, FoundRow>;
  /** The row that each answer was read from, by id; none for an answer whose row is missing. */
  readonly rows: ReadonlyMap<string, FoundRow>;
};

export function readAnswers(rows: FoundRows, scope: Scope, context: RowContext): ReadAnswers {
  const findings: Finding[] = [];
  const layout = layoutOf(context.instrument, scope);
  const answers = new Map<string, Answer>();
  const heads = new Map<string, FoundRow>();
  const readFrom = new Map<string, FoundRow>();
  for (const question of context.instrument.questions.values()) {
    const cells = cellsOf(context.instrument, question);
    const head = cells[0]?.part ? readHead(rows, question, context, findings) : null;
    if (head) heads.set(question.code, head.row);
    for (const cell of cells) {
      const found = rows.byId.get(cell.id);
      const place = layout.answers.get(cell.id);
      if (!found && !place) continue;
      const read = found ? readFound(found, context, findings) : null;
      if (read) readFrom.set(cell.id, read.row);
      const answer = read?.answer ?? blankAnswer(cell, place!, rows, layout, context);
      answers.set(cell.id, head ? underHead(head, answer) : answer);
    }
  }
  for (const found of rows.byId.values()) for (const row of found) findings.push(...besideHeading(row));
  return { answers, findings, heads, rows: readFrom };
}

/** Reads every copy of the row: two equal answers are accepted, two different ones count as blank. */
function readFound(
  found: readonly FoundRow[],
  context: RowContext,
  findings: Finding[],
): { answer: Answer; row: FoundRow } {
  const read = found.map((row) => readAnswerRow(row, context));
  const withAnswer = read.filter(({ isFilled }) => isFilled);
  const first = withAnswer[0] ?? read[0]!;
  for (const note of first.notes) {
    const column = first.row.columns.get(note.column) ?? 0;
    findings.push(placed(note, spotOf(first.row.sheet.name, first.row.row, column, first.row.layout.question.code)));
  }
  for (const copy of read) if (copy !== first) findings.push(...besideCopy(copy));
  const other = withAnswer.slice(1).find((one) => contentKey(one) !== contentKey(first));
  const answer = withRemarks(first, read, findings);
  if (!other) return { answer, row: first.row };
  const details = {
    one: quoted(contentKey(first)),
    other: quoted(contentKey(other)),
    place: `${first.row.sheet.name} ${first.answer.cell}`,
  };
  const spot = { sheet: other.answer.sheet, cell: other.answer.cell, question: first.row.layout.question.code };
  findings.push(finding('answer_twice', 'error', spot, details));
  return { answer: { ...answer, state: 'blank', value: null, confirmed: false }, row: first.row };
}

/** Unread content next to other copies of the row is reported too; their answers are compared. */
function besideCopy({ row, notes }: ReadRow): Finding[] {
  return notes
    .filter(({ column, severity }) => severity === 'error' && remarkColumns.has(column))
    .map((note) =>
      placed(note, spotOf(row.sheet.name, row.row, row.columns.get(note.column) ?? 0, row.layout.question.code)),
    );
}

const remarkColumns: ReadonlySet<string> = new Set(['reason', 'comment', 'note', 'evidence']);

/** The content of a row, for comparison and for display side by side. */
function contentKey({ answer, failed }: ReadRow): string {
  if (failed) return answer.raw ?? '?';
  return answer.state === 'answered' ? String(answer.value) : answer.state === 'blank' ? '' : answer.state;
}

/** Remarks that only another copy of the row has are used; if two differ, the first is kept and this is reported. */
function withRemarks(first: ReadRow, all: readonly ReadRow[], findings: Finding[]): Answer {
  if (all.length === 1) return first.answer;
  const answer = { ...first.answer };
  for (const other of all) {
    if (other === first) continue;
    for (const key of ['reason', 'comment', 'note', 'evidence'] as const) {
      if (other.answer[key] === null || other.answer[key] === answer[key]) continue;
      if (answer[key] === null) answer[key] = other.answer[key];
      else {
        const spot = spotOf(
          other.row.sheet.name,
          other.row.row,
          other.row.columns.get(key) ?? 0,
          first.row.layout.question.code,
        );
        findings.push(
          finding('remarks_twice', 'warning', spot, { place: `${first.row.sheet.name} ${first.answer.cell}` }),
        );
      }
    }
  }
  return answer;
}

type Head = { row: FoundRow; state: PickedState | null; reason: string | null };

/**
 * A state on the heading applies to each part left blank; a withdrawal applies to every part, as parts may show the
 * earlier answers.
 */
function underHead({ state, reason }: Head, answer: Answer): Answer {
  if (state === 'withdrawn') {
    return {
      ...answer,
      state: 'blank',
      value: null,
      confirmed: false,
      withdrawn: true,
      reason: answer.reason ?? reason,
    };
  }
  const takesHead = state !== null && answer.state === 'blank' && answer.raw === null && !answer.withdrawn;
  return takesHead ? { ...answer, state, reason: answer.reason ?? reason } : answer;
}

/** The heading of a question with parts accepts a state, which applies to every part left blank. */
function readHead(rows: FoundRows, question: Question, context: RowContext, findings: Finding[]): Head | null {
  const heads = (rows.byId.get(question.code) ?? []).map((row) => {
    const { value, notes } = readState(row.cell('state'), context.words);
    const state = value === 'answered' ? null : value;
    for (const note of notes) {
      findings.push(placed(note, spotOf(row.sheet.name, row.row, row.columns.get('state') ?? 0, question.code)));
    }
    return { row, state, reason: readPublicRemark(row.cell('reason'), context.words).value };
  });
  const withAnswer = heads.filter(({ state }) => state !== null);
  const other = withAnswer.find(({ state }) => state !== withAnswer[0]!.state);
  if (!other) return withAnswer[0] ?? heads[0] ?? null;
  const spot = spotOf(other.row.sheet.name, other.row.row, other.row.columns.get('state') ?? 0, question.code);
  const first = withAnswer[0]!;
  const place = `${first.row.sheet.name} ${cellName(first.row.row, first.row.columns.get('state') ?? 0)}`;
  findings.push(finding('answer_twice', 'error', spot, { one: first.state!, other: other.state!, place }));
  return { ...first, state: null };
}

/**
 * Content of a heading row that is not read: a heading accepts a state with a reason; the heading of an occurrence
 * accepts nothing.
 */
function besideHeading(row: FoundRow): Finding[] {
  const { kind, question } = row.layout;
  if (kind === 'answer') return [];
  return openColumns
    .filter((key) => (kind === 'occurrence' || (key !== 'state' && key !== 'reason')) && hasContent(row.cell(key)))
    .map((key) => {
      const spot = spotOf(row.sheet.name, row.row, row.columns.get(key)!, question.code);
      const answers = key === 'answer' || key === 'state' || key === 'confirm';
      return answers ? finding('answer_on_heading', 'error', spot) : finding('remark_on_heading', 'warning', spot);
    });
}

/** An answer whose row is missing, reported at the cell where it belongs. */
function blankAnswer(
  cell: CellDeclaration,
  place: LayoutRow,
  rows: FoundRows,
  layout: Layout,
  { instrument, language }: RowContext,
): Answer {
  const section = layout.sections.find((one) => one.section === cell.question.section)!;
  const sibling = section.rows.map(({ id }) => rows.byId.get(id)?.[0]).find((row) => row !== undefined);
  const texts = instrument.texts.get(language.code) ?? [...instrument.texts.values()][0];
  return {
    question: cell.question.code,
    part: cell.part,
    ...blankContent,
    sheet: sibling?.sheet.name ?? texts?.sections[section.section]?.sheet ?? section.section,
    cell: `${letterOf.answer}${place.row}`,
  };
}
