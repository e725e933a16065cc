/** Ranks among the values that are there. Ties compare exactly: two scores that differ in the last bit are not tied. */
import type { Column } from './column.ts';

/** Of tied values: all the best of their places, all the worst of them, or the mean. */
export type Ties = 'lowest' | 'highest' | 'average';

/**
 * Ranks from 1.
 *
 * @param options.order - `ascending` gives 1 to the lowest value, `descending` to the highest
 * @param options.ties - `lowest` unless said: tied values share the smallest of their places
 * @returns null stays null
 */
export function rank(column: Column, options: { order: 'ascending' | 'descending'; ties?: Ties }): (number | null)[] {
  const sign = options.order === 'ascending' ? 1 : -1;
  const places = column
    .map((value, unit) => ({ value, unit }))
    .filter((place): place is { value: number; unit: number } => place.value !== null)
    .sort((a, b) => sign * (a.value - b.value));
  const ranks: (number | null)[] = column.map(() => null);
  for (let first = 0; first < places.length; ) {
    let last = first;
    while (last + 1 < places.length && places[last + 1]!.value === places[first]!.value) last += 1;
    const { ties } = options;
    const shared = 1 + (ties === 'average' ? (first + last) / 2 : ties === 'highest' ? last : first);
    for (let place = first; place <= last; place += 1) ranks[places[place]!.unit] = shared;
    first = last + 1;
  }
  return ranks;
}
