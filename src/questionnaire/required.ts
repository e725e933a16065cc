/** Required answers that a revision lacks. */
import type { Answer } from '../domain/index.ts';
import { cellsOf, sectionRows } from './cells.ts';
import { hiddenQuestions } from './hidden.ts';
import type { CellDeclaration, Instrument, Question } from './instrument.ts';

type StatedAnswer = Pick<Answer, 'question' | 'part' | 'state' | 'value'> & { readonly unread?: string | null };

/**
 * Ids of the answers that are missing for acceptance, such as `A02`, `A06.C`, `A07.name`, in questionnaire order.
 *
 * A question is complete if each of its parts has an answer; a repeat, if one part has. A grid by section needs a row
 * for each section with answers. Hidden questions are not required.
 */
export function missingForAcceptance(instrument: Instrument, answers: readonly StatedAnswer[]): string[] {
  const required = [...instrument.questions.values()].filter(({ requiredFor }) => requiredFor === 'acceptance');
  if (required.length === 0) return [];
  const isRead = ({ state, unread }: StatedAnswer) => state === 'answered' && (unread ?? null) === null;
  const answered = new Set(answers.filter(isRead).map((one) => one.part ?? one.question));
  const hidden = hiddenQuestions(instrument, answers);
  const begun = new Set(
    answers
      .filter(({ state }) => state !== 'blank')
      .map(({ question }) => instrument.questions.get(question)?.section ?? ''),
  );
  return required.flatMap((question) => {
    const cells = cellsOf(instrument, question).filter(
      (cell) => isAsked(cell, question, begun) && !hidden.has(cell.id),
    );
    const missing = cells.filter(({ id }) => !answered.has(id)).map(({ id }) => id);
    const some = question.type === 'repeat' && missing.length < cells.length;
    return some ? [] : question.type === 'repeat' ? missing.slice(0, 1) : missing;
  });
}

const isAsked = ({ name }: CellDeclaration, { rows }: Question, begun: ReadonlySet<string>): boolean =>
  rows !== sectionRows || (name !== null && begun.has(name));
