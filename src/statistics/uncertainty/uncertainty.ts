/**
 * Uncertainty by Monte Carlo: how far scores and ranks move when the choices of method move. It is sensitivity to
 * method and not measurement error, and is labelled so wherever it is shown.
 */

import { openStanding, rankInto } from '../columns/standing.ts';
import { randomStream } from '../numeric/random.ts';
import { type Band, bandOf, bandOfCounted } from './band.ts';
import type { Replicator } from './replication.ts';
import { type Draw, type Factor, factors } from './replication-draw.ts';

export type Uncertainty = {
  readonly seed: number;
  readonly replications: number;
  /** Numbers of the replications that could not be computed; they are in no band. */
  readonly failed: readonly number[];
  /** Nominal scores and ranks, and their 5–95 % bands; shape [unit]. */
  readonly units: readonly {
    readonly unit: string;
    readonly score: number | null;
    readonly rank: number | null;
    readonly scores: Band;
    readonly ranks: Band & { readonly mean: number | null };
  }[];
  /** Every replication's scores, shape [replication × unit] in one array; NaN where there is none. */
  readonly scores: Float64Array;
  readonly ranks: Float32Array;
};

/** The tables of a run, shape [replication × unit] each; threads may share them. */
export type ReplicationTables = { readonly scores: Float64Array; readonly ranks: Float32Array };

export type UncertaintyOptions = { readonly replications: number; readonly seed: number };

/** The uniform numbers of one replication: the same whenever it is drawn. */
export function choiceOf(seed: number, replication: number): { choice: Record<Factor, number>; random: () => number } {
  const random = randomStream(seed, replication);
  const choice = {} as Record<Factor, number>;
  for (const factor of factors) choice[factor] = random();
  return { choice, random };
}

/** @param onProgress - told the share done, 0 to 1, some fifty times */
export function runUncertainty(
  replicator: Replicator,
  options: UncertaintyOptions,
  onProgress: (share: number) => void = () => {},
): Uncertainty {
  const { replications, seed } = options;
  const cells = replications * replicator.units.length;
  const tables = { scores: new Float64Array(cells), ranks: new Float32Array(cells) };
  const failed = replicateRange(replicator, seed, [0, replications], tables, onProgress);
  return uncertaintyFrom(replicator, options, tables, failed, unitBands(tables, replicator.units.length));
}

/**
 * Makes the replications that a list of draws asks for, such as one from a file.
 *
 * @returns as `runUncertainty`, with the seed 0, as nothing was drawn
 */
export function replayDraws(replicator: Replicator, draws: readonly Draw[]): Uncertainty {
  const count = replicator.units.length;
  const tables = { scores: new Float64Array(draws.length * count), ranks: new Float32Array(draws.length * count) };
  const standing = openStanding(replicator.nominal);
  const failed: number[] = [];
  draws.forEach((draw, replication) => {
    const at = replication * count;
    const own = replicator.compute(draw);
    if (own === null) failed.push(replication);
    tables.scores.subarray(at, at + count).set(own ?? new Float64Array(count).fill(Number.NaN));
    if (own === null) tables.ranks.fill(Number.NaN, at, at + count);
    else rankInto(own, standing, tables.ranks, at);
  });
  const options = { replications: draws.length, seed: 0 };
  return uncertaintyFrom(replicator, options, tables, failed, unitBands(tables, count));
}

/**
 * Makes the replications from one number up to another, each in its place in the tables.
 *
 * @returns numbers of those that could not be computed
 */
export function replicateRange(
  replicator: Replicator,
  seed: number,
  [from, to]: readonly [number, number],
  { scores, ranks }: ReplicationTables,
  onProgress: (share: number) => void = () => {},
): number[] {
  const count = replicator.units.length;
  const failed: number[] = [];
  const standing = openStanding(replicator.nominal);
  const own = new Float64Array(count);
  const step = Math.max(1, Math.floor((to - from) / 50));
  for (let replication = from; replication < to; replication += 1) {
    const at = replication * count;
    const { choice, random } = choiceOf(seed, replication);
    if (replicator.replicate(choice, random, own) === null) {
      failed.push(replication);
      scores.fill(Number.NaN, at, at + count);
      ranks.fill(Number.NaN, at, at + count);
    } else {
      scores.set(own, at);
      rankInto(own, standing, ranks, at);
    }
    if ((replication - from) % step === 0) onProgress((replication - from) / (to - from));
  }
  return failed;
}

