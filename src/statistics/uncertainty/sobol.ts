/** Sobol indices of the outcomes of a design, with confidence intervals from resampled rows. */
import { quantile } from '../columns/moments.ts';
import { randomStream } from '../numeric/random.ts';

export type SobolIndices = {
  /**
   * Share of the variance that would vanish if only this factor were fixed, with its 95 % interval. Null without
   * variance.
   */
  readonly first: number | null;
  readonly firstLow: number | null;
  readonly firstHigh: number | null;
  /** Share of the variance that would remain if only this factor varied, including interactions. */
  readonly total: number | null;
  readonly totalLow: number | null;
  readonly totalHigh: number | null;
};

/** Outcomes of a design, one value for each row; NaN if a row could not be computed. */
export type DesignOutcomes = {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Outcomes of design A with one factor from B, one array for each factor. */
  readonly mixed: readonly Float64Array[];
};

/**
 * On the design of Saltelli et al. (2010). B and A with one factor from B share that factor and nothing else: their
 * correlation is the first-order index (Janon et al. 2014). A and A with one factor from B share all other factors: 1
 * minus their correlation is the total-order index (Jansen 1999). Each is relative to the variance of its own pair.
 *
 * A and B share nothing, but correlate by chance, which affects both indices. So both are estimated together, as the
 * regression weights of B and A in the mixed rows. Estimated separately, Saltelli's mean of products is unstable if a
 * factor has a large effect (over a hundred rows, with one alternative in many that changes everything, it exceeds 1
 * in every second run), and Janon's if it has a small one.
 *
 * @param outcomes - a row with a failure in any of its evaluations is excluded as a whole, so that the designs stay
 *   paired
 * @param options.seed - seed of the resampling
 * @returns the indices of each factor, and the number of excluded rows
 */
export function sobolIndices(
  outcomes: DesignOutcomes,
  { seed, resamples = 200 }: { readonly seed: number; readonly resamples?: number },
): { readonly factors: readonly SobolIndices[]; readonly failedRows: number; readonly variance: number } {
  const { a, b, mixed } = outcomes;
  const rows = Int32Array.from([...a.keys()].filter((row) => [a, b, ...mixed].every((of) => !Number.isNaN(of[row]!))));
  const random = randomStream(seed, 0x50b01);
  const samples = Array.from({ length: resamples }, () => rows.map(() => rows[Math.floor(random() * rows.length)]!));
  const { centre, variance } = spreadOf(a, b, rows);
  const factors = mixed.map((of): SobolIndices => {
    const found = variance === 0 ? null : indices(outcomes, of, rows, centre);
    if (found === null)
      return { first: null, firstLow: null, firstHigh: null, total: null, totalLow: null, totalHigh: null };
    const again = samples.map((sample) => indices(outcomes, of, sample, centre)).filter((one) => one !== null);
    const bound = (name: 'first' | 'total', share: number) =>
      quantile(
        again.map((one) => one[name]),
        share,
      );
    return {
      first: found.first,
      firstLow: bound('first', 0.025),
      firstHigh: bound('first', 0.975),
      total: found.total,
      totalLow: bound('total', 0.025),
      totalHigh: bound('total', 0.975),
    };
  });
  return { factors, failedRows: a.length - rows.length, variance };
}

function indices({ a, b }: DesignOutcomes, mixed: Float64Array, rows: Int32Array, near: number) {
  const byChance = together(a, b, rows, near);
  const withB = together(b, mixed, rows, near);
  const withA = together(a, mixed, rows, near);
  // A resample may have too few distinct rows.
  if (byChance === null || withB === null || withA === null || !(byChance ** 2 < 1 - 1e-9)) return null;
  const free = 1 - byChance ** 2;
  // The correction may exceed 1 by a thousandth or two.
  const first = Math.min(1, (withB - withA * byChance) / free);
  return { first, total: 1 - (withA - withB * byChance) / free };
}

/**
 * Correlation of a pair: 1 minus half the mean squared difference divided by the variance of both; 1 if they are
 * equal, 0 if they are unrelated.
 *
 * @param near - a value in their middle, so that squares lose no digits
 */
function together(one: Float64Array, other: Float64Array, rows: Int32Array, near: number): number | null {
  let sum = 0;
  let squares = 0;
  let differences = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    const x = one[row]! - near;
    const y = other[row]! - near;
    sum += x + y;
    squares += x * x + y * y;
    differences += (x - y) * (x - y);
  }
  const around = squares - (sum * sum) / (2 * rows.length);
  return around <= 1e-12 * squares ? null : 1 - differences / around;
}

type Spread = { readonly centre: number; readonly variance: number };

/** Mean and variance of A and B together; exactly 0 if all values are equal, regardless of rounding. */
function spreadOf(a: Float64Array, b: Float64Array, rows: Int32Array): Spread {
  if (rows.length < 2) return { centre: 0, variance: 0 };
  const same = a[rows[0]!];
  if (rows.every((row) => a[row] === same && b[row] === same)) return { centre: same!, variance: 0 };
  let sum = 0;
  for (const row of rows) sum += a[row]! + b[row]!;
  const centre = sum / (2 * rows.length);
  let squares = 0;
  for (const row of rows) squares += (a[row]! - centre) ** 2 + (b[row]! - centre) ** 2;
  return { centre, variance: squares / (2 * rows.length - 1) };
}
