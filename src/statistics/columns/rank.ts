/** Ranks of the values that are not null. Ties compare exactly: two scores that differ in the last bit are not tied. */

import { sortByValue, sortingRoom } from '../numeric/sorting.ts';
import type { Column } from './column.ts';

/** Rank of tied values: the lowest of their ranks, the highest, or the mean. */
export type Ties = 'lowest' | 'highest' | 'average';

/**
 * Ranks from 1.
 *
 * @param options.order - `ascending` gives 1 to the lowest value, `descending` to the highest
 * @param options.ties - by default `lowest`: tied values share the smallest of their ranks
 * @returns same order; null stays null
 */
export function rank(column: Column, options: { order: 'ascending' | 'descending'; ties?: Ties }): (number | null)[] {
  const sign = options.order === 'ascending' ? 1 : -1;
  const values = new Float64Array(column.length);
  for (let unit = 0; unit < column.length; unit += 1) {
    const value = column[unit]!;
    values[unit] = value === null ? Number.NaN : sign * value;
  }
  const room = sortingRoom(values.length);
  const there = sortByValue(values, room);
  const { order, sorted } = room.buckets;
  const { ties } = options;
  const ranks: (number | null)[] = new Array(values.length).fill(null);
  for (let first = 0; first < there; ) {
    const value = sorted[first]!;
    let last = first;
    while (last + 1 < there && sorted[last + 1] === value) last += 1;
    const shared = 1 + (ties === 'average' ? (first + last) / 2 : ties === 'highest' ? last : first);
    for (let place = first; place <= last; place += 1) ranks[order[place]!] = shared;
    first = last + 1;
  }
  return ranks;
}

/** Ranks within each group of units, 1 for the highest; null without a value or group. */
export function rankWithin(column: Column, groups: readonly (string | null)[]): (number | null)[] {
  const places = Map.groupBy(column.keys(), (unit) => groups[unit] ?? null);
  places.delete(null);
  const ranks: (number | null)[] = column.map(() => null);
  for (const own of places.values()) {
    const found = rank(
      own.map((unit) => column[unit]!),
      { order: 'descending' },
    );
    for (const [at, unit] of own.entries()) ranks[unit] = found[at]!;
  }
  return ranks;
}
