/**
 * Skew and kurtosis rounded as R rounds them, for where the last digit decides: a single point off four that are all one
 * value has a skew of exactly 2, which is the usual limit, and a symmetric column one of 0, whose sign states which end is
 * winsorised first.
 */
import { sumOf } from '../numeric/sum.ts';

/**
 * @param distances - at least three, from their mean, not all 0
 * @returns kurtosis null under four of them
 */
export function extendedShape(distances: Float64Array): { readonly skew: number; readonly kurtosis: number | null } {
  const n = distances.length;
  const second = sumOf(distances.map((distance) => distance * distance));
  const third = sumOf(distances.map(cube));
  const fourth = sumOf(distances.map(fourthPower));
  const skew = (((Math.sqrt(n) * third) / sesquialteral(second)) * Math.sqrt(n * (n - 1))) / (n - 2);
  const ratio = (n * fourth) / (second * second);
  const kurtosis = n < 4 ? null : (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
  return { skew, kurtosis };
}

/** The powers are rounded once, as the C library's `pow` rounds them, and not after each product. */
function cube(value: number): number {
  const square = value * value;
  return square * value + (lost(square, value) + lost(value, value) * value);
}

function fourthPower(value: number): number {
  const square = value * value;
  return square * square + (lost(square, square) + 2 * square * lost(value, value));
}

/** A positive number to the power of 3/2. */
function sesquialteral(value: number): number {
  const root = Math.sqrt(value);
  const missing = (value - root * root - lost(root, root)) / (2 * root);
  return value * root + (lost(value, root) + value * missing);
}

/** What a product of two doubles loses when it is rounded (Dekker). */
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
