/** Means as an assessment publishes them: over what has a score, and only where enough of what applies has one. */

export type Standing = {
  /** Null where there is no score. */
  readonly score: number | null;
  /** False where it does not apply: it then leaves the denominator. */
  readonly applies: boolean;
};

export type Weighed = Standing & { readonly weight: number };

/**
 * The weighted mean of what has a score.
 *
 * @param children - what applies without a score is missing
 * @param leastShare - share of the children that apply (not of their weight) that must have a score
 * @returns `applies` is false where no child applies
 */
export function publishedMean(children: Iterable<Weighed>, leastShare: number): Standing {
  let [applicable, counted, points, weight] = [0, 0, 0, 0];
  for (const child of children) {
    if (!child.applies) continue;
    applicable += 1;
    if (child.score === null) continue;
    counted += 1;
    points += child.weight * child.score;
    weight += child.weight;
  }
  // Two of three reach two thirds, whatever the last digit of the division is.
  const isEnough = counted > 0 && counted >= applicable * leastShare - 1e-9;
  return { score: isEnough ? points / weight : null, applies: applicable > 0 };
}

/** The best of several that stand for each other; it applies where one of them does. */
export function bestOf(rivals: Iterable<Standing>): Standing {
  let best: number | null = null;
  let applies = false;
  for (const rival of rivals) {
    applies ||= rival.applies;
    if (rival.applies && rival.score !== null && (best === null || rival.score > best)) best = rival.score;
  }
  return { score: best, applies };
}
