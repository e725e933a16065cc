/** Ranks of scores from 0 to 100, found thousands of times. */

/** Room for one element's ranks: kept between calls, so that nothing is made anew. */
export type RankRoom = { readonly order: Int32Array; readonly counts: Int32Array; readonly bucketOf: Int32Array };

export function rankRoom(units: number): RankRoom {
  return { order: new Int32Array(units), counts: new Int32Array(units + 2), bucketOf: new Int32Array(units) };
}

/**
 * Two scores that differ by less are tied: replications add in another order than a build does, so that what is equal may
 * differ in its last digits.
 */
const tied = 1e-9;

/**
 * Ranks from 1 for the highest, ties sharing the best place; what is NaN has the rank 0.
 *
 * Scores of known range are put in buckets first, as many as units, and each bucket is then sorted by insertion.
 *
 * @param from - place of the first unit's score in `scores`
 * @param to - place of its rank in `ranks`
 */
export function rankScores(
  scores: Float64Array,
  from: number,
  ranks: Uint16Array,
  to: number,
  { order, counts, bucketOf }: RankRoom,
): void {
  const units = order.length;
  const scale = units / 100;
  counts.fill(0);
  let there = 0;
  for (let unit = 0; unit < units; unit += 1) {
    const score = scores[from + unit]!;
    if (Number.isNaN(score)) {
      ranks[to + unit] = 0;
      bucketOf[unit] = -1;
      continue;
    }
    const bucket = bucketAt(score, scale, units);
    bucketOf[unit] = bucket;
    counts[bucket + 1]! += 1;
    there += 1;
  }
  for (let bucket = 1; bucket < counts.length; bucket += 1) counts[bucket]! += counts[bucket - 1]!;
  for (let unit = 0; unit < units; unit += 1) {
    const bucket = bucketOf[unit]!;
    if (bucket < 0) continue;
    order[counts[bucket]!] = unit;
    counts[bucket]! += 1;
  }
  for (let end = 1; end < there; end += 1) {
    const unit = order[end]!;
    const score = scores[from + unit]!;
    let at = end;
    while (at > 0 && scores[from + order[at - 1]!]! < score) {
      order[at] = order[at - 1]!;
      at -= 1;
    }
    order[at] = unit;
  }
  let above = Number.POSITIVE_INFINITY;
  let place = 0;
  for (let at = 0; at < there; at += 1) {
    const unit = order[at]!;
    const score = scores[from + unit]!;
    if (above - score > tied) place = at + 1;
    ranks[to + unit] = place;
    above = score;
  }
}

/** The highest scores in the first; what lies a last digit beyond the range stays within. */
function bucketAt(score: number, scale: number, buckets: number): number {
  const bucket = ((100 - score) * scale) | 0;
  return bucket < 0 ? 0 : Math.min(bucket, buckets);
}
