/** Where units stand among each other, found again and again while scores change a little. */

/**
 * Two scores that differ by less than this share of themselves are tied. A replication adds in another order than a
 * build does, so that what is equal may differ in its last digits.
 */
const tied = 1e-12;

/** The units in the order in which they stand, for `rankInto` to sort. */
export function anyOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, unit) => unit);
}

/**
 * Ranks from 1 for the highest, ties sharing the best place; NaN stays NaN.
 *
 * @param order - a permutation of the units, left sorted: the next replication's order differs little, so that sorting
 *   by insertion from there is quick
 * @param from - place of the first unit's rank in `ranks`
 */
export function rankInto(values: Float64Array, order: Int32Array, ranks: Float64Array, from: number): void {
  for (let end = 1; end < order.length; end += 1) {
    const unit = order[end]!;
    const value = values[unit]!;
    let at = end;
    while (at > 0 && isBelow(values[order[at - 1]!]!, value)) {
      order[at] = order[at - 1]!;
      at -= 1;
    }
    order[at] = unit;
  }
  let above = Number.NaN;
  let place = 0;
  for (let at = 0; at < order.length; at += 1) {
    const unit = order[at]!;
    const value = values[unit]!;
    if (!(above - value <= tied * Math.abs(above))) place = at + 1;
    ranks[from + unit] = Number.isNaN(value) ? Number.NaN : place;
    above = value;
  }
}

const isBelow = (one: number, other: number): boolean => one < other || (Number.isNaN(one) && !Number.isNaN(other));
