/** Median and 5th to 95th percentile of many values, equal to those of `quantile`, without sorting all values. */
import { bucketRoom } from '../numeric/buckets.ts';

export type Band = { readonly median: number | null; readonly low: number | null; readonly high: number | null };

const none: Band = { median: null, low: null, high: null };
const shares = [0.05, 0.5, 0.95];

/** @param values - NaN are left out */
export function bandOf(values: Float64Array): Band {
  if (distributed(values)) return bandAt(values.length, inBuckets);
  const there = values.filter((value) => !Number.isNaN(value));
  if (there.length < values.length && distributed(there)) return bandAt(there.length, inBuckets);
  there.sort();
  return bandAt(there.length, (places) => places.map((place) => there[place]!));
}

/** @param valuesAt - the values at some positions of the sorted order, which ascend */
function bandAt(count: number, valuesAt: (places: readonly number[], count: number) => readonly number[]): Band {
  if (count === 0) return none;
  const last = count - 1;
  const places = shares.flatMap((share) => {
    const below = Math.floor(last * share);
    return [below, Math.min(below + 1, last)];
  });
  const found = valuesAt(places, count);
  const [low, median, high] = shares.map((share, at) => {
    const [under, over] = [found[2 * at]!, found[2 * at + 1]!];
    return under + (over - under) * (last * share - places[2 * at]!);
  }) as [number, number, number];
  return { median, low, high };
}

/** With fewer values, sorting all takes less time. */
const few = 200;
const mostBuckets = 1024;

/** Counts the values in buckets, about four in each. False if they are few or cannot be (`BucketRoom.distribute`). */
function distributed(values: Float64Array): boolean {
  const { length } = values;
  if (length < few) return false;
  const room = bucketRoom(length);
  room.values.set(values);
  return room.distribute(length, Math.min(mostBuckets, length >> 2));
}

/** Only the buckets with a requested position are taken and sorted. */
function inBuckets(places: readonly number[], count: number): number[] {
  const { counts, sorted, take } = bucketRoom(count);
  let bucket = 0;
  let before = 0;
  let taken = -1;
  return places.map((place) => {
    while (before + counts[bucket]! <= place) before += counts[bucket++]!;
    if (taken !== bucket) {
      take(count, bucket);
      if (counts[bucket]! > 1) sorted.subarray(0, counts[bucket]!).sort();
      taken = bucket;
    }
    return sorted[place - before]!;
  });
}

/**
 * Like `bandOf`, for counted integers.
 *
 * @param counted - number of occurrences of each integer
 * @param count - their total
 */
export function bandOfCounted(counted: Int32Array, count: number): Band {
  if (count === 0) return none;
  const [low, median, high] = shares.map((share) => countedQuantile(counted, count, share)) as [number, number, number];
  return { median, low, high };
}

function countedQuantile(counted: Int32Array, count: number, share: number): number {
  const place = (count - 1) * share;
  const below = Math.floor(place);
  let number = 0;
  let upTo = counted[0]!;
  while (upTo <= below) upTo += counted[++number]!;
  if (place === below || upTo > below + 1) return number;
  let next = number + 1;
  while (counted[next] === 0) next += 1;
  return number + (next - number) * (place - below);
}
