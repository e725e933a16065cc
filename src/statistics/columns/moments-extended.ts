/**
 * Skewness and kurtosis rounded as R rounds them, for cases in which the last digit decides. One value that differs
 * from four equal ones has a skewness of exactly 2, the usual limit. A symmetric column has 0, and the sign decides
 * which end is winsorised first.
 */
import { sumOf } from '../numeric/sum.ts';

/**
 * @param distances - deviations from the mean, at least three, not all 0
 * @returns kurtosis is null with fewer than four
 */
export function extendedShape(distances: Float64Array): { readonly skew: number; readonly kurtosis: number | null } {
  const n = distances.length;
  const second = sumOf(distances.map((distance) => distance * distance));
  const third = sumOf(distances.map(cube));
  const fourth = sumOf(distances.map(fourthPower));
  const skew = (((Math.sqrt(n) * third) / powerThreeHalves(second)) * Math.sqrt(n * (n - 1))) / (n - 2);
  const ratio = (n * fourth) / (second * second);
  const kurtosis = n < 4 ? null : (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
  return { skew, kurtosis };
}

/** Rounded once, like the C library's `pow`, and not after each product. */
function cube(value: number): number {
  const square = value * value;
  return square * value + (lost(square, value) + lost(value, value) * value);
}

function fourthPower(value: number): number {
  const square = value * value;
  return square * square + (lost(square, square) + 2 * square * lost(value, value));
}

/** A positive number to the power of 3/2. */
function powerThreeHalves(value: number): number {
  const root = Math.sqrt(value);
  const missing = (value - root * root - lost(root, root)) / (2 * root);
  return value * root + (lost(value, root) + value * missing);
}

/** Rounding error of the product of two doubles (Dekker). */
function lost(one: number, other: number): number {
  const [oneHigh, oneLow] = halves(one);
  const [otherHigh, otherLow] = halves(other);
  return oneLow * otherLow - (one * other - oneHigh * otherHigh - oneLow * otherHigh - oneHigh * otherLow);
}

function halves(value: number): [number, number] {
  const shifted = 134_217_729 * value;
  const high = shifted - (shifted - value);
  return [high, value - high];
}
