/**
 * Values whose powers a double cannot hold. The fourth power of 1e80 is infinite and that of 1e-90 is 0, so a shape or
 * a correlation would depend on the unit of measurement. Such values are first divided by a power of two, which rounds
 * nothing.
 */

/** Largest distance from 0 of a value that an index uses. */
export const farthest = 1e200;

/** A weight is 0 or between these, so that no product or sum of weights and usable values leaves the doubles. */
export const lightest = 1e-100;
export const heaviest = 1e100;

/** False for NaN. */
export const isWeight = (value: number): boolean => value === 0 || (value >= lightest && value <= heaviest);

/**
 * True if differences, sums and multiples of such values are doubles, too. The difference of 1.7e308 and −1.7e308 is
 * infinite, and a share of it is 0: a wrong score, and not a missing one. So whatever enters or leaves a step of an index
 * is usable or missing.
 */
export const isUsable = (value: number): boolean => Math.abs(value) <= farthest;

/** True if a sum of powers above 0 is neither infinite nor so small that it has lost digits. */
export const isHeld = (sum: number): boolean => sum > 1e-250 && sum < 1e300;

/** The power of two just below the largest distance from 0; 1 if all values are 0, or one is not finite. */
export function unitOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let at = 0; at < values.length; at += 1) largest = Math.max(largest, Math.abs(values[at]!));
  if (largest === 0 || !Number.isFinite(largest)) return 1;
  return 2 ** Math.min(1023, Math.max(-1074, Math.floor(Math.log2(largest))));
}

/** The values in another unit. */
export function inUnits(values: ArrayLike<number>, unit: number): Float64Array {
  return Float64Array.from(values, (value) => value / unit);
}
