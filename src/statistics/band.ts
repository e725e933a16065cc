/** Median and 5–95 % band of many values, by the quantiles that `quantile` gives, without sorting them all. */

export type Band = { readonly median: number | null; readonly low: number | null; readonly high: number | null };

/** @param values - none of them NaN; left in another order */
export function bandOf(values: Float64Array): Band {
  const last = values.length - 1;
  if (last < 0) return { median: null, low: null, high: null };
  // The median first: what is lower then lies before it and what is higher after it.
  const middle = Math.floor(last * 0.5);
  const median = quantileIn(values, 0, last, 0.5);
  return { median, low: quantileIn(values, 0, middle, 0.05), high: quantileIn(values, middle, last, 0.95) };
}

/** @param from - first of a stretch that holds the value, its bounds being where they are in the sorted order */
function quantileIn(values: Float64Array, from: number, to: number, share: number): number {
  const place = (values.length - 1) * share;
  const below = Math.floor(place);
  const low = select(values, from, to, below);
  if (place === below) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let at = below + 1; at < values.length; at += 1) if (values[at]! < high) high = values[at]!;
  return low + (high - low) * (place - below);
}

/** Puts the k-th smallest at place k, what is smaller before it and what is larger after it (Hoare's quickselect). */
function select(values: Float64Array, from: number, to: number, k: number): number {
  let left = from;
  let right = to;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let up = left;
    let down = right;
    while (up <= down) {
      while (values[up]! < pivot) up += 1;
      while (values[down]! > pivot) down -= 1;
      if (up > down) break;
      const value = values[up]!;
      values[up] = values[down]!;
      values[down] = value;
      up += 1;
      down -= 1;
    }
    if (k <= down) right = down;
    else if (k >= up) left = up;
    else break;
  }
  return values[k]!;
}
