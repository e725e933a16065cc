/** Moments and quantiles of the values that are not null. */

import { sumOf } from '../numeric/sum.ts';
import { type Column, isOneValue, present } from './column.ts';
import { extendedShape } from './moments-extended.ts';
import { inUnits, isHeld, unitOf } from './units.ts';

/** @returns null without a value */
export function mean(column: Column): number | null {
  const values = present(column);
  return values.length === 0 ? null : meanOf(values);
}

/** Mean in two passes and extended precision, as in R: an imputed mean may be tied with an existing value. */
export function meanOf(values: ArrayLike<number>): number {
  const first = sumOf(values) / values.length;
  if (!Number.isFinite(first)) return meanInUnits(values);
  // Each deviation in two parts: the double, and its rounding error.
  const rests = new Float64Array(2 * values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    const rest = value - first;
    const back = rest - value;
    rests[2 * at] = rest;
    rests[2 * at + 1] = value - (rest - back) - (first + back);
  }
  return first + sumOf(rests) / values.length;
}

/** The mean of finite values whose sum is not finite. */
function meanInUnits(values: ArrayLike<number>): number {
  const unit = unitOf(values);
  return Number.isFinite(unit) && values.length > 0 ? meanOf(inUnits(values, unit)) * unit : Number.NaN;
}

/** The mean in plain doubles, several times as fast: for results whose last digit does not matter. */
function quickMeanOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at]!;
  const first = sum / values.length;
  let rest = 0;
  for (let at = 0; at < values.length; at += 1) rest += values[at]! - first;
  return first + rest / values.length;
}

/** Sample standard deviation (n − 1); null with fewer than two values. */
export function deviation(column: Column): number | null {
  const values = present(column);
  if (values.length < 2) return null;
  if (isOneValue(values)) return 0;
  const squares = squaresOf(values);
  if (isHeld(squares)) return Math.sqrt(squares / (values.length - 1));
  const unit = unitOf(values);
  return Math.sqrt(squaresOf(inUnits(values, unit)) / (values.length - 1)) * unit;
}

function squaresOf(values: Float64Array): number {
  const centre = quickMeanOf(values);
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) squares += (values[at]! - centre) * (values[at]! - centre);
  return squares;
}

/** Median; null without a value. */
export function median(column: Column): number | null {
  const sorted = present(column).sort();
  if (sorted.length === 0) return null;
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : meanOf(sorted.subarray(half - 1, half + 1));
}

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, R's default).
 *
 * @param share - 0 to 1
 * @returns null without a value
 */
export function quantile(column: Column, share: number): number | null {
  const sorted = present(column).sort();
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

type Moments = { readonly skew: number | null; readonly kurtosis: number | null };

/**
 * Skewness and excess kurtosis corrected for bias (type 2, as in spreadsheets); null with fewer than 3 and 4 values,
 * or if the values do not vary.
 */
export function shapeOf(column: Column): Moments {
  return shapeOfValues(present(column));
}

/**
 * @param limits - limits that the skewness and kurtosis are compared with; near a limit and near 0 they are rounded
 *   as in R
 */
export function shapeOfValues(values: Float64Array, limits: readonly number[] = []): Moments {
  const n = values.length;
  if (n < 3 || isOneValue(values)) return { skew: null, kurtosis: null };
  const { second, third, fourth } = powersOf(values);
  if (!isHeld(fourth) && unitOf(values) !== 1) return shapeOfValues(inUnits(values, unitOf(values)), limits);
  const skew = ((Math.sqrt(n) * third) / second ** 1.5) * (Math.sqrt(n * (n - 1)) / (n - 2));
  const ratio = (n * fourth) / (second * second);
  const kurtosis = n < 4 ? null : (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
  const isClose = (found: number) => {
    const size = Math.abs(found);
    return size < close || limits.some((limit) => Math.abs(size - limit) < close);
  };
  if (!isClose(skew) && (kurtosis === null || !isClose(kurtosis))) return { skew, kurtosis };
  const mean = meanOf(values);
  return extendedShape(values.map((value) => value - mean));
}

/** Sums of the powers of the distances from the mean. */
function powersOf(values: Float64Array) {
  const centre = quickMeanOf(values);
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let at = 0; at < values.length; at += 1) {
    const distance = values[at]! - centre;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  return { second, third, fourth };
}

/** Closer than this, the last digits of a skewness or kurtosis matter. */
const close = 1e-4;
