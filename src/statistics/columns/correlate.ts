/** Correlation of two indicators over the units that have both. */
import { type Column, isOneValue, present } from './column.ts';
import { meanOf } from './moments.ts';
import { rank } from './rank.ts';
import { inUnits, isHeld, unitOf } from './units.ts';

export type Correlation = 'pearson' | 'spearman' | 'kendall';

/**
 * @returns −1 to 1; null with fewer than two units that have both, or if one of the two does not vary among them
 * @see R `cor(use = "pairwise.complete.obs")`; Kendall's is tau-b
 */
export function correlate(one: Column, other: Column, by: Correlation): number | null {
  const [a, b] = shared(one, other);
  if (a.length < 2) return null;
  if (by === 'kendall') return kendall(a, b);
  if (by === 'pearson') return pearson(a, b);
  const ranks = (values: number[]) => rank(values, { order: 'ascending', ties: 'average' }) as number[];
  return pearson(ranks(a), ranks(b));
}

/** Values of the units that have both. */
function shared(one: Column, other: Column): [number[], number[]] {
  const [a, b]: [number[], number[]] = [[], []];
  for (let unit = 0; unit < one.length; unit += 1) {
    const value = one[unit] ?? null;
    const beside = other[unit] ?? null;
    if (value === null || beside === null) continue;
    a.push(value);
    b.push(beside);
  }
  return [a, b];
}

/** Sample covariance (n − 1) over the units that have both values; null with fewer than two of them. */
export function covariance(one: Column, other: Column): number | null {
  const [a, b] = shared(one, other);
  if (a.length < 2) return null;
  const [centreA, centreB] = [meanOf(a), meanOf(b)];
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at]! - centreA) * (b[at]! - centreB);
  return sum / (a.length - 1);
}

/**
 * Cronbach's alpha of the indicators of one aggregate, from pairwise covariances, not standardised.
 *
 * @param columns - at least two, each in the direction in which more is better
 * @returns up to 1; null if there are fewer than two columns or nothing varies
 */
export const cronbach = (columns: readonly Column[]): number | null => openCronbach(columns)();

/**
 * The same of all and without one of them, each covariance computed once.
 *
 * @returns alpha without the column at a place; of all if there is none
 */
export function openCronbach(columns: readonly Column[]): (without?: number) => number | null {
  const table = new Map<number, number | null>();
  const count = columns.length;
  const compared = heldTogether(columns);
  const between = (one: number, other: number): number | null => {
    const at = Math.min(one, other) * count + Math.max(one, other);
    let found = table.get(at);
    if (found === undefined) {
      found = covariance(compared[one]!, compared[other]!);
      table.set(at, found);
    }
    return found;
  };
  return (without) => {
    const places = [...columns.keys()].filter((at) => at !== without);
    return alphaOf(places, between);
  };
}

/** The columns, in one smaller or larger unit if a double cannot hold their covariances. */
function heldTogether(columns: readonly Column[]): readonly Column[] {
  const unit = columns.reduce((largest, column) => Math.max(largest, unitOf(present(column))), 0);
  if (unit < 1e100 && unit > 1e-100) return columns;
  return columns.map((column) => column.map((value) => (value === null ? null : value / unit)));
}

function alphaOf(places: readonly number[], covarianceOf: (one: number, other: number) => number | null) {
  const k = places.length;
  if (k < 2) return null;
  let all = 0;
  let between = 0;
  for (const one of places) {
    for (const other of places) {
      const value = covarianceOf(one, other);
      if (value === null) return null;
      all += value;
      if (one !== other) between += value;
    }
  }
  if (all === 0) return null;
  return (k * k * (between / (k * (k - 1)))) / all;
}

function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  // Checked first: the computed mean of many equal values can differ from them in the last digit.
  if (isOneValue(a) || isOneValue(b)) return null;
  const centreA = meanOf(a);
  const centreB = meanOf(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let unit = 0; unit < a.length; unit += 1) {
    const x = a[unit]! - centreA;
    const y = b[unit]! - centreB;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  const units = isHeld(aa * bb) ? [1, 1] : [unitOf(a), unitOf(b)];
  if (units[0] !== 1 || units[1] !== 1) return pearson(inUnits(a, units[0]!), inUnits(b, units[1]!));
  return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

function kendall(a: readonly number[], b: readonly number[]): number | null {
  let agreement = 0;
  let apartA = 0;
  let apartB = 0;
  for (let one = 0; one < a.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const x = Math.sign(a[one]! - a[other]!);
      const y = Math.sign(b[one]! - b[other]!);
      agreement += x * y;
      apartA += x * x;
      apartB += y * y;
    }
  }
  if (apartA === 0 || apartB === 0) return null;
  return agreement / Math.sqrt(apartA * apartB);
}

/** Number of units that have both values; shown with each correlation. */
export function sharedUnits(one: Column, other: Column): number {
  return shared(one, other)[0].length;
}
