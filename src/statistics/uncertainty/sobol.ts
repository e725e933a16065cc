/** Sobol's indices of what comes out of a design, with confidence intervals from resampled rows. */
import { quantile } from '../columns/moments.ts';
import { randomStream } from '../numeric/random.ts';

export type SobolIndices = {
  /** Share of the variance that goes when only this factor is fixed; with its 95 % interval. Null without variance. */
  readonly first: number | null;
  readonly firstLow: number | null;
  readonly firstHigh: number | null;
  /** Share of the variance that stays when only this factor varies, interactions included. */
  readonly total: number | null;
  readonly totalLow: number | null;
  readonly totalHigh: number | null;
};

/** Outcomes of a design, each of one value a row, NaN where a row could not be computed. */
export type DesignOutcomes = {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Of design A with one factor taken from B, one a factor. */
  readonly mixed: readonly Float64Array[];
};

/**
 * On the design of Saltelli et al. (2010). B and A with one factor from B share that factor and nothing else: how far the
 * two go together is the first-order index (Janon et al. 2014). A and the same share all but it: how far those two do not
 * is the total (Jansen 1999). Each is over the variance of its own pair.
 *
 * A and B share nothing, but go together by chance, and that enters both. So the two are solved for together, as what B and A
 * weigh in the mixed rows. One by one, Saltelli's mean of products swings where a factor does much (where one alternative in
 * many moves everything, over a hundred rows, it goes over 1 in every other run) and Janon's where it does little.
 *
 * @param outcomes - a row with a failure in any of its evaluations is set aside whole, so that the designs stay paired
 * @param options.seed - of the resampling
 * @returns the indices, one a factor, and how many rows were set aside
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
  // A resample may hold too few rows that differ.
  if (byChance === null || withB === null || withA === null || !(byChance ** 2 < 1 - 1e-9)) return null;
  const free = 1 - byChance ** 2;
  // What is taken off may take it over 1 by a thousandth or two.
  const first = Math.min(1, (withB - withA * byChance) / free);
  return { first, total: 1 - (withA - withB * byChance) / free };
}

/**
 * How far a pair goes together: 1 less half its mean squared difference over the variance of both, from 1 where they are the
 * same to 0 if they are unrelated.
 *
 * @param near - a value in the midst of them, so that squares lose no digits
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

/** Of A and B together; no variance of one value many times over, whatever rounding says. */
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
