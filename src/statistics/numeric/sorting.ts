/** Sorts units by their values, in linear time. */
import { type BucketRoom, bucketRoom } from './buckets.ts';

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
// Index of the 32-bit half of a double that contains sign, exponent and first digits; 1 on little-endian processors.
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

const counts = new Int32Array(2048);

/** Buffers for sorting that many units, shared by all sorts of a similar number. */
export type SortingRoom = {
  /** Number of units. */
  readonly count: number;
  /** After a sort, `order` has the units in order and `sorted` their values, valid until the next sort of anything. */
  readonly buckets: BucketRoom;
};

export const sortingRoom = (count: number): SortingRoom => ({ count, buckets: bucketRoom(count) });

/** Up to this number, units that buckets cannot sort are sorted by insertion alone. */
const few = 40;

/**
 * Sorts units by value, lowest first and NaN last; equal values keep the order of the units. The result is in the room.
 *
 * @param values - shape [unit], as many as the room is for
 * @returns number of units with a value
 */
export function sortByValue(values: Float64Array, { count, buckets }: SortingRoom): number {
  const { other } = buckets;
  buckets.values.set(values);
  if (count > 1 && buckets.sort(count)) return count;
  const order = buckets.order.subarray(0, count);
  const there = valuesFirst(values, order);
  if (there < count && there > 1) {
    other.set(order);
    for (let at = 0; at < there; at += 1) buckets.values[at] = values[other[at]!]!;
    if (buckets.sort(there)) {
      for (let at = 0; at < there; at += 1) order[at] = other[order[at]!]!;
      return there;
    }
    order.set(other.subarray(0, count));
  }
  const those = order.subarray(0, there);
  if (there > few) sortByFirstBits(values, those, buckets);
  for (let at = 0; at < there; at += 1) buckets.sorted[at] = values[order[at]!]!;
  insert(order, there, buckets.sorted);
  return there;
}

/** Writes the units with a value, then those without. */
function valuesFirst(values: Float64Array, order: Int32Array): number {
  let there = 0;
  for (let unit = 0; unit < order.length; unit += 1) if (!Number.isNaN(values[unit]!)) order[there++] = unit;
  let at = there;
  for (let unit = 0; at < order.length; unit += 1) if (Number.isNaN(values[unit]!)) order[at++] = unit;
  return there;
}

/** A radix sort by sign, exponent and the first twenty binary digits, so that little sorting remains. */
function sortByFirstBits(values: Float64Array, order: Int32Array, { keys, other }: BucketRoom): void {
  for (const unit of order) {
    // Adding 0 turns −0 into 0.
    double[0] = values[unit]! + 0;
    const high = halves[upper]!;
    // The bits of negative numbers increase as their values decrease.
    keys[unit] = high & 0x80000000 ? ~high : high | 0x80000000;
  }
  // Four passes of eight bits, or three of eleven: each pass iterates over its digits as well as over the units.
  const bits = order.length < 1_000 ? 8 : 11;
  const digits = 1 << bits;
  let [from, to] = [order, other.subarray(0, order.length)];
  for (let shift = 0; shift < 32; shift += bits) {
    counts.fill(0, 0, digits);
    for (let at = 0; at < from.length; at += 1) counts[(keys[from[at]!]! >>> shift) & (digits - 1)]! += 1;
    let start = 0;
    for (let digit = 0; digit < digits; digit += 1) {
      const count = counts[digit]!;
      counts[digit] = start;
      start += count;
    }
    for (let at = 0; at < from.length; at += 1) {
      const unit = from[at]!;
      const digit = (keys[unit]! >>> shift) & (digits - 1);
      to[counts[digit]!] = unit;
      counts[digit]! += 1;
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
}

/** Insertion sort. Values are moved together with their units, so that each is read once. */
function insert(order: Int32Array, there: number, sorted: Float64Array): void {
  for (let end = 1; end < there; end += 1) {
    const value = sorted[end]!;
    if (!(sorted[end - 1]! > value)) continue;
    const unit = order[end]!;
    let at = end;
    while (at > 0 && sorted[at - 1]! > value) {
      sorted[at] = sorted[at - 1]!;
      order[at] = order[at - 1]!;
      at -= 1;
    }
    sorted[at] = value;
    order[at] = unit;
  }
}
