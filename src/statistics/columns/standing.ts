/** Where units stand among each other, found again and again while scores change. */
import { type SortingRoom, sortByValue, sortingRoom } from '../numeric/sorting.ts';

/**
 * Two scores are tied that differ by no more: a replication adds in another order than a build does, so that what is equal
 * may differ in its last digits.
 */
export type Tie = {
  /** A share of the higher one, for scores of any size. */
  readonly share: number;
  /** In points, for scores whose range is known. */
  readonly points: number;
};

const lastDigits: Tie = { share: 1e-12, points: 0 };

/** Room for the ranks of so many units, kept between rankings. */
export type RankingRoom = { readonly order: Int32Array; readonly room: SortingRoom; readonly tie: Tie };

export const rankingRoom = (units: number, tie: Tie = lastDigits): RankingRoom => ({
  order: new Int32Array(units),
  room: sortingRoom(units),
  tie,
});

/**
 * Ranks from 1 for the highest, ties sharing the best place; of what is NaN the rank is NaN, or 0 in whole numbers.
 *
 * @param room - of as many units
 * @param from - place of the first unit's rank in `ranks`
 */
export function rankInto(
  values: Float64Array,
  { order, room, tie: { share, points } }: RankingRoom,
  ranks: Float64Array | Float32Array | Uint16Array,
  from: number,
): void {
  for (let unit = 0; unit < order.length; unit += 1) order[unit] = unit;
  const there = sortByValue(values, order, room);
  let above = Number.NaN;
  let place = 0;
  for (let at = there - 1; at >= 0; at -= 1) {
    const unit = order[at]!;
    const value = room.sorted[at]!;
    // The first has nothing above it: NaN is not less.
    if (!(above - value <= share * Math.abs(above) + points)) place = there - at;
    ranks[from + unit] = place;
    above = value;
  }
  for (let at = there; at < order.length; at += 1) ranks[from + order[at]!] = Number.NaN;
}
