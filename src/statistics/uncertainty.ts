/**
 * Uncertainty by Monte Carlo: how far scores and ranks move when the choices of method move. It is sensitivity to
 * method and not measurement error, and is labelled so wherever it is shown.
 */
import { type Band, bandOf } from './band.ts';
import { randomStream } from './random.ts';
import type { Replicator } from './replication.ts';
import { type Factor, factors } from './replication-draw.ts';
import { anyOrder, rankInto } from './standing.ts';

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
  readonly ranks: Float64Array;
};

/** What came of some replications in a row: the tables of `Uncertainty`, of these alone. */
export type Replications = {
  readonly failed: readonly number[];
  readonly scores: Float64Array;
  readonly ranks: Float64Array;
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
  const ranks = new Float64Array((to - from) * count).fill(Number.NaN);
  const failed: number[] = [];
  const order = anyOrder(count);
  const step = Math.max(1, Math.floor((to - from) / 50));
  for (let replication = from; replication < to; replication += 1) {
    const at = replication - from;
    const { choice, random } = choiceOf(seed, replication);
    const found = replicator.replicate(choice, random);
    if (found === null) failed.push(replication);
    else {
      scores.set(found, at * count);
      rankInto(found, order, ranks, at * count);
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
  const own = new Float64Array(replications);
  const valuesOf = (table: Float64Array, unit: number): Float64Array => {
    let there = 0;
    for (let at = unit; at < table.length; at += units.length) if (!Number.isNaN(table[at]!)) own[there++] = table[at]!;
    return own.subarray(0, there);
  };
  return {
    seed,
    replications,
    failed,
    units: units.map((unit, at) => {
      const score = bandOf(valuesOf(scores, at));
      const places = valuesOf(ranks, at);
      const mean = places.length === 0 ? null : places.reduce((sum, place) => sum + place, 0) / places.length;
      return {
        unit,
        score: orNull(nominal[at]!),
        rank: orNull(nominalRanks[at]!),
        scores: score,
        ranks: { ...bandOf(places), mean },
      };
    }),
    scores,
    ranks,
  };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
