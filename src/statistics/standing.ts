/** Where units stand among each other, found again and again while scores change. */
import { type SortingRoom, sortByValue, sortingRoom } from './sorting.ts';

/**
 * Two scores that differ by less than this share of themselves are tied. A replication adds in another order than a
 * build does, so that what is equal may differ in its last digits.
 */
const tied = 1e-12;

/** The units in the order in which they stood last, and room to sort them in. */
export type Standing = { readonly order: Int32Array; readonly room: SortingRoom };

export function openStanding(count: number): Standing {
  return { order: Int32Array.from({ length: count }, (_, unit) => unit), room: sortingRoom(count) };
}

/**
 * Ranks from 1 for the highest, ties sharing the best place; NaN stays NaN.
 *
 * @param standing - of as many units; a few units are sorted by insertion from where they stood, which is quick as the
 *   next replication's order differs little
 * @param from - place of the first unit's rank in `ranks`
 */
export function rankInto(
  values: Float64Array,
  { order, room }: Standing,
  ranks: Float64Array | Float32Array,
  from: number,
): void {
  const there = sortByValue(values, order, room, 500);
  let above = Number.NaN;
  let place = 0;
  for (let at = there - 1; at >= 0; at -= 1) {
    const unit = order[at]!;
    const value = values[unit]!;
    if (!(above - value <= tied * Math.abs(above))) place = there - at;
    ranks[from + unit] = place;
    above = value;
  }
  for (let at = there; at < order.length; at += 1) ranks[from + order[at]!] = Number.NaN;
}
