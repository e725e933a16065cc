/** Where units stand among each other, found again and again while scores change. */
import { type SortingRoom, sortByValue, sortingRoom } from '../numeric/sorting.ts';

/**
 * Two scores that differ by less than this share of themselves are tied. A replication adds in another order than a
 * build does, so that what is equal may differ in its last digits.
 */
const tied = 1e-12;

/** The units in the order from which they are sorted, and room to sort them in. */
export type ColumnStanding = { readonly usual: Int32Array; readonly order: Int32Array; readonly room: SortingRoom };

/** @param usual - what they score without any change: what a change makes of it is closer to it than to another's */
export function openStanding(usual: Float64Array): ColumnStanding {
  const order = Int32Array.from(usual, (_, unit) => unit);
  const room = sortingRoom(usual.length);
  sortByValue(usual, order, room);
  return { usual: order, order: order.slice(), room };
}

/**
 * Ranks from 1 for the highest, ties sharing the best place; NaN stays NaN.
 *
 * @param standing - of as many units; a few units are sorted by insertion from where they usually stand, which is quick
 *   as they are moved little
 * @param from - place of the first unit's rank in `ranks`
 */
export function rankInto(
  values: Float64Array,
  { usual, order, room }: ColumnStanding,
  ranks: Float64Array | Float32Array,
  from: number,
): void {
  order.set(usual);
  const there = sortByValue(values, order, room, 500);
  let above = Number.NaN;
  let place = 0;
  for (let at = there - 1; at >= 0; at -= 1) {
    const unit = order[at]!;
    const value = room.sorted[at]!;
    if (!(above - value <= tied * Math.abs(above))) place = there - at;
    ranks[from + unit] = place;
    above = value;
  }
  for (let at = there; at < order.length; at += 1) ranks[from + order[at]!] = Number.NaN;
}
