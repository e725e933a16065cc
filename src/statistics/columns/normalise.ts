/**
 * Normalisation: converts values in their own units to scores that can be aggregated. OECD/JRC Handbook (2008), step
 * 5.
 */
import { Problem } from '../../problem/index.ts';
import { type Column, columnOf, mapPresent, present, rangeOf, valuesInBuffer } from './column.ts';
import { deviation, meanOf } from './moments.ts';
import { rank, type Ties } from './rank.ts';
import { isUsable } from './units.ts';

export type Goalposts = { readonly low: number; readonly high: number };

/**
 * Each takes a column in which more is better (see `direct`) and returns one of the same length; null stays null. For
 * a column that does not vary, min–max, z-score and distance are undefined: every value becomes null, and the caller
 * reports it.
 */
export type Normalisation =
  | {
      readonly by: 'goalposts';
      readonly low: number;
      readonly high: number;
      readonly to: Goalposts;
      readonly cut: boolean;
      /**
       * Values and goalposts are compared by their logarithms. Both goalposts must be above 0, in the unit of the
       * original values; for an indicator where less is better `low` is the larger number.
       */
      readonly logarithm?: boolean;
    }
  /** The logarithm of the value plus a constant; null if that sum is 0 or less. Base e by default. */
  | { readonly by: 'logarithm'; readonly base: number | null; readonly plus: number }
  /** Several methods, each applied to the result of the one before. */
  | { readonly by: 'steps'; readonly steps: readonly Normalisation[] }
  | { readonly by: 'min_max'; readonly to: Goalposts }
  | { readonly by: 'z_score'; readonly mean: number; readonly deviation: number }
  | { readonly by: 'rank' | 'percentile_rank' | 'borda'; readonly ties?: Ties }
  /**
   * Relative to one unit, given by its index in the column: 1 for its value, 0 for the lowest. All null if that unit
   * has no value.
   */
  | { readonly by: 'distance_to_reference'; readonly unit: number; readonly cut?: boolean }
  | { readonly by: 'distance_to_maximum' }
  | { readonly by: 'distance_to_target'; readonly target: number; readonly cut: boolean }
  | { readonly by: 'fraction_of_maximum' }
  | { readonly by: 'none' };

/** Reverses a column where less is better: −1 times each value. */
export function direct(column: Column, direction: 1 | -1): Column {
  return direction === 1 ? column : column.map((value) => (value === null ? null : -value));
}

/**
 * Normalises one column.
 *
 * @throws Problem `goalposts_equal` if both goalposts are equal, as every score would be 0/0
 * @see COINr `Normalise` and its `n_*` functions, compared with them in test/golden/
 */
export function normalise(column: Column, how: Normalisation): (number | null)[] {
  switch (how.by) {
    case 'none':
      return [...column];
    case 'steps':
      return how.steps.reduce<(number | null)[]>((scores, step) => normalise(scores, step), [...column]);
    case 'logarithm':
      return byLogarithm(column, how);
    case 'goalposts':
      return how.logarithm === true ? byLogGoalposts(column, how) : byGoalposts(column, how);
    case 'min_max':
      return byRange(column, how.to);
    case 'z_score':
      return byDeviation(column, how.mean, how.deviation);
    case 'rank':
      return places(column, how.ties);
    case 'borda':
      return mapPresent(places(column, how.ties), (place) => place - 1);
    case 'percentile_rank': {
      const others = present(column).length - 1;
      return mapPresent(places(column, how.ties), (place) => (place - 1) / others);
    }
    case 'distance_to_reference':
      return byReference(column, how.unit, how.cut === true);
    case 'distance_to_maximum':
      return byDistance(column);
    case 'distance_to_target':
      return byTarget(column, how.target, how.cut);
    case 'fraction_of_maximum': {
      const range = rangeOf(column);
      return mapPresent(column, (value) => value / range!.high);
    }
  }
}

/**
 * Normalises a column of original values.
 *
 * Logarithms are taken before the direction is applied, as a reversed value is negative.
 */
export function normaliseDirected(column: Column, direction: 1 | -1, how: Normalisation): (number | null)[] {
  const [first, ...rest] = how.by === 'steps' ? how.steps : [how];
  if (first === undefined) return [...direct(column, direction)];
  const others: Normalisation = { by: 'steps', steps: rest };
  if (first.by === 'logarithm') return normaliseDirected(byLogarithm(column, first), direction, others);
  const isOnLogs = first.by === 'goalposts' && first.logarithm === true;
  const scores = normalise(isOnLogs ? column : direct(column, direction), first);
  return rest.length === 0 ? scores : normalise(scores, others);
}

function byLogarithm(column: Column, { base, plus }: Extract<Normalisation, { by: 'logarithm' }>) {
  return column.map((value) => {
    if (value === null || value + plus <= 0) return null;
    const logarithm = base === null ? Math.log(value + plus) : Math.log(value + plus) / Math.log(base);
    return isUsable(logarithm) ? logarithm : null;
  });
}

function byLogGoalposts(column: Column, how: Extract<Normalisation, { by: 'goalposts' }>) {
  const [low, high] = [Math.log(how.low), Math.log(how.high)];
  return byGoalposts(byLogarithm(column, { by: 'logarithm', base: null, plus: 0 }), { ...how, low, high });
}

function byGoalposts(column: Column, { low, high, to, cut }: Extract<Normalisation, { by: 'goalposts' }>) {
  if (low === high) throw new Problem('goalposts_equal', 'goalposts', { low });
  return mapPresent(column, (value) => {
    const share = (value - low) / (high - low);
    return (cut ? Math.min(1, Math.max(0, share)) : share) * (to.high - to.low) + to.low;
  });
}

function byRange(column: Column, to: Goalposts) {
  const range = rangeOf(column);
  if (range === null) return [...column];
  // Not by `mapPresent`: the most frequent method, and a number that is passed to a function is an object.
  const { low, high } = range;
  const values = valuesInBuffer(column);
  for (let at = 0; at < values.length; at += 1) {
    const score = ((values[at]! - low) / (high - low)) * (to.high - to.low) + to.low;
    values[at] = isUsable(score) ? score : Number.NaN;
  }
  return columnOf(values);
}

function byDeviation(column: Column, centre: number, spread: number) {
  const values = present(column);
  const own = deviation(column);
  if (own === null || own === 0) return column.map(() => null);
  const middle = meanOf(values);
  return mapPresent(column, (value) => ((value - middle) / own) * spread + centre);
}

const places = (column: Column, ties: Ties = 'lowest') => rank(column, { order: 'ascending', ties });

function byDistance(column: Column) {
  const range = rangeOf(column);
  if (range === null) return [...column];
  return mapPresent(column, (value) => 1 - (range.high - value) / (range.high - range.low));
}

function byReference(column: Column, unit: number, cut: boolean) {
  const range = rangeOf(column);
  const reference = column[unit] ?? null;
  if (range === null || reference === null) return column.map(() => null);
  return mapPresent(column, (value) => {
    const share = 1 - (reference - value) / (reference - range.low);
    return cut ? Math.min(1, share) : share;
  });
}

function byTarget(column: Column, target: number, cut: boolean) {
  const range = rangeOf(column);
  if (range === null) return [...column];
  return mapPresent(column, (value) => {
    const share = (value - range.low) / (target - range.low);
    return cut ? Math.min(1, share) : share;
  });
}
