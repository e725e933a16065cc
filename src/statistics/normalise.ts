/** Normalisation: from values in their own units to scores that can be put together. OECD/JRC Handbook (2008), step 5. */
import { Problem } from '../problem/index.ts';
import { type Column, mapPresent, present, rangeOf } from './column.ts';
import { deviation, meanOf } from './moments.ts';
import { rank, type Ties } from './rank.ts';

export type Goalposts = { readonly low: number; readonly high: number };

/**
 * Each takes a column in which more is better (see `direct`) and gives one of the same length; null stays null.
 * A column without spread has no min–max, z-score or distance: every value becomes null, and the caller says so.
 */
export type Normalisation =
  | {
      readonly by: 'goalposts';
      readonly low: number;
      readonly high: number;
      readonly to: Goalposts;
      readonly cut: boolean;
    }
  | { readonly by: 'min_max'; readonly to: Goalposts }
  | { readonly by: 'z_score'; readonly mean: number; readonly deviation: number }
  | { readonly by: 'rank' | 'percentile_rank' | 'borda'; readonly ties?: Ties }
  /** Of one unit, by its place in the column: 1 for its value, 0 for the lowest. Null where that unit has no value. */
  | { readonly by: 'distance_to_reference'; readonly unit: number; readonly cut?: boolean }
  | { readonly by: 'distance_to_maximum' }
  | { readonly by: 'distance_to_target'; readonly target: number; readonly cut: boolean }
  | { readonly by: 'fraction_of_maximum' }
  | { readonly by: 'none' };

/** Turns a column round where less is better: −1 times each value. */
export function direct(column: Column, direction: 1 | -1): Column {
  return direction === 1 ? column : column.map((value) => (value === null ? null : -value));
}

/**
 * Normalises one column.
 *
 * @throws Problem `goalposts_equal` when both goalposts are one value, as every score would be 0/0
 * @see COINr `Normalise` and its `n_*` functions, held against them in test/golden/
 */
export function normalise(column: Column, how: Normalisation): (number | null)[] {
  switch (how.by) {
    case 'none':
      return [...column];
    case 'goalposts':
      return byGoalposts(column, how);
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
  return mapPresent(column, (value) => ((value - range.low) / (range.high - range.low)) * (to.high - to.low) + to.low);
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
