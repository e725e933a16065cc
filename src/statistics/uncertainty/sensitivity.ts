/** Sensitivity: which choices of method change the ranks, by Sobol indices of the mean absolute change of rank. */

import { rankInto, rankingRoom } from '../columns/standing.ts';
import { randomStream } from '../numeric/random.ts';
import type { Replicator } from './replication.ts';
import type { Factor, FactorChoices } from './replication-draw.ts';
import { type DesignOutcomes, type SobolIndices, sobolIndices } from './sobol.ts';

export type FactorSensitivity = SobolIndices & { readonly factor: Factor };

export type Sensitivity = {
  readonly seed: number;
  readonly base: number;
  readonly evaluations: number;
  /** Design rows excluded because one of their evaluations could not be computed. */
  readonly failedRows: number;
  readonly variance: number;
  readonly factors: readonly FactorSensitivity[];
};

export type SensitivityOptions = { readonly base: number; readonly seed: number; readonly bootstraps?: number };

/**
 * @param options.base - number of rows of the design; (factors + 2) × base evaluations
 * @param options.bootstraps - number of resamples for the confidence intervals
 */
export function runSensitivity(
  replicator: Replicator,
  options: SensitivityOptions,
  onProgress: (share: number) => void = () => {},
): Sensitivity {
  const { base, seed, bootstraps = 200 } = options;
  const { varied } = replicator;
  const outcomes = outcomesOf(replicator, options, onProgress);
  const { factors, failedRows, variance } = sobolIndices(outcomes, { seed, resamples: bootstraps });
  return {
    seed,
    base,
    evaluations: base * (varied.length + 2),
    failedRows,
    variance,
    factors: varied.map((factor, at) => ({ factor, ...factors[at]! })),
  };
}

/** The outcomes of the rows of design A, of B, and of A with each factor from B. */
function outcomesOf(
  replicator: Replicator,
  { seed, base }: SensitivityOptions,
  onProgress: (share: number) => void,
): DesignOutcomes {
  const { varied } = replicator;
  const column = () => new Float64Array(base);
  const outcomes = { a: column(), b: column(), mixed: varied.map(column) };
  const outcome = meanChange(replicator, seed);
  for (let row = 0; row < base; row += 1) {
    const random = randomStream(seed, row);
    const draw = (): FactorChoices => Object.fromEntries(varied.map((factor) => [factor, random()]));
    const [a, b] = [draw(), draw()];
    outcomes.a[row] = outcome(a, 2 * row);
    outcomes.b[row] = outcome(b, 2 * row + 1);
    varied.forEach((factor, place) => {
      const noise = factor === 'weights' ? 2 * row + 1 : 2 * row;
      outcomes.mixed[place]![row] = outcome({ ...a, [factor]: b[factor]! }, noise);
    });
    if (row % 20 === 0) onProgress(row / base);
  }
  return outcomes;
}

/**
 * Mean absolute change of rank over the units, compared with the method itself; NaN if it failed. The noise of
 * weights is a factor too; its stream is the number of the design row that it came from.
 */
function meanChange(replicator: Replicator, seed: number) {
  const { nominal } = replicator;
  const room = rankingRoom(nominal.length);
  const ranks = new Float64Array(nominal.length);
  // Ranked in the same way as the replications, so that the same units are tied.
  const usual = new Float64Array(nominal.length);
  rankInto(nominal, room, usual, 0);
  return (choice: FactorChoices, noise: number): number => {
    const found = replicator.replicate(choice, randomStream(seed ^ 0x5bd1e995, noise));
    if (found === null) return Number.NaN;
    rankInto(found, room, ranks, 0);
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
}
