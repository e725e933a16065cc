/** The order of what happened to a submission: of its revisions by number, of its steps as the store counted them. */

export type HistoryEvent = { readonly revision: number; readonly at: string };

/**
 * Puts steps among revisions. A step comes after its revision and after the step before it, whatever the clock showed; the
 * clock only decides among the revisions after its own.
 *
 * @param revisions - by number
 * @param steps - in the order in which they were taken
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
