/** Aggregates scores over flat arrays, for thousands of replications. */

import type { Column } from '../columns/column.ts';
import { normalise } from '../columns/normalise.ts';
import { isUsable } from '../columns/units.ts';
import { copeland, isNeeded, isUnweighted, unweighted } from '../index/aggregate.ts';
import type { IndexNode } from '../index/method.ts';
import type { LevelMean } from '../index/up-the-tree.ts';

/** Normalised indicators, shape [indicator × unit] in one array, NaN if there is no value. */
export type Prepared = {
  readonly values: Float64Array;
  /** Their logarithms, computed when they are first read; null if one is 0 or less. */
  readonly logs: Float64Array | null;
  /** True if no value is missing. */
  readonly isComplete: boolean;
};

/** The tree by index: indicators first, the root last. */
export type FlatTree = {
  readonly units: number;
  readonly indicators: number;
  readonly levels: readonly number[];
  readonly parents: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** All children, by parent; those of a node begin at its `firstBelow`, and the next node's follow. */
  readonly below: Int32Array;
  readonly firstBelow: Int32Array;
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
  const below = Int32Array.from(children.flat());
  const firstBelow = new Int32Array(nodes.length + 1);
  for (const [at, own] of children.entries()) firstBelow[at + 1] = firstBelow[at]! + own.length;
  return { units, indicators, levels, parents, children, below, firstBelow };
}

export function prepared(columns: readonly Column[], units: number): Prepared {
  const values = new Float64Array(columns.length * units);
  let isComplete = true;
  let hasLogs = true;
  for (const [at, column] of columns.entries())
    for (let unit = 0; unit < units; unit += 1) {
      const value = column[unit] ?? Number.NaN;
      values[at * units + unit] = value;
      if (Number.isNaN(value)) isComplete = false;
      else if (value <= 0) hasLogs = false;
    }
  let logs: Float64Array | null = null;
  return {
    values,
    isComplete,
    get logs() {
      if (hasLogs) logs ??= values.map(Math.log);
      return logs;
    },
  };
}

/** Weights and means of one replication; `skipped` is the index of the node that is left out, −1 for none. */
export type Weighing = {
  /** By index; null for an indicator. */
  readonly means: readonly (LevelMean | null)[];
  /** Of `means`, found once for all replications with them. */
  readonly shared: LevelMean['by'] | null;
  /** By index. */
  readonly weights: Float64Array;
  readonly skipped: number;
};

/** The mean of every aggregate, if all have the same and none rescales its scores; otherwise null. */
export function sharedMean(means: Weighing['means']): Weighing['shared'] {
  const { by } = means.at(-1)!;
  return means.every((mean) => mean === null || (mean.by === by && mean.rescale === undefined)) ? by : null;
}

/**
 * Scores of the root, level by level.
 *
 * @param scores - buffer for the scores of every node, shape [node × unit]
 * @param into - receives the scores of the root, shape [unit], NaN if there is none
 * @returns false if a mean is not defined
 */
export function rootScores(
  tree: FlatTree,
  data: Prepared,
  how: Weighing,
  scores: Float64Array,
  into: Float64Array,
): boolean {
  for (let at = tree.indicators; at < tree.levels.length; at += 1)
    if (!fillAggregate(tree, data, how, scores, at)) return false;
  const root = tree.levels.length - 1;
  into.set(scores.subarray(root * tree.units, (root + 1) * tree.units));
  return true;
}

/** Computes the scores of one aggregate. False if its mean is not defined for one of the values. */
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
    let isDefined = true;
    for (const child of below) {
      const value = child < indicators ? data.values[child * units + unit]! : scores[child * units + unit]!;
      if (Number.isNaN(value)) continue;
      const weight = how.weights[child]!;
      total += weight;
      there += 1;
      if (by === 'arithmetic') sum += weight * value;
      else if (isLog) {
        if (value <= 0) isDefined = false;
        sum += weight * (child < indicators && data.logs ? data.logs[child * units + unit]! : Math.log(value));
      } else if (by === 'harmonic') {
        if (value === 0) isDefined = false;
        sum += weight / value;
      } else {
        if (power < 0 && value <= 0) isDefined = false;
        sum += weight * value ** power;
      }
    }
    const isEnough = there > 0 && total !== 0 && (leastShare === null || there / below.length >= leastShare);
    // As in `aggregate`, the values of a unit that has too few of them are no reason to refuse.
    if (isEnough && !isDefined) return false;
    const isWhole = by !== 'generalised' || there === below.length;
    scores[at * units + unit] = isEnough && isWhole ? usable(taken(by, sum, total, power)) : Number.NaN;
  }
  return true;
}

/** As in `aggregate`: weights of both signs may leave nothing to divide by. */
const usable = (mean: number): number => (isUsable(mean) ? mean : Number.NaN);

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
    let isWhole = true;
    for (const child of below) {
      const value = child < indicators ? data.values[child * units + unit]! : scores[child * units + unit]!;
      if (Number.isNaN(value)) {
        if (isNeeded(by, how.weights[child]!)) isWhole = false;
        continue;
      }
      values[there] = value;
      weights[there] = how.weights[child]!;
      there += 1;
    }
    const isEnough = there > 0 && isWhole && (leastShare === null || there / below.length >= leastShare);
    scores[at * units + unit] =
      isEnough && isUnweighted(by) ? usable(unweighted(by, values, weights, there)) : Number.NaN;
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
