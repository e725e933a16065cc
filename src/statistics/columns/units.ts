/**
 * Values whose powers a double cannot hold. The fourth power of 1e80 is infinite and that of 1e-90 is 0, so a shape or
 * a correlation would depend on the unit of measurement. Such values are first divided by a power of two, which rounds
 * nothing.
 */

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
