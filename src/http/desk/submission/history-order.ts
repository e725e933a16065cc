/** The order of a submission's history: revisions by number, decisions in the order in which the store counted them. */

export type HistoryEvent = { readonly revision: number; readonly at: string };

/**
 * Merges decisions with revisions. A decision follows its revision and the decision before it, independent of the
 * clock; the clock only decides its position among later revisions.
 *
 * @param revisions - by number
 * @param steps - decisions in the order in which they were made
 * @returns oldest first
 */
export function orderHistory<R extends HistoryEvent, S extends HistoryEvent>(
  revisions: readonly R[],
  steps: readonly S[],
): (R | S)[] {
  const ordered: (R | S)[] = [...revisions];
  let after = 0;
  for (const step of steps) {
    const own = ordered.findIndex((event) => event === revisions.find(({ revision }) => revision === step.revision));
    let place = Math.max(after, own + 1);
    while (place < ordered.length && ordered[place]!.at <= step.at) place += 1;
    ordered.splice(place, 0, step);
    after = place + 1;
  }
  return ordered;
}
