/**
 * Computes the index in one step: if every level has the same mean and nothing is missing, an indicator's share of
 * the index is the product of its shares on the way up, and many replications are computed together.
 */

import { openSums, type SumRoom } from '../numeric/weighted-sum.ts';
import type { FlatTree, Prepared, Weighing } from './replication-tree.ts';

/** Number of replications that are computed together, so that their values are read once. */
export const together = 64;

/** Receives the number of a replication and its scores, shape [unit], which are valid until as many more are added. */
type Take = (at: number, scores: Float64Array) => void;

export type FlatWeigher = {
  /** Adds one replication. False if it must be computed level by level. */
  readonly add: (data: Prepared, how: Weighing, at: number, take: Take) => boolean;
  /** Computes the pending replications. */
  readonly flush: (take: Take) => void;
};

/** One table of values and its pending replications. */
type Waiting = {
  readonly room: SumRoom;
  readonly weigh: (sets: number) => void;
  readonly isGeometric: boolean;
  readonly replications: Int32Array;
  /** Of each place, shape [unit]: a view for each replication would take as long as the sums of ten units. */
  readonly scores: readonly Float64Array[];
  count: number;
};

export function openFlatWeigher(tree: FlatTree): FlatWeigher {
  const tables = new Map<Float64Array, Waiting>();
  const { units } = tree;
  const shares = new Float64Array(tree.parents.length);
  const ofIndicators = shares.subarray(0, tree.indicators);

  const waitingFor = (table: Float64Array, isGeometric: boolean): Waiting => {
    const known = tables.get(table);
    if (known !== undefined) return known;
    const made = opened(table, tree, isGeometric);
    tables.set(table, made);
    return made;
  };
  const weigh = (waiting: Waiting, take: Take): void => {
    const { isGeometric, replications, count } = waiting;
    waiting.count = 0;
    waiting.weigh(count);
    for (let place = 0; place < count; place += 1) {
      const scores = waiting.scores[place]!;
      if (isGeometric) for (let unit = 0; unit < units; unit += 1) scores[unit] = Math.exp(scores[unit]!);
      take(replications[place]!, scores);
    }
  };
  return {
    add: (data, how, at, take) => {
      const table = flatTable(data, how);
      if (table === null || !fillShares(tree, how, shares)) return false;
      const waiting = waitingFor(table, table !== data.values);
      waiting.room.weights.set(ofIndicators, waiting.count * tree.indicators);
      waiting.replications[waiting.count] = at;
      waiting.count += 1;
      if (waiting.count === together) weigh(waiting, take);
      return true;
    },
    flush: (take) => {
      for (const waiting of tables.values()) if (waiting.count > 0) weigh(waiting, take);
    },
  };
}

function opened(table: Float64Array, { units, indicators }: FlatTree, isGeometric: boolean): Waiting {
  const room = openSums({ rows: indicators, units, sets: together, listed: indicators, isPacked: true });
  for (let row = 0; row < indicators; row += 1) room.put(row, table.subarray(row * units, (row + 1) * units));
  const list = room.list(Array.from({ length: indicators }, (_, row) => row));
  const replications = new Int32Array(together);
  const scores = Array.from({ length: together }, (_, place) =>
    room.sums.subarray(place * room.stride, place * room.stride + units),
  );
  return { room, weigh: (sets) => room.sum(list, sets), isGeometric, replications, scores, count: 0 };
}

/** The rows to sum: values, or their logarithms; null if the index cannot be computed in one step. */
function flatTable(data: Prepared, { shared: by }: Weighing): Float64Array | null {
  if (!data.isComplete) return null;
  return by === 'arithmetic' ? data.values : by === 'geometric' ? data.logs : null;
}

/**
 * The effective weight of each node in the root, 0 to 1. False if the weights of an aggregate's children sum to 0, or have
 * both signs: a score may then be beyond all values, or not exist.
 */
function fillShares(tree: FlatTree, { weights, skipped }: Weighing, shares: Float64Array): boolean {
  const { indicators, parents, below, firstBelow } = tree;
  const root = parents.length - 1;
  shares[root] = 1;
  // Parents have a higher index, so that the share of each is known before those of its children.
  for (let at = root; at >= indicators; at -= 1) {
    const first = firstBelow[at]!;
    const end = firstBelow[at + 1]!;
    let total = 0;
    for (let place = first; place < end; place += 1) if (below[place]! !== skipped) total += weights[below[place]!]!;
    if (total === 0) return false;
    const share = shares[at]!;
    for (let place = first; place < end; place += 1) {
      const child = below[place]!;
      const own = child === skipped ? 0 : (share * weights[child]!) / total;
      if (own < 0) return false;
      shares[child] = own;
    }
  }
  return true;
}
