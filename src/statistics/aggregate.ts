/** Aggregation: one score from several. OECD/JRC Handbook (2008), step 6. */
import { Problem } from '../problem/index.ts';
import type { Column } from './column.ts';

export type Mean =
  | { readonly by: 'arithmetic' | 'geometric' | 'harmonic' }
  /** The mean of the values to the power `power`, taken back by its root; power 0 is the geometric mean. */
  | { readonly by: 'generalised'; readonly power: number };

/**
 * Aggregates the children of one parent, unit by unit, over those that have a value, their weights scaled to sum 1.
 *
 * @param children - shape [child][unit], each normalised
 * @param weights - one a child, of any sum
 * @param leastShare - a unit has a score where at least this share of its children (not of their weight) has a value
 * @returns shape [unit]; null where too little is there
 * @throws Problem `mean_not_defined` for a geometric mean of a value of 0 or less, or a harmonic mean of 0
 * @see COINr `Aggregate`, `a_amean`, `a_gmean`, `a_hmean`, `a_genmean`
 */
export function aggregate(
  children: readonly Column[],
  weights: readonly number[],
  how: Mean,
  leastShare: number | null = null,
): (number | null)[] {
  const units = children[0]?.length ?? 0;
  const scores: (number | null)[] = new Array(units).fill(null);
  for (let unit = 0; unit < units; unit += 1) {
    const values: number[] = [];
    const shares: number[] = [];
    children.forEach((child, place) => {
      const value = child[unit] ?? null;
      if (value === null) return;
      values.push(value);
      shares.push(weights[place]!);
    });
    if (leastShare !== null && values.length / children.length < leastShare) continue;
    scores[unit] = meanBy(values, shares, how);
  }
  return scores;
}

/** @returns null without a value, and where the weights sum to nothing */
export function meanBy(values: readonly number[], weights: readonly number[], how: Mean): number | null {
  let total = 0;
  for (const weight of weights) total += weight;
  if (values.length === 0 || total === 0) return null;
  const share = (place: number) => weights[place]! / total;
  let sum = 0;
  switch (how.by) {
    case 'arithmetic':
      for (let place = 0; place < values.length; place += 1) sum += values[place]! * share(place);
      return sum;
    case 'geometric':
      return geometric(values, weights, total);
    case 'harmonic':
      for (let place = 0; place < values.length; place += 1) {
        if (values[place] === 0) throw new Problem('mean_not_defined', 'aggregation', { mean: 'harmonic', value: 0 });
        sum += share(place) / values[place]!;
      }
      return 1 / sum;
    case 'generalised':
      if (how.power === 0) return geometric(values, weights, total);
      for (let place = 0; place < values.length; place += 1) sum += share(place) * values[place]! ** how.power;
      return sum ** (1 / how.power);
  }
}

function geometric(values: readonly number[], weights: readonly number[], total: number): number {
  let logs = 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place]!;
    if (value <= 0) throw new Problem('mean_not_defined', 'aggregation', { mean: 'geometric', value });
    logs += weights[place]! * Math.log(value);
  }
  return Math.exp(logs / total);
}

/**
 * Share of the weight on which one unit is above another, half of it where they are equal.
 *
 * A comparison counts only the indicators that both units have, their weights scaled to sum 1, so the matrix is
 * complementary and no unit gains by a gap. (COINr 1.1.14 adds nothing for a gap and takes the other triangle as the
 * complement, so that the unit in the later row wins: its result depends on the order of rows. Without gaps both agree.)
 *
 * @returns shape [unit][unit], 0 to 1; null on the diagonal's side of two units that share no indicator
 */
export function outranking(children: readonly Column[], weights: readonly number[]): (number | null)[][] {
  const units = children[0]?.length ?? 0;
  const matrix: (number | null)[][] = Array.from({ length: units }, () => new Array(units).fill(0));
  for (let one = 0; one < units; one += 1) {
    for (let other = one + 1; other < units; other += 1) {
      let above = 0;
      let total = 0;
      children.forEach((child, place) => {
        const a = child[one] ?? null;
        const b = child[other] ?? null;
        if (a === null || b === null) return;
        total += weights[place]!;
        above += a > b ? weights[place]! : a === b ? weights[place]! / 2 : 0;
      });
      matrix[one]![other] = total === 0 ? null : above / total;
      matrix[other]![one] = total === 0 ? null : 1 - above / total;
    }
  }
  return matrix;
}

/** Copeland score: how many units one outranks, less how many outrank it. A unit without any value has none. */
export function copeland(children: readonly Column[], weights: readonly number[]): (number | null)[] {
  const matrix = outranking(children, weights);
  return matrix.map((row, one) => {
    if (children.every((child) => (child[one] ?? null) === null)) return null;
    let score = 0;
    row.forEach((share, other) => {
      if (share !== null && other !== one) score += Math.sign(share - 0.5);
    });
    return score;
  });
}
