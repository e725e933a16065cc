/** Means as an assessment publishes them: over everything known, and only if enough of what was asked is known. */

export type PublishedStanding = {
  /** The mean of what is known, whether published or not; null if nothing is known. */
  readonly known: number | null;
  readonly isPublished: boolean;
  /** False if it does not apply: it is then excluded from the denominator. */
  readonly applies: boolean;
  /** Number of items asked below it, including those that do not apply. */
  readonly asked: number;
  /** Number of those with a value. */
  readonly answered: number;
};

export type Weighed = PublishedStanding & { readonly weight: number };

export type Thresholds = {
  /** Minimum share of the applicable children (by number, not by weight) that must be published. */
  readonly coverage: number;
  /** Minimum share of all items asked that must have a value. */
  readonly answered: number;
};

/** One item, or the best of several. */
export type ItemStanding = { readonly score: number | null; readonly applies: boolean; readonly isAsked: boolean };

export const itemStanding = ({ score, applies, isAsked }: ItemStanding): PublishedStanding => ({
  known: applies ? score : null,
  isPublished: applies && score !== null,
  applies,
  asked: isAsked ? 1 : 0,
  answered: applies && score !== null ? 1 : 0,
});

/**
 * The weighted mean of everything known of the children, including those without a published score, so that no answer
 * is lost.
 *
 * @returns `applies` is false if no child applies
 */
export function publishedMean(children: Iterable<Weighed>, least: Thresholds): PublishedStanding {
  let [applicable, published, points, weight, asked, answered] = [0, 0, 0, 0, 0, 0];
  for (const child of children) {
    asked += child.asked;
    answered += child.answered;
    if (!child.applies) continue;
    applicable += 1;
    if (child.isPublished) published += 1;
    if (child.known === null) continue;
    points += child.weight * child.known;
    weight += child.weight;
  }
  // Tolerance for rounding: two of three must reach two thirds.
  const reaches = (count: number, of: number, share: number) => count >= of * share - 1e-9;
  const isPublished =
    published > 0 && reaches(published, applicable, least.coverage) && reaches(answered, asked, least.answered);
  return { known: weight > 0 ? points / weight : null, isPublished, applies: applicable > 0, asked, answered };
}

/** The best of several items that substitute each other; it applies, or was asked, if one of them does or was. */
export function bestOf(alternatives: Iterable<ItemStanding>): ItemStanding {
  let best: number | null = null;
  let [applies, isAsked] = [false, false];
  for (const alternative of alternatives) {
    applies ||= alternative.applies;
    isAsked ||= alternative.isAsked;
    if (alternative.applies && alternative.score !== null && (best === null || alternative.score > best))
      best = alternative.score;
  }
  return { score: best, applies, isAsked };
}
