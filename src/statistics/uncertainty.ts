/**
 * Uncertainty by Monte Carlo: how far scores and ranks move when the choices of method move. It is sensitivity to
 * method and not measurement error, and is labelled so wherever it is shown.
 */
import { type Band, bandOf, openRankBands } from './band.ts';
import { randomStream } from './random.ts';
import type { Replicator } from './replication.ts';
import { type Factor, factors } from './replication-draw.ts';
import { openStanding, rankInto } from './standing.ts';

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

/** What came of some replications in a row: the tables of `Uncertainty`, of these alone. */
export type Replications = {
  readonly failed: readonly number[];
  readonly scores: Float64Array;
  readonly ranks: Float32Array;
};

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
  return uncertaintyFrom(
    replicator,
    replicateRange(replicator, options.seed, 0, options.replications, onProgress),
    options,
  );
}

/** The replications from one number up to another. */
export function replicateRange(
  replicator: Replicator,
  seed: number,
  from: number,
  to: number,
  onProgress: (share: number) => void = () => {},
): Replications {
  const count = replicator.units.length;
  const scores = new Float64Array((to - from) * count).fill(Number.NaN);
  const ranks = new Float32Array((to - from) * count).fill(Number.NaN);
  const failed: number[] = [];
  const standing = openStanding(count);
  const own = new Float64Array(count);
  const step = Math.max(1, Math.floor((to - from) / 50));
  for (let replication = from; replication < to; replication += 1) {
    const at = replication - from;
    const { choice, random } = choiceOf(seed, replication);
    const found = replicator.replicate(choice, random, own);
    if (found === null) failed.push(replication);
    else {
      scores.set(found, at * count);
      rankInto(found, standing, ranks, at * count);
    }
    if (at % step === 0) onProgress(at / (to - from));
  }
  return { failed, scores, ranks };
}

/** Bands of all replications, made here or elsewhere. */
export function uncertaintyFrom(
  { units, nominal, nominalRanks }: Pick<Replicator, 'units' | 'nominal' | 'nominalRanks'>,
  { failed, scores, ranks }: Replications,
  { replications, seed }: UncertaintyOptions,
): Uncertainty {
  const scoreBands = bandsOf(scores, units.length, bandOf);
  const rankBands = bandsOf(ranks, units.length, openRankBands(units.length));
  return {
    seed,
    replications,
    failed,
    units: units.map((unit, at) => ({
      unit,
      score: orNull(nominal[at]!),
      rank: orNull(nominalRanks[at]!),
      scores: scoreBands[at]!.band,
      ranks: { ...rankBands[at]!.band, mean: rankBands[at]!.mean },
    })),
    scores,
    ranks,
  };
}

/** As many units as a line of the processor's cache holds doubles: their values lie side by side in each replication. */
const side = 8;

/** The band of each unit over the replications that have a value for it. */
function bandsOf(table: Float64Array | Float32Array, count: number, band: (values: Float64Array) => Band) {
  const replications = count === 0 ? 0 : table.length / count;
  const own = new Float64Array(side * replications);
  const bands: { band: Band; mean: number | null }[] = [];
  for (let first = 0; first < count; first += side) {
    const units = Math.min(side, count - first);
    for (let row = 0; row < replications; row += 1)
      for (let at = 0; at < units; at += 1) own[at * replications + row] = table[row * count + first + at]!;
    for (let at = 0; at < units; at += 1) {
      const values = withoutGaps(own.subarray(at * replications, (at + 1) * replications));
      let sum = 0;
      for (let place = 0; place < values.length; place += 1) sum += values[place]!;
      bands.push({ band: band(values), mean: values.length === 0 ? null : sum / values.length });
    }
  }
  return bands;
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
