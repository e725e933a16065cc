/**
 * A decision about the reason of an answer "does not apply" is valid for later revisions while the country states the
 * same.
 */
import { type Answer, answerId, type ReasonReview, statedReason } from '../../domain/index.ts';
import type { KeptAnswer } from '../../state/index.ts';

/** @returns a function that gives the decision of the revision before; null if the answer or its reason has changed */
export function keptReviews(before: readonly KeptAnswer[]): (answer: Answer) => ReasonReview | null {
  const reviews = new Map(
    before
      .filter(({ state }) => state === 'not_applicable')
      .flatMap((answer) => (answer.reasonReview ? [[reasonOf(answer), answer.reasonReview] as const] : [])),
  );
  return (answer) => (answer.state === 'not_applicable' ? (reviews.get(reasonOf(answer)) ?? null) : null);
}

const reasonOf = (answer: Answer) => JSON.stringify([answerId(answer), statedReason(answer)]);
