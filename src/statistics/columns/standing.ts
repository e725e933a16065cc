/** Ranks of units, computed repeatedly while scores change. */
import { type SortingRoom, sortByValue, sortingRoom } from '../numeric/sorting.ts';

/**
 * Tolerance within which two scores are tied: a replication adds in another order than a build, so equal scores may
 * differ in their last digits.
 */
export type Tie = {
  /** As a share of the higher score, for scores of any size. */
  readonly share: number;
  /** In points, for scores of a known range. */
  readonly points: number;
};

const lastDigits: Tie = { share: 1e-12, points: 0 };

/** Buffers for ranking that many units, reused between rankings. */
export type RankingRoom = { readonly room: SortingRoom; readonly tie: Tie };

export const rankingRoom = (units: number, tie: Tie = lastDigits): RankingRoom => ({
  room: sortingRoom(units),
  tie,
});

/** Ranks, 0 for none. */
export type Ranks = Uint16Array | Uint32Array;

/** Memory for ranks of that many units: of few, in half the bytes, as most of what ranks cost is memory. */
export const roomForRanks = (units: number, size: number): Ranks =>
  units < 65_536 ? new Uint16Array(size) : new Uint32Array(size);

/**
 * Writes ranks from 1 for the highest; ties share the best rank. The rank of NaN is NaN, or 0 in an integer array.
 *
 * @param room - buffers for the same number of units
 * @param from - index of the first unit's rank in `ranks`
 */
export function rankInto(
  values: Float64Array,
  { room, tie: { share, points } }: RankingRoom,
  ranks: Float64Array | Ranks,
  from: number,
): void {
  const there = sortByValue(values, room);
  const { order, sorted } = room.buckets;
  let above = Number.NaN;
  let place = 0;
  for (let at = there - 1; at >= 0; at -= 1) {
    const unit = order[at]!;
    const value = sorted[at]!;
    // For the first unit `above` is NaN, for which the comparison is false.
    if (!(above - value <= share * Math.abs(above) + points)) place = there - at;
    ranks[from + unit] = place;
    above = value;
  }
  for (let at = there; at < room.count; at += 1) ranks[from + order[at]!] = Number.NaN;
}
