/** A fictional State's submission in one cycle: drawn question by question, as it would be typed into the workbook. */
import type { AnswerState } from '../domain/index.ts';
import {
  type CellDeclaration,
  cellsOf,
  cellsOfInstrument,
  hiddenQuestions,
  type Instrument,
  offeredReasons,
  type Question,
} from '../questionnaire/index.ts';
import type { Prefill, WrittenAnswer } from '../workbook/index.ts';
import { drawValue } from './answer.ts';
import { capacityOf, type DemoState, standing } from './capacity.ts';
import { type Chance, chance } from './chance.ts';
import type { DemoHints } from './hints.ts';
import { mistaken } from './mistake.ts';

export type ToDraw = {
  readonly instrument: Instrument;
  readonly hints: DemoHints;
  readonly state: DemoState;
  /** 0 for the first cycle of the demo. */
  readonly cycle: number;
  /** Language of the workbook. */
  readonly language: string;
  /** ISO date to which the answers refer. */
  readonly refersTo: string;
  /** The prefills of the workbook. */
  readonly prefills: readonly Prefill[];
  /** Whether it is filled in with mistakes. */
  readonly careless: boolean;
};

/** Answers in questionnaire order, without hidden questions. */
export function drawSubmission(order: ToDraw): readonly WrittenAnswer[] {
  const { instrument, hints, state, cycle } = order;
  const drawn = [...instrument.questions.values()].flatMap((question) => drawQuestion(question, order));
  const shown = withoutHidden(instrument, drawn);
  return order.careless ? withMistakes(instrument, shown, chance(hints.seed, 'careless', state.code, cycle)) : shown;
}

function drawQuestion(question: Question, order: ToDraw): WrittenAnswer[] {
  const { instrument, hints, state, cycle, language, refersTo } = order;
  const own = chance(hints.seed, 'answer', state.code, cycle, question.code);
  const place = standing(capacityOf(hints, state).of(question.section, question.code, cycle));
  const text = (kind: string) => own.pick(hints.texts[kind]?.[language] ?? ['']) || null;
  const evidence = question.evidence !== null && own.happens(0.25 + 0.5 * place) ? text('evidence') : null;
  const comment = own.happens(0.06) ? text('comment') : null;
  const note = own.happens(0.02) ? text('note') : null;

  const first = instrument.sections[0]!.questions.includes(question);
  const sure = cycle === hints.cycles.length - 1 ? (hints.sure[state.code] ?? {}) : {};
  const isAnswered = first || cellsOf(instrument, question).some(({ id }) => id in sure);
  const drawn = isAnswered ? null : drawSilence(question, place, own);
  // A question that applies to every country is answered “not known” instead of “does not apply”.
  const unsaid = drawn === 'not_applicable' && question.mayNotApply === null ? 'not_known' : drawn;
  if (unsaid === 'blank') return [];
  if (unsaid !== null) {
    const offered = offeredReasons(instrument, language, question);
    const away = offered.length > 0 ? own.pick(offered) : text('reason');
    const reason = unsaid === 'not_applicable' ? away : unsaid === 'not_known' ? text('unknown') : null;
    return [{ id: question.code, state: unsaid, reason, comment, note }];
  }

  const cells = cellsToFill(question, instrument, hints, place, own);
  const confirmed = new Map(order.prefills.map((prefill) => [prefill.id, prefill.value]));
  return cells.flatMap((cell, nth): WrittenAnswer[] => {
    const settled = chance(hints.seed, 'settled', state.code, cell.id);
    const at = { chance: own, settled, hints, standing: place, country: state.code, language, refersTo };
    // Official treaty facts are usually confirmed; a few States contradict them.
    const fact = question.prefill === 'treaty' && settled.happens(0.94) ? confirmed.get(cell.id) : undefined;
    const value = sure[cell.id] ?? fact ?? drawValue(cell, at);
    const skipped = cells.length > 4 && question.type === 'grid' && own.happens(0.03);
    if (value === null || (skipped && question.requiredFor === null) || unsaidBy(order, cell)) return [];
    const remarks = nth === 0 ? { evidence, comment, note } : {};
    if (confirmed.get(cell.id) === value) return [{ id: cell.id, confirmed: true, ...remarks }];
    return [{ id: cell.id, value, ...remarks }];
  });
}

/** Whether the content sets this cell of the State to blank. */
const unsaidBy = ({ hints, state, cycle }: ToDraw, { id, question }: CellDeclaration): boolean =>
  cycle === hints.cycles.length - 1 &&
  (hints.unsaid[state.code] ?? []).some((one) => one === id || one === question.code);

/** Why a question has no answer, or null if it has one. The weaker a State, the less it knows. */
function drawSilence(question: Question, place: number, own: Chance): Exclude<AnswerState, 'answered'> | null {
  const drawn = own.weighted({
    answered: 100,
    blank: question.core ? 2 : 7,
    not_known: 1 + 5 * (1 - place),
    not_released: question.class === 'public' ? 1 : 9,
    not_applicable: 1.2,
  });
  return drawn === 'answered' ? null : (drawn as Exclude<AnswerState, 'answered'>);
}

/** The cells of a question; for a repeat, the number of occurrences in the content for such a State. */
function cellsToFill(
  question: Question,
  instrument: Instrument,
  hints: DemoHints,
  place: number,
  own: Chance,
): readonly CellDeclaration[] {
  const cells = cellsOf(instrument, question);
  if (question.type !== 'repeat') return cells;
  const [weakest, strongest] = hints.occurrences[question.code] ?? [1, 1];
  const wanted = Math.round(weakest + (strongest - weakest) * place + own.normal() * 0.5);
  const occurrences = Math.min(question.most ?? 1, Math.max(0, wanted));
  return cells.filter(({ occurrence }) => occurrence !== null && occurrence <= occurrences);
}

function withoutHidden(instrument: Instrument, answers: readonly WrittenAnswer[]): WrittenAnswer[] {
  const reported = answers.flatMap((answer) => {
    const [question = ''] = answer.id.split('.');
    const part = answer.id === question ? null : answer.id;
    const value = answer.value ?? null;
    const given = answer.state ?? (value === null ? 'blank' : 'answered');
    const state = given === 'withdrawn' ? 'blank' : given;
    return [{ question, part, state, value }];
  });
  const hidden = hiddenQuestions(instrument, reported);
  return answers.filter(({ id }) => !hidden.has(id));
}

/** Three to five mistakes, in cells where they are possible. */
function withMistakes(instrument: Instrument, answers: readonly WrittenAnswer[], careless: Chance): WrittenAnswer[] {
  const cells = cellsOfInstrument(instrument);
  const eligible = answers.filter(({ id, confirmed, state }) => {
    const cell = cells.get(id);
    return cell !== undefined && cell.type !== 'text' && cell.type !== 'select_multiple' && !confirmed && !state;
  });
  const mistakenIds = new Set(Array.from({ length: careless.whole(3, 5) }, () => careless.pick(eligible).id));
  return answers.map((answer) =>
    mistakenIds.has(answer.id) ? mistaken(cells.get(answer.id)!, answer, careless) : answer,
  );
}
