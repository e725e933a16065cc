/** Sorts units by their values, in linear time. */

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
// Index of the 32-bit half of a double that contains sign, exponent and first digits; 1 on little-endian processors.
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

const counts = new Int32Array(2048);

/** Buffers for sorting, reused between sorts of the same number of units. */
export type SortingRoom = {
  /** First bits of a unit's value, or the bucket of a position. */
  readonly keys: Uint32Array;
  /** Start of each bucket. */
  readonly starts: Int32Array;
  readonly other: Int32Array;
  /** After a sort, the values in order, without NaN. */
  readonly sorted: Float64Array;
};

export function sortingRoom(count: number): SortingRoom {
  return {
    keys: new Uint32Array(count),
    starts: new Int32Array(count + 1),
    other: new Int32Array(count),
    sorted: new Float64Array(count),
  };
}

/** Up to this number, units are sorted by insertion alone. */
const few = 40;

/**
 * Sorts units by value, lowest first and NaN last; the sort is stable.
 *
 * @param order - a permutation of the units; sorted in place
 * @returns number of units with a value
 */
export function sortByValue(values: ArrayLike<number>, order: Int32Array, room: SortingRoom): number {
  const there = valuesFirst(values, order, room.other);
  const those = order.subarray(0, there);
  if (there <= few || !sortByBuckets(values, those, room)) {
    if (there > few) sortByFirstBits(values, those, room);
    for (let at = 0; at < there; at += 1) room.sorted[at] = values[order[at]!]!;
  }
  insert(order, there, room.sorted);
  return there;
}

/** With more units than this in a bucket, insertion takes longer than a radix sort of all. */
const mostPerBucket = 48;

/**
 * Distributes units to as many buckets of equal width as there are units, so that little sorting remains within a
 * bucket.
 *
 * @returns false, with nothing moved, if the values are distributed too unevenly; otherwise `sorted` has the values too
 */
function sortByBuckets(
  values: ArrayLike<number>,
  order: Int32Array,
  { keys, starts, other, sorted }: SortingRoom,
): boolean {
  const count = order.length;
  let low = values[order[0]!]!;
  let high = low;
  for (let at = 1; at < count; at += 1) {
    const value = values[order[at]!]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  const scale = (count - 1) / (high - low);
  // All values are equal, or their range is not finite.
  if (!(scale > 0 && Number.isFinite(scale))) return false;
  starts.fill(0, 0, count);
  for (let at = 0; at < count; at += 1) {
    const bucket = ((values[order[at]!]! - low) * scale) | 0;
    keys[at] = bucket;
    starts[bucket]! += 1;
  }
  let start = 0;
  for (let bucket = 0; bucket < count; bucket += 1) {
    const many = starts[bucket]!;
    if (many > mostPerBucket) return false;
    starts[bucket] = start;
    start += many;
  }
  for (let at = 0; at < count; at += 1) {
    const bucket = keys[at]!;
    const place = starts[bucket]!;
    const unit = order[at]!;
    other[place] = unit;
    // Read here in their order; later each would be read from another place.
    sorted[place] = values[unit]!;
    starts[bucket] = place + 1;
  }
  order.set(other.subarray(0, count));
  return true;
}

function valuesFirst(values: ArrayLike<number>, order: Int32Array, other: Int32Array): number {
  let there = 0;
  while (there < order.length && !Number.isNaN(values[order[there]!]!)) there += 1;
  let without = 0;
  // Usually none is missing, and nothing has to be moved.
  for (let at = there; at < order.length; at += 1) {
    const unit = order[at]!;
    if (Number.isNaN(values[unit]!)) other[without++] = unit;
    else order[there++] = unit;
  }
  order.set(other.subarray(0, without), there);
  return there;
}

/** A radix sort by sign, exponent and the first twenty binary digits, so that little sorting remains. */
function sortByFirstBits(values: ArrayLike<number>, order: Int32Array, { keys, other }: SortingRoom): void {
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
