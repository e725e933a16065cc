/** Which cells a country's answers hide, and what counts in their place. */
import type { Answer } from '../domain/index.ts';
import { cellsOf } from './cells.ts';
import type { Instrument, Question } from './instrument.ts';
import { cellOfReference, type Expression, referencesOf } from './relevance/expression.ts';
import { type AnswerLookup, type KnownAnswer, truthOf, truths } from './relevance/truth.ts';

export type Hidden = {
  /** `rule`: a parent's answer hides it; `absent`: a parent does not apply, so neither does this. */
  readonly because: 'rule' | 'absent';
  /**
   * What counts: `zero`, its lowest step; `leave`, nothing, it leaves the denominator. A question whose parent does not
   * apply leaves too, whatever it declares: no one scores zero for what does not concern them.
   */
  readonly as: 'zero' | 'leave';
};

type GivenAnswer = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/**
 * The hidden cells of one country's answers by id as in `cellsOf`; a question all of whose cells are hidden is there by
 * its code as well.
 *
 * A question shows while what its rule stands on is blank, not known or not released. A parent that is hidden by a low
 * answer hides in its turn; what was typed into a hidden cell counts for nothing.
 */
export function hiddenQuestions(instrument: Instrument, answers: Iterable<GivenAnswer>): ReadonlyMap<string, Hidden> {
  return whatShows(instrument, answers).hidden;
}

export type Shows = {
  readonly hidden: ReadonlyMap<string, Hidden>;
  /**
   * Cells that show, and that would fall away if an answer that is missing turned out otherwise: their rule is not known
   * to hold, or depends on such a cell.
   */
  readonly uncertain: ReadonlySet<string>;
};

/** Both what a country's answers hide and what may come to be hidden. */
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
 * @returns null if the cell shows
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

/** True if a question in the rule is hidden by a low answer further up, which makes it low itself. */
function dependsOnLow(rule: Expression, hidden: ReadonlyMap<string, Hidden>, row: string | null): boolean {
  return referencesOf(rule).some((reference) => hidden.get(cellOfReference(reference, row))?.because === 'rule');
}
