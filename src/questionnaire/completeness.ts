/** How far a country is: the one count that a workbook's cover, a receipt and a submission's page show. */
import { type Answer, type AnswerCounts, type AnswerState, countAnswers } from '../domain/index.ts';
import { cellsOf } from './cells.ts';
import { hiddenQuestions } from './hidden.ts';
import type { Instrument, Question } from './instrument.ts';

type Given = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/**
 * Counts the questions that are asked, by state. A question that its rule hides is not asked, and counts nowhere.
 *
 * @param asks - the questions that a file holds; all of the questionnaire unless given
 * @returns `questions` is the one denominator: the questions that are asked
 */
export function countAsked(
  instrument: Instrument,
  answers: Iterable<Given>,
  asks: (question: Question) => boolean = () => true,
): AnswerCounts {
  const given = [...answers];
  const hidden = hiddenQuestions(instrument, given);
  const states = new Map<string, AnswerState>(given.map(({ question, part, state }) => [part ?? question, state]));
  const asked = [...instrument.questions.values()]
    .filter((question) => asks(question) && !hidden.has(question.code))
    .flatMap((question) =>
      cellsOf(instrument, question)
        .filter(({ id }) => !hidden.has(id))
        .map(({ id }) => ({ question: question.code, state: states.get(id) ?? ('blank' as const) })),
    );
  return countAnswers(asked);
}

/** Questions that are asked and have an answer or a state. */
export const doneOf = ({ questions, blank }: AnswerCounts): number => questions - blank;
