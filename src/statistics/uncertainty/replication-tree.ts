/** Scores put together over flat arrays, thousands of times. */

import type { Column } from '../columns/column.ts';
import { normalise } from '../columns/normalise.ts';
import { copeland, isUnweighted, needsEveryChild, unweighted } from '../index/aggregate.ts';
import type { IndexNode } from '../index/method.ts';
import type { LevelMean } from '../index/up-the-tree.ts';

/** Normalised indicators, shape [indicator × unit] in one array, NaN where there is none. */
export type Prepared = {
  readonly values: Float64Array;
  /** Their logarithms; null where one is 0 or less. */
  readonly logs: Float64Array | null;
  /** No value is missing. */
  readonly isComplete: boolean;
};

/** The tree by places: indicators first, the root last. */
export type FlatTree = {
  readonly units: number;
  readonly indicators: number;
  readonly levels: readonly number[];
  readonly parents: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** Room for a number a place, kept between replications. */
  readonly totals: Float64Array;
  readonly shares: Float64Array;
};

export function flattened(nodes: readonly IndexNode[], units: number): FlatTree {
  const place = new Map(nodes.map(({ code }, at) => [code, at]));
  const children: number[][] = nodes.map(() => []);
  const parents = Int32Array.from(nodes, ({ parent }, at) => {
    const above = parent === null ? -1 : place.get(parent)!;
    if (above >= 0) children[above]!.push(at);
    return above;
  });
  const levels = nodes.map(({ level }) => level);
  const indicators = levels.filter((level) => level === 1).length;
  const room = () => new Float64Array(nodes.length);
  return { units, indicators, levels, parents, children, totals: room(), shares: room() };
}

export function prepared(columns: readonly Column[], units: number): Prepared {
  const values = new Float64Array(columns.length * units);
  columns.forEach((column, at) => {
    for (let unit = 0; unit < units; unit += 1) values[at * units + unit] = column[unit] ?? Number.NaN;
  });
  const hasLogs = values.every((value) => !(value <= 0));
  return {
    values,
    logs: hasLogs ? values.map(Math.log) : null,
    isComplete: values.every((value) => !Number.isNaN(value)),
  };
}

/** How one replication weighs: the place that is left out is −1 where none is. */
export type Weighing = {
  /** By place; null for an indicator. */
  readonly means: readonly (LevelMean | null)[];
  /** By place. */
  readonly weights: Float64Array;
  readonly skipped: number;
};

/**
 * Scores of the root.
 *
 * @param scores - room for the scores of every node, shape [node × unit]
 * @param into - takes the root's, shape [unit], NaN where there is none
 * @returns false where a mean is not defined
 */
export function rootScores(
  tree: FlatTree,
  data: Prepared,
  how: Weighing,
  scores: Float64Array,
  into: Float64Array,
): boolean {
  const by = how.means.at(-1)!.by;
  const isOne = how.means.every((mean) => mean === null || (mean.by === by && mean.rescale === undefined));
  const table = by === 'arithmetic' ? data.values : by === 'geometric' ? data.logs : null;
  if (isOne && data.isComplete && table !== null) {
    const shares = indicatorShares(tree, how);
    if (shares !== null) {
      weigh(table, shares, into);
      if (by === 'geometric') for (let unit = 0; unit < into.length; unit += 1) into[unit] = Math.exp(into[unit]!);
      return true;
    }
  }
  for (let at = tree.indicators; at < tree.levels.length; at += 1)
    if (!fillAggregate(tree, data, how, scores, at)) return false;
  const root = tree.levels.length - 1;
  into.set(scores.subarray(root * tree.units, (root + 1) * tree.units));
  return true;
}

/** What each place weighs in the root; null where an aggregate has nothing to weigh. */
function indicatorShares(tree: FlatTree, { weights, skipped }: Weighing): Float64Array | null {
  const { indicators, parents, totals, shares } = tree;
  const root = parents.length - 1;
  totals.fill(0);
  for (let at = 0; at < root; at += 1) if (at !== skipped) totals[parents[at]!]! += weights[at]!;
  for (let at = indicators; at <= root; at += 1) if (totals[at] === 0) return null;
  shares[root] = 1;
  // What stands above has a higher place.
  for (let at = root - 1; at >= 0; at -= 1)
    shares[at] = at === skipped ? 0 : (shares[parents[at]!]! * weights[at]!) / totals[parents[at]!]!;
  return shares;
}

