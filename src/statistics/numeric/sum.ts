/**
 * Sums as in R: each step in extended precision (64 binary digits), rounded to a double once at the end.
 *
 * Ranks compare scores exactly, so two units with the same children in another order are tied only if their sums are
 * equal to the last digit. R on common processors adds in extended precision; a sum in doubles would tie other units
 * than COINr does.
 */

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
// Index of the 32-bit half of a double that contains its exponent; 1 on little-endian processors.
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** @returns the sum of the first `count` values in the order given, rounded once; 0 without values */
export function sumOf(values: ArrayLike<number>, count: number = values.length): number {
  // The sum so far is high + low, 64 digits together; |low| is at most half the last digit of high.
  let high = 0;
  let low = 0;
  for (let place = 0; place < count; place += 1) {
    const value = values[place]!;
    // high + low + value = sum + rest + last, exactly (Knuth's two-sum, applied three times).
    const first = high + value;
    const part = first - high;
    const lost = high - (first - part) + (value - part);
    const second = lost + low;
    const part2 = second - lost;
    const last2 = lost - (second - part2) + (low - part2);
    const sum = first + second;
    const part3 = sum - first;
    const rest3 = first - (sum - part3) + (second - part3);
    const rest = rest3 + last2;
    const part4 = rest - rest3;
    const last = rest3 - (rest - part4) + (last2 - part4);
    high = sum;
    low = rest === 0 ? 0 : toExtended(sum, rest, last);
  }
  return Number.isFinite(high) ? high + low : plainSum(values, count);
}

/** For sums that are infinite or NaN. */
function plainSum(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let place = 0; place < count; place += 1) sum += values[place]!;
  return sum;
}

/** Rounds sum + rest + last to 64 digits, ties to even; returns the part beyond the sum. */
function toExtended(sum: number, rest: number, last: number): number {
  if (!Number.isFinite(sum) || Math.abs(sum) < 1e-280) return rest;
  const digit = lastDigit(sum, rest);
  const digits = rest / digit;
  const whole = Math.floor(digits);
  const over = digits - whole;
  const up = over > 0.5 || (over === 0.5 && (last > 0 || (last === 0 && whole % 2 !== 0)));
  return (up ? whole + 1 : whole) * digit;
}

/** The last of the 64 digits of sum + rest. */
function lastDigit(sum: number, rest: number): number {
  double[0] = sum;
  const high = halves[upper]!;
  const exponent = (high >>> 20) & 0x7ff;
  const isPowerOfTwo = (high & 0xfffff) === 0 && halves[1 - upper] === 0;
  // Just below a power of two, the digits are spaced half as far apart.
  const finer = isPowerOfTwo && sum > 0 !== rest > 0 ? 1 : 0;
  halves[upper] = (exponent - 63 - finer) << 20;
  halves[1 - upper] = 0;
  return double[0]!;
}
