/** Sobol's indices of what comes out of a design, with confidence intervals from resampled rows. */
import { quantile } from './moments.ts';
import { randomStream } from './random.ts';

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
 * First order by Saltelli et al. (2010), the outcome centred, and total by Jansen (1999).
 *
 * @param outcomes - a row with a failure in any of its evaluations is set aside whole, so that the designs stay paired
 * @param options.seed - of the resampling
 * @returns the indices, one a factor, and how many rows were set aside
 */
export function sobolIndices(
  { a, b, mixed }: DesignOutcomes,
  { seed, resamples = 200 }: { readonly seed: number; readonly resamples?: number },
): { readonly factors: readonly SobolIndices[]; readonly failedRows: number; readonly variance: number } {
  const rows = Int32Array.from([...a.keys()].filter((row) => [a, b, ...mixed].every((of) => !Number.isNaN(of[row]!))));
  const random = randomStream(seed, 0x50b01);
  const samples = Array.from({ length: resamples }, () => rows.map(() => rows[Math.floor(random() * rows.length)]!));
  const spreads = samples.map((sample) => spreadOf(a, b, sample));
  const whole = spreadOf(a, b, rows);
  const factors = mixed.map((of): SobolIndices => {
    const found = indices(a, b, of, rows, whole);
    if (found === null)
      return { first: null, firstLow: null, firstHigh: null, total: null, totalLow: null, totalHigh: null };
    const again = samples.map((sample, at) => indices(a, b, of, sample, spreads[at]!)).filter((one) => one !== null);
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
  return { factors, failedRows: a.length - rows.length, variance: whole.variance };
}

type Spread = { readonly centre: number; readonly variance: number };

/** Of A and B together. */
function spreadOf(a: Float64Array, b: Float64Array, rows: Int32Array): Spread {
  if (rows.length < 2) return { centre: 0, variance: 0 };
  let sum = 0;
  for (const row of rows) sum += a[row]! + b[row]!;
  const centre = sum / (2 * rows.length);
  const same = a[rows[0]!];
  if (rows.every((row) => a[row] === same && b[row] === same)) return { centre, variance: 0 };
  let squares = 0;
  for (const row of rows) squares += (a[row]! - centre) ** 2 + (b[row]! - centre) ** 2;
  return { centre, variance: squares / (2 * rows.length - 1) };
}

function indices(
  a: Float64Array,
  b: Float64Array,
  mixed: Float64Array,
  rows: Int32Array,
  { centre, variance }: Spread,
): { readonly first: number; readonly total: number } | null {
  if (variance === 0) return null;
  let first = 0;
  let total = 0;
  for (const row of rows) {
    first += (b[row]! - centre) * (mixed[row]! - a[row]!);
    total += (a[row]! - mixed[row]!) ** 2;
  }
  return { first: first / rows.length / variance, total: total / (2 * rows.length) / variance };
}
