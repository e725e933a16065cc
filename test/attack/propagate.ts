/** Constraint propagation over all equations at once, with a finite domain for each unknown. */

/** One published mean: `counted` of the `items` have a value, and these values sum to `sum`. */
export type Equation = {
  readonly by: 'score' | 'bound' | 'need' | 'change';
  readonly items: readonly string[];
  readonly counted: number;
  readonly sum: number;
};

/**
 * Removes from each domain the values that no equation allows, until nothing changes. An equation without a solution is
 * ignored.
 *
 * @param exactness - precision of a mean, in points
 */
export function propagate(
  open: ReadonlyMap<string, readonly number[]>,
  equations: readonly Equation[],
  exactness: number,
): Map<string, readonly number[]> {
  const left = new Map(open);
  for (let again = true; again; ) {
    again = false;
    for (const { items, counted, sum } of equations) {
      const domains = items.map((item) => left.get(item) ?? []);
      const kept = consistent(domains, items.length - counted, sum, 0.01 + exactness * items.length);
      if (kept === null) continue;
      for (const [at, item] of items.entries()) {
        if (kept[at]!.length === left.get(item)!.length) continue;
        left.set(item, kept[at]!);
        again = true;
      }
    }
  }
  return left;
}

/**
 * The values of each domain for which some combination of the others, with the given number of missing ones, reaches
 * the sum.
 */
function consistent(
  domains: readonly (readonly number[])[],
  missing: number,
  sum: number,
  tolerance: number,
): (readonly number[])[] | null {
  const least = thousandths(sum - tolerance);
  const most = thousandths(sum + tolerance);
  /** Whether the sum can be reached from this position; records the values that reach it. */
  const kept = domains.map(() => new Set<number>());
  const known = new Map<string, boolean>();
  const walk = (at: number, lacking: number, total: number): boolean => {
    if (at === domains.length) return lacking === missing && total >= least && total <= most;
    if (lacking > missing || total > most) return false;
    const state = `${at} ${lacking} ${total}`;
    const found = known.get(state);
    if (found !== undefined) return found;
    let can = walk(at + 1, lacking + 1, total);
    for (const value of domains[at]!) {
      if (!walk(at + 1, lacking, total + thousandths(value))) continue;
      kept[at]!.add(value);
      can = true;
    }
    known.set(state, can);
    return can;
  };
  return walk(0, 0, 0) ? kept.map((values) => [...values]) : null;
}

const thousandths = (value: number): number => Math.round(value * 1000);
