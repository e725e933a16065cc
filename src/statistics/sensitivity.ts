/**
 * Sensitivity: which choice of method moves the ranks, by Sobol's indices of the mean absolute change of rank.
 *
 * First order by Saltelli et al. (2010), total by Jansen (1999), each with a confidence interval from bootstrapped
 * design rows.
 */
import { quantile } from './moments.ts';
import { randomStream } from './random.ts';
import type { Factor, Replicator } from './replication.ts';
import { anyOrder, rankInto } from './uncertainty.ts';

export type FactorSensitivity = {
  readonly factor: Factor;
  /** Share of the variance that goes when only this factor is fixed; with its 95 % interval. Null without variance. */
  readonly first: number | null;
  readonly firstLow: number | null;
  readonly firstHigh: number | null;
  /** Share of the variance that stays when only this factor varies, interactions included. */
  readonly total: number | null;
  readonly totalLow: number | null;
  readonly totalHigh: number | null;
};

export type Sensitivity = {
  readonly seed: number;
  readonly base: number;
  readonly evaluations: number;
  /** Design rows set aside because one of their evaluations could not be computed. */
  readonly failedRows: number;
  readonly variance: number;
  readonly factors: readonly FactorSensitivity[];
};

/**
 * @param options.base - rows of the design; (factors + 2) × base evaluations are made
 * @param options.bootstraps - resamples for the intervals
 */
export function runSensitivity(
  replicator: Replicator,
  { base, seed, bootstraps = 200 }: { readonly base: number; readonly seed: number; readonly bootstraps?: number },
  onProgress: (share: number) => void = () => {},
): Sensitivity {
  const { varied } = replicator;
  const design = evaluate(replicator, base, seed, onProgress);
  const rows = [...Array(base).keys()].filter((row) => design.every((column) => !Number.isNaN(column[row]!)));
  const [a, b, ...mixed] = design as [Float64Array, Float64Array, ...Float64Array[]];
  const random = randomStream(seed, base + 1);
  const resamples = Array.from({ length: bootstraps }, () => rows.map(() => rows[Math.floor(random() * rows.length)]!));
  const factors = varied.map((factor, at): FactorSensitivity => {
    const whole = indices(a, b, mixed[at]!, rows);
    const spread = resamples.map((sample) => indices(a, b, mixed[at]!, sample)).filter((one) => one !== null);
    const bound = (of: 'first' | 'total', share: number) =>
      quantile(
        spread.map((one) => one[of]),
        share,
      );
    return {
      factor,
      first: whole?.first ?? null,
      firstLow: whole ? bound('first', 0.025) : null,
      firstHigh: whole ? bound('first', 0.975) : null,
      total: whole?.total ?? null,
      totalLow: whole ? bound('total', 0.025) : null,
      totalHigh: whole ? bound('total', 0.975) : null,
    };
  });
  return {
    seed,
    base,
    evaluations: base * (varied.length + 2),
    failedRows: base - rows.length,
    variance: varianceOf([...rows.map((row) => a[row]!), ...rows.map((row) => b[row]!)]),
    factors,
  };
}

/** Outcomes of design A, of B, and of A with one factor after the other taken from B; NaN where one failed. */
function evaluate(
  replicator: Replicator,
  base: number,
  seed: number,
  onProgress: (share: number) => void,
): Float64Array[] {
  const { varied, nominal } = replicator;
  const outcomes = Array.from({ length: varied.length + 2 }, () => new Float64Array(base));
  const order = anyOrder(nominal.length);
  const usual = new Float64Array(nominal.length);
  const ranks = new Float64Array(nominal.length);
  rankInto(nominal, order, usual, 0);
  const outcome = (choice: Partial<Record<Factor, number>>, noise: number) => {
    // The noise of weights is a factor of its own: what names it is the row of the design it came from.
    const found = replicator.replicate(choice, randomStream(seed ^ 0x5bd1e995, noise));
    if (found === null) return Number.NaN;
    rankInto(found, order, ranks, 0);
    let sum = 0;
    let there = 0;
    for (let unit = 0; unit < ranks.length; unit += 1) {
      const change = Math.abs(ranks[unit]! - usual[unit]!);
      if (Number.isNaN(change)) continue;
      sum += change;
      there += 1;
    }
    return there === 0 ? Number.NaN : sum / there;
  };
  for (let row = 0; row < base; row += 1) {
    const random = randomStream(seed, row);
    const a = Object.fromEntries(varied.map((factor) => [factor, random()]));
    const b = Object.fromEntries(varied.map((factor) => [factor, random()]));
    outcomes[0]![row] = outcome(a, 2 * row);
    outcomes[1]![row] = outcome(b, 2 * row + 1);
    varied.forEach((factor, at) => {
      outcomes[at + 2]![row] = outcome({ ...a, [factor]: b[factor] }, factor === 'weights' ? 2 * row + 1 : 2 * row);
    });
    if (row % 20 === 0) onProgress(row / base);
  }
  return outcomes;
}

function indices(a: Float64Array, b: Float64Array, mixed: Float64Array, rows: readonly number[]) {
  const n = rows.length;
  const both = [...rows.map((row) => a[row]!), ...rows.map((row) => b[row]!)];
  const variance = n < 2 ? 0 : varianceOf(both);
  if (variance === 0) return null;
  const centre = both.reduce((sum, value) => sum + value, 0) / both.length;
  let first = 0;
  let total = 0;
  for (const row of rows) {
    first += (b[row]! - centre) * (mixed[row]! - a[row]!);
    total += (a[row]! - mixed[row]!) ** 2;
  }
  return { first: first / n / variance, total: total / (2 * n) / variance };
}

function varianceOf(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length - 1);
}
