/** Completion of a questionnaire: the same count for a workbook's cover, a receipt and a submission's page. */
import { type Answer, type AnswerCounts, type AnswerState, countAnswers } from '../domain/index.ts';
import { cellsOf } from './cells.ts';
import { hiddenQuestions } from './hidden.ts';
import type { Instrument, Question } from './instrument.ts';

type Given = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/**
 * Counts the questions asked, by state. A question hidden by its relevance rule is not asked, and is not counted.
 *
 * @param asks - the questions of a file; by default the whole questionnaire
 * @returns the counts; `questions`, the number of questions asked, is their denominator
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

/** Number of questions asked that have an answer or a state. */
export const doneOf = ({ questions, blank }: AnswerCounts): number => questions - blank;
