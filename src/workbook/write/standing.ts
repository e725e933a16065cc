/**
 * The computed state of a workbook when it is written: stored values, which rows apply, which are done. Equal to the
 * results of its formulas, so that programs that do not calculate show correct numbers too.
 */
import type { Answer, AnswerValue } from '../../domain/index.ts';
import { hiddenQuestions } from '../../questionnaire/index.ts';
import { foldText } from '../layout-columns.ts';
import { splitChoices } from '../layout-words.ts';
import type { Draft, DraftRow } from './draft.ts';
import type { Prefill, WorkbookOrder, WrittenAnswer } from './order.ts';

export type RowStanding = {
  readonly prefill: (id: string) => Prefill | undefined;
  readonly written: (id: string) => WrittenAnswer | undefined;
  /** Result of the hidden formula for a row; '' while it is unknown. */
  readonly stored: (row: DraftRow) => AnswerValue;
  readonly applies: (row: DraftRow) => boolean;
  /** By question code: whether it is done, for those that apply. */
  readonly done: (question: string) => boolean;
  /** Number of questions of a section that apply, and of those that are done. */
  readonly count: (section: string) => { readonly done: number; readonly of: number };
};

type GivenAnswer = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

export function standingOf(draft: Draft, order: WorkbookOrder): RowStanding {
  const prefills = new Map(order.prefills.map((prefill) => [prefill.id, prefill]));
  const written = new Map((order.answers ?? []).map((answer) => [answer.id, answer]));
  const stored = (row: DraftRow): AnswerValue => {
    const answer = written.get(row.id);
    if (answer?.state && answer.state !== 'answered' && answer.state !== 'blank') return '';
    if (answer?.typed !== undefined) return understand(draft, row, answer.typed);
    if (answer?.value !== undefined && answer.value !== null) return asStored(row, answer.value);
    const prefill = prefills.get(row.id);
    return answer?.confirmed && prefill ? asStored(row, prefill.value) : '';
  };

  const hidden = hiddenQuestions(draft.instrument, [...draft.layout.answers.keys()].map(reported));
  const applies = ({ id, kind, question }: DraftRow) => !hidden.has(kind === 'answer' ? id : question.code);

  function reported(id: string): GivenAnswer {
    const { row } = draft.places.get(id)!;
    const value = stored(row);
    const ofHead = isGiven(written.get(id)) ? null : written.get(row.question.code)?.state;
    const given = value !== '' ? 'answered' : (written.get(id)?.state ?? ofHead ?? 'blank');
    const state = given === 'withdrawn' ? 'blank' : given;
    return { question: row.question.code, part: row.cell!.part, state, value: value === '' ? null : value };
  }

  const done = (code: string): boolean => {
    const head = draft.places.get(code)!.row;
    const rows = head.kind === 'head' ? [head, ...partsOf(draft, head)] : [head];
    return applies(head) && rows.some(({ id }) => isGiven(written.get(id)));
  };

  const count = (section: string) => {
    const rows = draft.sections.find((one) => one.section === section)!.rows;
    const counting = rows.filter((row) => row.id === row.question.code && applies(row));
    return { done: counting.filter((row) => done(row.id)).length, of: counting.length };
  };

  return { prefill: (id) => prefills.get(id), written: (id) => written.get(id), stored, applies, done, count };
}

function partsOf(draft: Draft, head: DraftRow): readonly DraftRow[] {
  const { rows } = draft.places.get(head.id)!.section;
  return rows.filter((row) => row.kind === 'answer' && row.question === head.question);
}

function isGiven(answer: WrittenAnswer | undefined): boolean {
  if (!answer) return false;
  const hasValue = (answer.value ?? answer.typed ?? '') !== '';
  const noAnswer = ['answered', 'blank', 'withdrawn'];
  return hasValue || answer.confirmed === true || !noAnswer.includes(answer.state ?? 'blank');
}

function asStored({ cell }: DraftRow, value: AnswerValue): AnswerValue {
  return cell?.list?.numbered && cell.type === 'select_one' ? Number(value) : value;
}

/** The result of the hidden formula for typed input. */
function understand(draft: Draft, row: DraftRow, typed: string | number): AnswerValue {
  const { cell } = row;
  if (!cell) return '';
  if (cell.type === 'text' || cell.type === 'date') return typed;
  if (cell.type === 'integer' || cell.type === 'decimal') return typeof typed === 'number' ? typed : '';
  const choices = draft.wording.choices(cell);
  const find = (text: string, byPlace: boolean) =>
    choices.find(
      (choice, place) =>
        foldText(choice.text) === foldText(text) ||
        choice.name === text.trim() ||
        (byPlace && String(place + 1) === text.trim()),
    );
  if (cell.type === 'select_one') {
    const found = find(String(typed), false);
    return found ? asStored(row, found.name) : '';
  }
  return splitChoices(String(typed), false)
    .flatMap((part) => find(part, true)?.name ?? [])
    .join(' ');
}
