/** Median and 5th to 95th percentile of many values, equal to those of `quantile`, without sorting all values. */

export type Band = { readonly median: number | null; readonly low: number | null; readonly high: number | null };

const none: Band = { median: null, low: null, high: null };
const shares = [0.05, 0.5, 0.95];

/** @param values - without NaN */
export function bandOf(values: Float64Array): Band {
  if (values.length === 0) return none;
  const last = values.length - 1;
  const places = shares.flatMap((share) => {
    const below = Math.floor(last * share);
    return [below, Math.min(below + 1, last)];
  });
  const found = atPlaces(values, places);
  const [low, median, high] = shares.map((share, at) => {
    const [under, over] = [found[2 * at]!, found[2 * at + 1]!];
    return under + (over - under) * (last * share - places[2 * at]!);
  }) as [number, number, number];
  return { median, low, high };
}

const buckets = 1024;
const counts = new Int32Array(buckets);
/** Number of a requested bucket, counted from 1; 0 for the others. */
const asked = new Uint8Array(buckets);
// Reused between calls, as there are thousands of them; it only grows.
let bucketOf = new Uint16Array(0);

/**
 * The values at some positions of the sorted order. Values are counted in buckets; only the buckets with a requested
 * position are extracted, all at once, and sorted.
 *
 * @param places - positions, ascending
 */
function atPlaces(values: Float64Array, places: readonly number[]): number[] {
  let low = values[0]!;
  let high = low;
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  // About four values per bucket.
  const wide = Math.min(buckets, values.length >> 2);
  const scale = (wide - 1) / (high - low);
  // Few values, all values equal, or a range that is not finite.
  if (values.length < 200 || !(scale > 0 && Number.isFinite(scale))) {
    const sorted = values.slice().sort();
    return places.map((place) => sorted[place]!);
  }
  if (bucketOf.length < values.length) bucketOf = new Uint16Array(values.length);
  counts.fill(0, 0, wide);
  for (let at = 0; at < values.length; at += 1) {
    const bucket = ((values[at]! - low) * scale) | 0;
    bucketOf[at] = bucket;
    counts[bucket]! += 1;
  }
  const taken: { bucket: number; before: number; values: Float64Array; there: number }[] = [];
  let bucket = 0;
  let before = 0;
  for (const place of places) {
    while (before + counts[bucket]! <= place) before += counts[bucket++]!;
    if (taken.at(-1)?.bucket === bucket) continue;
    taken.push({ bucket, before, values: new Float64Array(counts[bucket]!), there: 0 });
    asked[bucket] = taken.length;
  }
  for (let at = 0; at < values.length; at += 1) {
    const number = asked[bucketOf[at]!]!;
    if (number === 0) continue;
    const own = taken[number - 1]!;
    own.values[own.there] = values[at]!;
    own.there += 1;
  }
  for (const own of taken) {
    own.values.sort();
    asked[own.bucket] = 0;
  }
  return places.map((place) => {
    const own = taken.findLast(({ before: first }) => first <= place)!;
    return own.values[place - own.before]!;
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
