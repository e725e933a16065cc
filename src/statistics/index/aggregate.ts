/** Aggregation: one score from several. OECD/JRC Handbook (2008), step 6. */
import { Problem } from '../../problem/index.ts';
import { type Column, columnOf, valuesOf } from '../columns/column.ts';
import { isUsable } from '../columns/units.ts';
import { sumOf } from '../numeric/sum.ts';

export type Mean =
  | { readonly by: 'arithmetic' | 'geometric' | 'harmonic' }
  /**
   * The product, minimum or maximum of the children. Weights have no effect, except that a child of weight 0 is
   * excluded. A unit that lacks another child has no product, as the missing factor could have any value.
   */
  | { readonly by: 'product' | 'minimum' | 'maximum' }
  /**
   * The power mean with exponent `power`; power 0 is the geometric mean. A unit that lacks a child has none, as in
   * COINr, which skips missing values in the other means only.
   */
  | { readonly by: 'generalised'; readonly power: number };

/**
 * Aggregates the children of one parent, unit by unit, over the children with a value; their weights are scaled to
 * sum to 1.
 *
 * @param children - shape [child][unit], each normalised
 * @param weights - one for each child, with any sum
 * @param leastShare - a unit has a score if at least this share of its children (not of their weight) has a value
 * @returns shape [unit]; null below `leastShare`
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
  const columns = children.map(valuesOf);
  const scores = new Float64Array(units).fill(Number.NaN);
  // Reused for each unit, as there may be thousands.
  const values = new Float64Array(children.length);
  const shares = new Float64Array(children.length);
  for (let unit = 0; unit < units; unit += 1) {
    let there = 0;
    let isWhole = true;
    for (let place = 0; place < children.length; place += 1) {
      const value = columns[place]![unit]!;
      if (Number.isNaN(value)) {
        if (isNeeded(how.by, weights[place]!)) isWhole = false;
        continue;
      }
      values[there] = value;
      shares[there] = weights[place]!;
      there += 1;
    }
    if (there === 0 || (leastShare !== null && there / children.length < leastShare)) continue;
    const mean = weigh(values, shares, there, how);
    if (isWhole && isUsable(mean)) scores[unit] = mean;
  }
  return columnOf(scores);
}

/**
 * True if a unit that lacks this child has no score: of a product each factor, of a generalised mean every child, also
 * one of weight 0 (as in COINr).
 */
export const isNeeded = (by: Mean['by'] | 'copeland', weight: number): boolean =>
  by === 'generalised' || (by === 'product' && weight !== 0);

/** Aggregations in which only a weight of 0 has an effect. */
export const isUnweighted = (by: Mean['by'] | 'copeland'): by is 'product' | 'minimum' | 'maximum' =>
  by === 'product' || by === 'minimum' || by === 'maximum';

/** @returns NaN if every weight is 0 */
export function unweighted(
  by: 'product' | 'minimum' | 'maximum',
  values: Float64Array,
  weights: Float64Array,
  there: number,
): number {
  let result = Number.NaN;
  for (let place = 0; place < there; place += 1) {
    const value = values[place]!;
    if (weights[place] === 0) continue;
    if (Number.isNaN(result)) result = value;
    else if (by === 'product') result *= value;
    else result = by === 'minimum' ? Math.min(result, value) : Math.max(result, value);
  }
  return result;
}

/**
 * The mean of the first `there` values, which are overwritten; NaN or infinite if the weights sum to 0. Operations
 * are in the same order as in COINr, so that the same scores are tied.
 */
function weigh(values: Float64Array, weights: Float64Array, there: number, how: Mean): number {
  if (isUnweighted(how.by)) return unweighted(how.by, values, weights, there);
  const total = sumOf(weights, there);
  if (total === 0) return Number.NaN;
  const power = how.by === 'generalised' ? how.power : null;
  const isLog = how.by === 'geometric' || power === 0;
  refuse(values, there, how);
  for (let place = 0; place < there; place += 1) {
    const value = values[place]!;
    const weight = weights[place]!;
    if (how.by === 'arithmetic') values[place] = (weight / total) * value;
    else if (isLog) values[place] = weight * Math.log(value);
    else if (how.by === 'harmonic') values[place] = weight / value;
    else values[place] = weight * value ** power!;
  }
  const sum = sumOf(values, there);
  if (how.by === 'arithmetic') return sum;
  if (isLog) return Math.exp(sum / total);
  return how.by === 'harmonic' ? total / sum : (sum / total) ** (1 / power!);
}

/**
 * Throws if a mean is undefined: logarithms and negative powers need values above 0, a harmonic mean values other
 * than 0.
 */
function refuse(values: Float64Array, there: number, how: Mean): void {
  if (how.by === 'arithmetic' || (how.by === 'generalised' && how.power > 0)) return;
  for (let place = 0; place < there; place += 1) {
    const value = values[place]!;
    if (value === 0 || (value < 0 && how.by !== 'harmonic'))
      throw new Problem('mean_not_defined', 'aggregation', { mean: how.by, value });
  }
}

/**
 * Share of the weight for which one unit is above another; equal values count half.
 *
 * A comparison uses only the indicators that both units have, with weights scaled to sum to 1. So the matrix is
 * complementary, and no unit benefits from a missing value. (COINr 1.1.14 adds nothing for a missing value and
 * computes the other triangle as the complement, so the unit in the later row wins: its result depends on the order
 * of rows. Without missing values both agree.)
 *
 * @returns shape [unit][unit], 0 to 1; null for two units that share no indicator
 */
export function outranking(children: readonly Column[], weights: readonly number[]): (number | null)[][] {
  const units = children[0]?.length ?? 0;
  const matrix: (number | null)[][] = Array.from({ length: units }, () => new Array(units).fill(0));
  for (let one = 0; one < units; one += 1) {
    for (let other = one + 1; other < units; other += 1) {
      const above = shareAbove(children, weights, one, other);
      matrix[one]![other] = above;
      matrix[other]![one] = above === null ? null : 1 - above;
    }
  }
  return matrix;
}

function shareAbove(children: readonly Column[], weights: readonly number[], one: number, other: number) {
  const shared = children
    .map((child, place) => ({ a: child[one] ?? null, b: child[other] ?? null, weight: weights[place]! }))
    .filter((pair): pair is { a: number; b: number; weight: number } => pair.a !== null && pair.b !== null);
  const total = sumOf(shared.map(({ weight }) => weight));
  if (total === 0) return null;
  const shareWhere = (holds: (a: number, b: number) => boolean) =>
    sumOf(shared.filter(({ a, b }) => holds(a, b)).map(({ weight }) => weight / total));
  return sumOf([shareWhere((a, b) => a > b), shareWhere((a, b) => a === b) / 2]);
}

/**
 * Copeland score: number of units that a unit outranks minus the number that outrank it.
 *
 * @param leastShare - a unit with a smaller share of values, or without any value, has no score and is not compared
 */
export function copeland(
  children: readonly Column[],
  weights: readonly number[],
  leastShare: number | null = null,
): (number | null)[] {
  const isLeft = (children[0] ?? []).map((_, unit) => {
    const there = children.filter((child) => (child[unit] ?? null) !== null).length;
    return there > 0 && (leastShare === null || there / children.length >= leastShare);
  });
  const compared = children.map((child) => child.map((value, unit) => (isLeft[unit] ? value : null)));
  const matrix = outranking(compared, weights);
  return matrix.map((row, one) => {
    if (!isLeft[one]) return null;
    let score = 0;
    row.forEach((share, other) => {
      if (share !== null && other !== one) score += Math.sign(share - 0.5);
    });
    return score;
  });
}
