/**
 * Uncertainty by Monte Carlo: how much scores and ranks change with the choices of method. This is sensitivity to the
 * method, not measurement error, and is labelled so wherever it is shown.
 */

import { type RandomStream, randomStream } from '../numeric/random.ts';
import { type Band, bandOf } from './band.ts';
import { type RankBand, type RankRecord, recordRanks } from './rank-bands.ts';
import type { Replicator, TakeScores } from './replication.ts';
import type { Draw, Factor } from './replication-draw.ts';
import { eachColumn } from './table-columns.ts';

export type Uncertainty = {
  readonly seed: number;
  readonly replications: number;
  /** Numbers of the replications that could not be computed; the intervals exclude them. */
  readonly failed: readonly number[];
  /** Nominal scores and ranks, and their 5th to 95th percentiles; shape [unit]. */
  readonly units: readonly {
    readonly unit: string;
    readonly score: number | null;
    readonly rank: number | null;
    readonly scores: Band;
    readonly ranks: RankBand;
  }[];
  /** Scores of every replication, shape [replication × unit] in one array; NaN if there is none. */
  readonly scores: Float64Array;
};

/** What a run collects: scores, shape [replication × unit], and ranks. */
type Collected = { readonly scores: Float64Array; readonly ranks: RankRecord; readonly failed: number[] };

export type UncertaintyOptions = { readonly replications: number; readonly seed: number };

/** The uniform numbers of one replication, which depend only on the seed and its number. */
export function choiceOf(seed: number, replication: number): { choice: Record<Factor, number>; random: RandomStream } {
  const random = randomStream(seed, replication);
  // In the order of `factors`, each written out, as there are thousands of replications.
  const choice: Record<Factor, number> = {
    impute: random(),
    winsorise: random(),
    normalise: random(),
    weights: random(),
    aggregate: random(),
    leave_out: random(),
  };
  return { choice, random };
}

/** @param onProgress - receives the share completed, 0 to 1, about fifty times */
export function runUncertainty(
  replicator: Replicator,
  options: UncertaintyOptions,
  onProgress: (share: number) => void = () => {},
): Uncertainty {
  const collected = collect(replicator.units.length, options.replications);
  replicateAll(replicator, options, collected, onProgress);
  return uncertaintyFrom(replicator, options, collected);
}

const collect = (units: number, replications: number): Collected => ({
  scores: new Float64Array(replications * units),
  ranks: recordRanks(units, replications),
  failed: [],
});

/**
 * Computes the replications of a list of known choices, such as one from a file.
 *
 * @returns as in `runUncertainty`, with seed 0, as nothing was drawn at random
 */
export function replayDraws(replicator: Replicator, draws: readonly Draw[]): Uncertainty {
  const collected = collect(replicator.units.length, draws.length);
  replicator.computeAll(draws, writerOf(replicator, collected)(0));
  return uncertaintyFrom(replicator, { replications: draws.length, seed: 0 }, collected);
}

function replicateAll(
  replicator: Replicator,
  { seed, replications }: UncertaintyOptions,
  collected: Collected,
  onProgress: (share: number) => void,
): void {
  const weights = Array.from({ length: Math.min(block, replications) }, () => new Float64Array(replicator.nodes));
  const keep = writerOf(replicator, collected);
  const step = Math.max(1, Math.floor(replications / 50));
  let done = 0;
  for (let first = 0; first < replications; first += block) {
    const draws = weights.slice(0, replications - first).map((room, at) => {
      const { choice, random } = choiceOf(seed, first + at);
      return replicator.draw(choice, random, room);
    });
    const keepThis = keep(first);
    replicator.computeAll(draws, (place, found) => {
      keepThis(place, found);
      if (done % step === 0) onProgress(done / replications);
      done += 1;
    });
  }
}

/** Number of replications that are drawn before they are computed together. */
const block = 64;

/** Collects the results of the replications from a first one on. */
function writerOf({ units }: Replicator, { scores, ranks, failed }: Collected): (first: number) => TakeScores {
  return (first) => (place, found) => {
    const replication = first + place;
    const at = replication * units.length;
    if (found === null) {
      failed.push(replication);
      scores.fill(Number.NaN, at, at + units.length);
    } else {
      scores.set(found, at);
      ranks.add(replication, found);
    }
  };
}

function uncertaintyFrom(
  { units, nominal, nominalRanks }: Pick<Replicator, 'units' | 'nominal' | 'nominalRanks'>,
  { replications, seed }: UncertaintyOptions,
  { scores, ranks, failed }: Collected,
): Uncertainty {
  const ofScores: Band[] = [];
  eachColumn(scores, units.length, (values) => ofScores.push(bandOf(values)));
  const ofRanks = ranks.bands();
  return {
    seed,
    replications,
    failed: failed.sort((a, b) => a - b),
    units: units.map((unit, at) => ({
      unit,
      score: orNull(nominal[at]!),
      rank: orNull(nominalRanks[at]!),
      scores: ofScores[at]!,
      ranks: ofRanks[at]!,
    })),
    scores,
  };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
