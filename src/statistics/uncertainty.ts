/**
 * Uncertainty by Monte Carlo: how far scores and ranks move when the choices of method move. It is sensitivity to
 * method and not measurement error, and is labelled so wherever it is shown.
 */
import { quantile } from './moments.ts';
import { randomStream } from './random.ts';
import { type Factor, factors, type Replicator } from './replication.ts';

export type Band = { readonly median: number | null; readonly low: number | null; readonly high: number | null };

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
  { replications, seed }: { readonly replications: number; readonly seed: number },
  onProgress: (share: number) => void = () => {},
): Uncertainty {
  const count = replicator.units.length;
  const scores = new Float64Array(replications * count).fill(Number.NaN);
  const ranks = new Float64Array(replications * count).fill(Number.NaN);
  const failed: number[] = [];
  const order = anyOrder(count);
  const step = Math.max(1, Math.floor(replications / 50));
  for (let replication = 0; replication < replications; replication += 1) {
    const { choice, random } = choiceOf(seed, replication);
    const found = replicator.replicate(choice, random);
    if (found === null) failed.push(replication);
    else {
      scores.set(found, replication * count);
      rankInto(found, order, ranks, replication * count);
    }
    if (replication % step === 0) onProgress(replication / replications);
  }
  const nominalRanks = new Float64Array(count);
  rankInto(replicator.nominal, order, nominalRanks, 0);
  const units = replicator.units.map((unit, at) => {
    const own = (table: Float64Array) => {
      const values: number[] = [];
      for (let row = at; row < table.length; row += count) if (!Number.isNaN(table[row])) values.push(table[row]!);
      return values;
    };
    const places = own(ranks);
    return {
      unit,
      score: orNull(replicator.nominal[at]!),
      rank: orNull(nominalRanks[at]!),
      scores: bandOf(own(scores)),
      ranks: {
        ...bandOf(places),
        mean: places.length === 0 ? null : places.reduce((a, b) => a + b, 0) / places.length,
      },
    };
  });
  return { seed, replications, failed, units, scores, ranks };
}

/**
 * Ranks from 1 for the highest, ties sharing the best place; NaN stays NaN.
 *
 * @param order - a permutation of the units, left sorted: the next replication's order differs little, so that sorting
 *   by insertion from there is quick
 */
export function rankInto(values: Float64Array, order: Int32Array, ranks: Float64Array, from: number): void {
  for (let end = 1; end < order.length; end += 1) {
    const unit = order[end]!;
    const value = values[unit]!;
    let at = end;
    while (at > 0 && isBelow(values[order[at - 1]!]!, value)) {
      order[at] = order[at - 1]!;
      at -= 1;
    }
    order[at] = unit;
  }
  for (let at = 0; at < order.length; at += 1) {
    const value = values[order[at]!]!;
    const tied = at > 0 && value === values[order[at - 1]!];
    ranks[from + order[at]!] = Number.isNaN(value) ? Number.NaN : tied ? ranks[from + order[at - 1]!]! : at + 1;
  }
}

/** The units in the order in which they stand, for `rankInto` to sort. */
export function anyOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, unit) => unit);
}

const isBelow = (one: number, other: number): boolean => one < other || (Number.isNaN(one) && !Number.isNaN(other));

function bandOf(values: readonly number[]): Band {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
