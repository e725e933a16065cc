/**
 * Uncertainty by Monte Carlo: how much scores and ranks change with the choices of method. This is sensitivity to the
 * method, not measurement error, and is labelled so wherever it is shown.
 */

import { type RandomStream, randomStream } from '../numeric/random.ts';
import { type Band, bandOf } from './band.ts';
import { type RankBand, type RankRecord, recordRanks } from './rank-bands.ts';
import { computedTogether, type Replicator, type TakeScores } from './replication.ts';
import type { Draw, Factor } from './replication-draw.ts';
import { turn } from './table-columns.ts';

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
  /** Scores of every replication, shape [unit × replication] in one array; NaN if there is none. */
  readonly scores: Float64Array;
};

/** What a run collects: scores, shape [unit × replication], and ranks. */
type Collected = {
  readonly replications: number;
  readonly scores: Float64Array;
  readonly ranks: RankRecord;
  readonly failed: number[];
};

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
  replications,
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
  const write = openWriter(replicator, collected);
  for (let first = 0; first < draws.length; first += block) {
    const own = draws.slice(first, first + block);
    write(first, own.length, (take) => replicator.computeAll(own, take));
  }
  return uncertaintyFrom(replicator, { replications: draws.length, seed: 0 }, collected);
}

function replicateAll(
  replicator: Replicator,
  { seed, replications }: UncertaintyOptions,
  collected: Collected,
  onProgress: (share: number) => void,
): void {
  const weights = Array.from({ length: Math.min(block, replications) }, () => new Float64Array(replicator.nodes));
  const write = openWriter(replicator, collected);
  const step = Math.max(1, Math.floor(replications / 50));
  let done = 0;
  for (let first = 0; first < replications; first += block) {
    const draws = weights.slice(0, replications - first).map((room, at) => {
      const { choice, random } = choiceOf(seed, first + at);
      return replicator.draw(choice, random, room);
    });
    write(first, draws.length, (take) => replicator.computeAll(draws, take));
    for (; done < first + draws.length; done += 1) if (done % step === 0) onProgress(done / replications);
  }
}

/** Number of replications that are drawn before they are computed together. */
const block = computedTogether;

/**
 * Collects the results of one block of replications after the other. They are turned while they are in the processor's cache, so
 * that the scores of a unit are next to each other and each line of memory is written once.
 */
function openWriter({ units: { length: units } }: Replicator, { replications, scores, ranks, failed }: Collected) {
  const none = new Float64Array(units).fill(Number.NaN);
  const own: Float64Array[] = [];
  let first = 0;
  const take: TakeScores = (place, found) => {
    own[place] = found ?? none;
    if (found === null) failed.push(first + place);
    else ranks.add(first + place, found);
  };
  return (from: number, count: number, compute: (take: TakeScores) => void): void => {
    first = from;
    own.length = count;
    compute(take);
    turn(own, scores, first, replications);
  };
}

function uncertaintyFrom(
  { units, nominal, nominalRanks }: Pick<Replicator, 'units' | 'nominal' | 'nominalRanks'>,
  { replications, seed }: UncertaintyOptions,
  { scores, ranks, failed }: Collected,
): Uncertainty {
  const ofScores = units.map((_, at) => bandOf(scores.subarray(at * replications, (at + 1) * replications)));
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
