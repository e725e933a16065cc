/** Means as an assessment publishes them: over all that is known, and only where enough of what is asked is known. */

export type PublishedStanding = {
  /** The mean of what is known, published or not; null if nothing is. */
  readonly known: number | null;
  readonly isPublished: boolean;
  /** False if it does not apply: it then leaves the denominator. */
  readonly applies: boolean;
  /** Items below it that were asked, those that do not apply included. */
  readonly asked: number;
  /** Those among them that have a value. */
  readonly answered: number;
};

export type Weighed = PublishedStanding & { readonly weight: number };

export type Thresholds = {
  /** Least share of the children that apply (not of their weight) that must be published. */
  readonly coverage: number;
  /** Least share of all items asked that must have a value. */
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
 * The weighted mean of all that is known of the children, those without a published score included, so that no answer is
 * left out.
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
  // Two of three reach two thirds, whatever the last digit of the division is.
  const reaches = (count: number, of: number, share: number) => count >= of * share - 1e-9;
  const isPublished =
    published > 0 && reaches(published, applicable, least.coverage) && reaches(answered, asked, least.answered);
  return { known: weight > 0 ? points / weight : null, isPublished, applies: applicable > 0, asked, answered };
}

/** The best of several that represent each other; it applies, or is asked, where one of them does. */
export function bestOf(rivals: Iterable<ItemStanding>): ItemStanding {
  let best: number | null = null;
  let [applies, isAsked] = [false, false];
  for (const rival of rivals) {
    applies ||= rival.applies;
    isAsked ||= rival.isAsked;
    if (rival.applies && rival.score !== null && (best === null || rival.score > best)) best = rival.score;
  }
  return { score: best, applies, isAsked };
}