/** Eight indicators at a time: the sums are then read and written an eighth as often. */
function weigh(table: Float64Array, shares: Float64Array, sums: Float64Array): void {
  const units = sums.length;
  sums.fill(0);
  const indicators = table.length / units;
  let at = 0;
  for (; at + 8 <= indicators; at += 8) {
    const p = shares[at]!;
    const q = shares[at + 1]!;
    const r = shares[at + 2]!;
    const s = shares[at + 3]!;
    const t = shares[at + 4]!;
    const u = shares[at + 5]!;
    const v = shares[at + 6]!;
    const w = shares[at + 7]!;
    let place = at * units;
    for (let unit = 0; unit < units; unit += 1, place += 1)
      sums[unit]! +=
        p * table[place]! +
        q * table[place + units]! +
        (r * table[place + 2 * units]! + s * table[place + 3 * units]!) +
        (t * table[place + 4 * units]! + u * table[place + 5 * units]!) +
        (v * table[place + 6 * units]! + w * table[place + 7 * units]!);
  }
  for (; at < indicators; at += 1)
    for (let unit = 0; unit < units; unit += 1) sums[unit]! += shares[at]! * table[at * units + unit]!;
}

/** Fills the scores of one aggregate. False where its mean is not defined for a value that is there. */
function fillAggregate(tree: FlatTree, data: Prepared, how: Weighing, scores: Float64Array, at: number): boolean {
  const mean = how.means[at]!;
  if (!fillMean(tree, data, how, scores, at, mean)) return false;
  if (mean.rescale !== undefined) {
    const own = scores.subarray(at * tree.units, (at + 1) * tree.units);
    const column = Array.from(own, (value) => (Number.isNaN(value) ? null : value));
    own.set(normalise(column, mean.rescale).map((value) => value ?? Number.NaN));
  }
  return true;
}

function fillMean(
  tree: FlatTree,
  data: Prepared,
  how: Weighing,
  scores: Float64Array,
  at: number,
  mean: LevelMean,
): boolean {
  const { units, indicators, children } = tree;
  const below = children[at]!.filter((child) => child !== how.skipped);
  if (mean.by === 'copeland') return fillCopeland(tree, data, how, scores, at, below, mean.leastShare);
  if (isUnweighted(mean.by)) return fillUnweighted(tree, data, how, scores, at, below, mean);
  const { by, leastShare } = mean;
  const power = by === 'generalised' ? mean.power : 1;
  const isLog = by === 'geometric' || power === 0;
  for (let unit = 0; unit < units; unit += 1) {
    let sum = 0;
    let total = 0;
    let there = 0;
    for (const child of below) {
      const value = child < indicators ? data.values[child * units + unit]! : scores[child * units + unit]!;
      if (Number.isNaN(value)) continue;
      const weight = how.weights[child]!;
      total += weight;
      there += 1;
      if (by === 'arithmetic') sum += weight * value;
      else if (isLog) {
        if (value <= 0) return false;
        sum += weight * (child < indicators && data.logs ? data.logs[child * units + unit]! : Math.log(value));
      } else if (by === 'harmonic') {
        if (value === 0) return false;
        sum += weight / value;
      } else {
        if (power < 0 && value <= 0) return false;
        sum += weight * value ** power;
      }
    }
    const isEnough =
      there > 0 &&
      total !== 0 &&
      (leastShare === null || there / below.length >= leastShare) &&
      (by !== 'generalised' || there === below.length);
    scores[at * units + unit] = isEnough ? taken(by, sum, total, power) : Number.NaN;
  }
  return true;
}

function taken(by: LevelMean['by'], sum: number, total: number, power: number): number {
  if (by === 'arithmetic') return sum / total;
  if (by === 'harmonic') return total / sum;
  return by === 'geometric' || power === 0 ? Math.exp(sum / total) : (sum / total) ** (1 / power);
}

function fillUnweighted(
  { units, indicators }: FlatTree,
  data: Prepared,
  how: Weighing,
  scores: Float64Array,
  at: number,
  below: readonly number[],
  { by, leastShare }: LevelMean,
): boolean {
  const values = new Float64Array(below.length);
  const weights = new Float64Array(below.length);
  for (let unit = 0; unit < units; unit += 1) {
    let there = 0;
    for (const child of below) {
      const value = child < indicators ? data.values[child * units + unit]! : scores[child * units + unit]!;
      if (Number.isNaN(value)) continue;
      values[there] = value;
      weights[there] = how.weights[child]!;
      there += 1;
    }
    const isEnough =
      there > 0 &&
      (leastShare === null || there / below.length >= leastShare) &&
      (!needsEveryChild(by) || there === below.length);
    scores[at * units + unit] = isEnough && isUnweighted(by) ? unweighted(by, values, weights, there) : Number.NaN;
  }
  return true;
}

function fillCopeland(
  { units, indicators }: FlatTree,
  data: Prepared,
  how: Weighing,
  scores: Float64Array,
  at: number,
  below: readonly number[],
  leastShare: number | null,
): boolean {
  const columns = below.map((child) => {
    const table = child < indicators ? data.values : scores;
    return Array.from(table.subarray(child * units, (child + 1) * units), (value) =>
      Number.isNaN(value) ? null : value,
    );
  });
  const found = copeland(
    columns,
    below.map((child) => how.weights[child]!),
    leastShare,
  );
  for (let unit = 0; unit < units; unit += 1) scores[at * units + unit] = found[unit] ?? Number.NaN;
  return true;
}
