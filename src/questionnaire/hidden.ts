/** Determines which cells a country's answers hide, and how hidden cells count. */
import type { Answer } from '../domain/index.ts';
import { cellsOf } from './cells.ts';
import type { Instrument, Question } from './instrument.ts';
import { cellOfReference, type Expression, referencesOf } from './relevance/expression.ts';
import { type AnswerLookup, type KnownAnswer, truthOf, truths } from './relevance/truth.ts';

export type Hidden = {
  /** `rule`: a parent's answer hides it; `absent`: the parent does not apply, so this question does not either. */
  readonly because: 'rule' | 'absent';
  /**
   * `zero`: scored as its lowest step; `leave`: excluded from the denominator. A question whose parent does not apply
   * is always excluded: no country scores zero for a question that does not concern it.
   */
  readonly as: 'zero' | 'leave';
};

type GivenAnswer = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/**
 * The hidden cells of one country's answers by id as in `cellsOf`; a question whose cells are all hidden is also
 * included by its code.
 *
 * A question is shown while the answers that its rule depends on are blank, not known or not released. A parent
 * hidden by a low answer hides its children too; input in a hidden cell is ignored.
 */
export function hiddenQuestions(instrument: Instrument, answers: Iterable<GivenAnswer>): ReadonlyMap<string, Hidden> {
  return whatShows(instrument, answers).hidden;
}

export type Shows = {
  readonly hidden: ReadonlyMap<string, Hidden>;
  /**
   * Cells that are shown but could be hidden depending on a missing answer: their rule is not certain, or depends on
   * such a cell.
   */
  readonly uncertain: ReadonlySet<string>;
};

/** Determines both what a country's answers hide and what they may hide. */
export function whatShows(instrument: Instrument, answers: Iterable<GivenAnswer>): Shows {
  const given = new Map<string, GivenAnswer>();
  for (const answer of answers) given.set(answer.part ?? answer.question, answer);
  const hidden = new Map<string, Hidden>();
  const uncertain = new Set<string>();
  const lookup: AnswerLookup = (cell): KnownAnswer | undefined => {
    const answer = given.get(cell);
    if (hidden.has(cell)) return { state: 'blank', value: null, hidden: true };
    return answer;
  };
  for (const question of instrument.questions.values()) {
    const { relevance } = question;
    if (relevance === null) continue;
    const cells = cellsOf(instrument, question);
    const before = hidden.size;
    for (const { id, name } of cells) {
      const row = question.type === 'grid' ? name : null;
      const found = hiddenCell(question, name, lookup, hidden);
      if (found !== null) hidden.set(id, found);
      else if (truthOf(relevance, lookup, { row }) === truths.unknown || dependsOn(relevance, uncertain, row)) {
        uncertain.add(id);
      }
    }
    if (cells.length > 1 && hidden.size - before === cells.length) hidden.set(question.code, hidden.get(cells[0]!.id)!);
  }
  return { hidden, uncertain };
}

/**
 * Whether one cell is hidden, and how.
 *
 * @param name - the cell's row or part, as in its declaration
 * @param lookup - must report a cell of `hidden` as hidden
 * @param hidden - the cells before it that are hidden
 * @returns null if the cell is shown
 */
export function hiddenCell(
  question: Pick<Question, 'relevance' | 'whenHidden' | 'type'>,
  name: string | null,
  lookup: AnswerLookup,
  hidden: ReadonlyMap<string, Hidden>,
): Hidden | null {
  const { relevance, whenHidden, type } = question;
  if (relevance === null) return null;
  const row = type === 'grid' ? name : null;
  const truth = truthOf(relevance, lookup, { row });
  if (truth >= truths.unknown) return null;
  const low = truth === truths.fails || dependsOnLow(relevance, hidden, row);
  return low ? { because: 'rule', as: whenHidden ?? 'leave' } : { because: 'absent', as: 'leave' };
}

const dependsOn = (rule: Expression, cells: ReadonlySet<string>, row: string | null): boolean =>
  referencesOf(rule).some((reference) => cells.has(cellOfReference(reference, row)));

/** True if a question in the rule is hidden by a low answer to its parent, which makes it low itself. */
function dependsOnLow(rule: Expression, hidden: ReadonlyMap<string, Hidden>, row: string | null): boolean {
  return referencesOf(rule).some((reference) => hidden.get(cellOfReference(reference, row))?.because === 'rule');
}