export type UnitBands = Pick<Uncertainty['units'][number], 'scores' | 'ranks'>;

/** Bands of the units from one place up to another, over all replications. */
export function unitBands(
  { scores, ranks }: ReplicationTables,
  count: number,
  [from, to]: readonly [number, number] = [0, count],
): UnitBands[] {
  const ofScores = scoreBands(scores, count, [from, to]);
  const ofRanks = rankBands(ranks, count, [from, to]);
  return ofScores.map((band, at) => ({ scores: band, ranks: ofRanks[at]! }));
}

/** A run put together from what was made here or elsewhere. */
export function uncertaintyFrom(
  { units, nominal, nominalRanks }: Pick<Replicator, 'units' | 'nominal' | 'nominalRanks'>,
  { replications, seed }: UncertaintyOptions,
  { scores, ranks }: ReplicationTables,
  failed: readonly number[],
  bands: readonly UnitBands[],
): Uncertainty {
  return {
    seed,
    replications,
    failed,
    units: units.map((unit, at) => ({
      unit,
      score: orNull(nominal[at]!),
      rank: orNull(nominalRanks[at]!),
      ...bands[at]!,
    })),
    scores,
    ranks,
  };
}

/** As many units as a line of the processor's cache holds doubles: their values lie side by side in each replication. */
const side = 8;

/** The band of each unit over the replications that have a score for it. */
function scoreBands(scores: Float64Array, count: number, [from, to]: readonly [number, number]): Band[] {
  const replications = count === 0 ? 0 : scores.length / count;
  const own = new Float64Array(side * replications);
  const bands: Band[] = [];
  for (let first = from; first < to; first += side) {
    const units = Math.min(side, to - first);
    for (let row = 0; row < replications; row += 1)
      for (let at = 0; at < units; at += 1) own[at * replications + row] = scores[row * count + first + at]!;
    for (let at = 0; at < units; at += 1)
      bands.push(bandOf(withoutGaps(own.subarray(at * replications, (at + 1) * replications))));
  }
  return bands;
}

/** Counters that stay in the processor's cache while the ranks of a run go by. */
const counters = 65_536;

/** Ranks are counted as they stand in the table: they are whole numbers from 1 to the number of units. */
function rankBands(ranks: Float32Array, count: number, [from, to]: readonly [number, number]): UnitBands['ranks'][] {
  const replications = count === 0 ? 0 : ranks.length / count;
  const width = count + 1;
  const beside = Math.max(side, Math.floor(counters / width));
  const bands: UnitBands['ranks'][] = [];
  for (let first = from; first < to; first += beside) {
    const units = Math.min(beside, to - first);
    const counted = new Int32Array(units * width);
    for (let row = 0; row < replications; row += 1) {
      let place = row * count + first;
      for (let at = 0; at < units; at += 1, place += 1) {
        const rank = ranks[place]!;
        if (rank > 0) counted[at * width + rank]! += 1;
      }
    }
    for (let at = 0; at < units; at += 1) bands.push(rankBand(counted.subarray(at * width, (at + 1) * width)));
  }
  return bands;
}

function rankBand(counted: Int32Array): UnitBands['ranks'] {
  let there = 0;
  let sum = 0;
  for (let rank = 1; rank < counted.length; rank += 1) {
    there += counted[rank]!;
    sum += rank * counted[rank]!;
  }
  return { ...bandOfCounted(counted, there), mean: there === 0 ? null : sum / there };
}

/** Moves the values that are there to the front. */
function withoutGaps(values: Float64Array): Float64Array {
  let there = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (!Number.isNaN(value)) values[there++] = value;
  }
  return values.subarray(0, there);
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
