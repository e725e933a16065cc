/** Ranks among the values that are there. Ties compare exactly: two scores that differ in the last bit are not tied. */
import { type Column, present } from './column.ts';

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
  const sorted = present(column);
  for (let at = 0; at < sorted.length; at += 1) sorted[at]! *= sign;
  sorted.sort();
  const { ties = 'lowest' } = options;
  const ranks: (number | null)[] = new Array(column.length).fill(null);
  for (let unit = 0; unit < column.length; unit += 1) {
    const value = column[unit]!;
    if (value === null) continue;
    const first = firstPlace(sorted, sign * value);
    let last = first;
    if (ties !== 'lowest') while (last + 1 < sorted.length && sorted[last + 1] === sorted[first]) last += 1;
    ranks[unit] = 1 + (ties === 'lowest' ? first : ties === 'highest' ? last : (first + last) / 2);
  }
  return ranks;
}

/** How many of sorted values are below one. */
function firstPlace(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
