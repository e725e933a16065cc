/** The review of a draft before publication, as lines for a terminal. */
import type { DraftReview } from '../../release/index.ts';
import { describeDifference } from './compared.ts';

/** @param most - maximum number of figures listed */
export function describeReview(review: DraftReview, most?: number): string[] {
  const { draft, shown, difference } = review;
  const compared =
    difference === null
      ? [`Nothing of ${draft.cycle} is public, so every figure of ${draft.id} is new.`]
      : shown!.id === draft.id
        ? [`${draft.id} is the release that the pages show.`]
        : describeDifference(difference, most);
  return [...compared, ...warningsOf(review).map((line) => `! ${line}`)];
}

/** The same as JSON. */
export const reviewReport = ({ draft, shown, difference, ...review }: DraftReview) => ({
  from: shown?.id ?? null,
  to: draft.id,
  difference,
  review,
});

function warningsOf({ draft, stale, newer, withdrawnBefore, holdsWithdrawn }: DraftReview): string[] {
  const again = `Build again: gap release build --cycle ${draft.cycle}`;
  return [
    ...(holdsWithdrawn.length > 0 ? [`It contains withdrawn answers: ${holdsWithdrawn.join(', ')}. ${again}`] : []),
    ...(stale?.countries.length
      ? [`Accepted answers changed since it was built: ${stale.countries.join(', ')}. ${again}`]
      : []),
    ...(stale?.inputs && stale.countries.length === 0
      ? [`Choices, rules or facts changed since it was built. ${again}`]
      : []),
    ...(stale?.models ? [`The method or the software changed since it was built. ${again}`] : []),
    ...(newer ? ['Another release of this cycle was published after it was built.'] : []),
    ...(withdrawnBefore !== null ? [`The same release was withdrawn before. Reason: ${withdrawnBefore.reason}`] : []),
  ];
}
