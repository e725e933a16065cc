/**
 * Uncertainty by Monte Carlo: how much scores and ranks change with the choices of method. This is sensitivity to the
 * method, not measurement error, and is labelled so wherever it is shown.
 */

import { rankInto, rankingRoom } from '../columns/standing.ts';
import { type RandomStream, randomStream } from '../numeric/random.ts';
import { type Band, bandOf, bandOfCounted } from './band.ts';
import type { Replicator, TakeScores } from './replication.ts';
import type { Draw, Factor } from './replication-draw.ts';

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
    readonly ranks: Band & { readonly mean: number | null };
  }[];
  /** Scores of every replication, shape [replication × unit] in one array; NaN if there is none. */
  readonly scores: Float64Array;
  readonly ranks: Float32Array;
};

/** The tables of a run, shape [replication × unit] each. */
type ReplicationTables = { readonly scores: Float64Array; readonly ranks: Float32Array };

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
  const cells = options.replications * replicator.units.length;
  const tables = { scores: new Float64Array(cells), ranks: new Float32Array(cells) };
  const failed = replicateAll(replicator, options, tables, onProgress);
  return uncertaintyFrom(replicator, options, tables, failed, unitBands(tables, replicator.units.length));
}

/**
 * Computes the replications of a list of known choices, such as one from a file.
 *
 * @returns as in `runUncertainty`, with seed 0, as nothing was drawn at random
 */
export function replayDraws(replicator: Replicator, draws: readonly Draw[]): Uncertainty {
  const count = replicator.units.length;
  const tables = { scores: new Float64Array(draws.length * count), ranks: new Float32Array(draws.length * count) };
  const failed: number[] = [];
  replicator.computeAll(draws, resultWriter(replicator, tables, failed)(0));
  failed.sort((a, b) => a - b);
  const options = { replications: draws.length, seed: 0 };
  return uncertaintyFrom(replicator, options, tables, failed, unitBands(tables, count));
}

/** @returns numbers of the replications that could not be computed */
function replicateAll(
  replicator: Replicator,
  { seed, replications }: UncertaintyOptions,
  tables: ReplicationTables,
  onProgress: (share: number) => void,
): number[] {
  const failed: number[] = [];
  const weights = Array.from({ length: Math.min(block, replications) }, () => new Float64Array(replicator.nodes));
  const keep = resultWriter(replicator, tables, failed);
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
  return failed.sort((a, b) => a - b);
}

/** Number of replications that are drawn before they are computed together. */
const block = 64;

/** Writes scores and ranks to the tables. */
function resultWriter(
  { units }: Replicator,
  { scores, ranks }: ReplicationTables,
  failed: number[],
): (first: number) => TakeScores {
  const room = rankingRoom(units.length);
  return (first) => (place, found) => {
    const at = (first + place) * units.length;
    if (found === null) {
      failed.push(first + place);
      scores.fill(Number.NaN, at, at + units.length);
      ranks.fill(Number.NaN, at, at + units.length);
    } else {
      scores.set(found, at);
      rankInto(found, room, ranks, at);
    }
  };
}

type UnitBands = Pick<Uncertainty['units'][number], 'scores' | 'ranks'>;

/** Intervals of the units over all replications. */
function unitBands({ scores, ranks }: ReplicationTables, count: number): UnitBands[] {
  const replications = count === 0 ? 0 : scores.length / count;
  const ofScores = columnsOf(scores, count, bandOf);
  // With more ranks than replications, most counters would stay 0, and each would have to be read.
  const ofRanks = count > replications ? columnsOf(ranks, count, rankBandOf) : rankBands(ranks, count);
  return ofScores.map((band, at) => ({ scores: band, ranks: ofRanks[at]! }));
}

function uncertaintyFrom(
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

/** Tiles of the table that are turned at a time: a few lines of the cache in each of a few replications. */
const tile = { units: 32, replications: 16 } as const;

/**
 * Computes something from each unit's values over the replications.
 *
 * @param make - receives the values in the order of the replications, valid until it returns
 */
function columnsOf<Made>(
  table: Float64Array | Float32Array,
  count: number,
  make: (values: Float64Array) => Made,
): Made[] {
  const replications = count === 0 ? 0 : table.length / count;
  const own = new Float64Array(tile.units * replications);
  const made: Made[] = [];
  for (let first = 0; first < count; first += tile.units) {
    const units = Math.min(tile.units, count - first);
    for (let from = 0; from < replications; from += tile.replications) {
      const to = Math.min(replications, from + tile.replications);
      for (let at = 0; at < units; at += 1)
        for (let row = from, place = from * count + first + at; row < to; row += 1, place += count)
          own[at * replications + row] = table[place]!;
    }
    for (let at = 0; at < units; at += 1) made.push(make(own.subarray(at * replications, (at + 1) * replications)));
  }
  return made;
}

function rankBandOf(ranks: Float64Array): UnitBands['ranks'] {
  let sum = 0;
  let there = 0;
  for (let at = 0; at < ranks.length; at += 1) {
    const rank = ranks[at]!;
    if (Number.isNaN(rank)) continue;
    sum += rank;
    there += 1;
  }
  return { ...bandOf(ranks), mean: there === 0 ? null : sum / there };
}

/** Number of counters that stay in the processor's cache while the ranks of a run are read. */
const counters = 65_536;

/** Counts the ranks in the order of the table: they are integers from 1 to the number of units. */
function rankBands(ranks: Float32Array, count: number): UnitBands['ranks'][] {
  const replications = count === 0 ? 0 : ranks.length / count;
  const width = count + 1;
  const beside = Math.max(tile.units, Math.floor(counters / width));
  const bands: UnitBands['ranks'][] = [];
  for (let first = 0; first < count; first += beside) {
    const units = Math.min(beside, count - first);
    const counted = new Int32Array(units * width);
    for (let row = 0; row < replications; row += 1) {
      let place = row * count + first;
      // A missing rank, NaN, is counted as 0.
      for (let own = 0; own < counted.length; own += width, place += 1) counted[own + (ranks[place]! | 0)]! += 1;
    }
    for (let at = 0; at < units; at += 1) bands.push(rankBand(counted.subarray(at * width, (at + 1) * width)));
  }
  return bands;
}

/** @param counted - number of replications with each rank; at 0 of those without one, which is overwritten */
function rankBand(counted: Int32Array): UnitBands['ranks'] {
  counted[0] = 0;
  let there = 0;
  let sum = 0;
  for (let rank = 1; rank < counted.length; rank += 1) {
    there += counted[rank]!;
    sum += rank * counted[rank]!;
  }
  return { ...bandOfCounted(counted, there), mean: there === 0 ? null : sum / there };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
