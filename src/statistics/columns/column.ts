/** One indicator over all units, in the same order in every column of a table; null if there is no value. */
export type Column = readonly (number | null)[];

/** The values that are not null, in order. */
export function present(column: Column): Float64Array {
  const values = new Float64Array(column.length);
  let there = 0;
  for (const value of column) if (value !== null) values[there++] = value;
  return values.subarray(0, there);
}

const marks = new Map<unknown, readonly unknown[]>();

/** An array with the same mark for each unit; shared by all columns of a table that have nothing to mark. */
export function unmarked<Mark extends null | false>(units: number, mark: Mark): readonly Mark[] {
  const known = marks.get(mark);
  if (known?.length === units) return known as readonly Mark[];
  const made = Object.freeze(new Array<Mark>(units).fill(mark));
  marks.set(mark, made);
  return made;
}

/** Converts an array to a column; NaN becomes null. */
export function columnOf(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

/** Applies `change` to each value; null stays null, and a result that is not finite becomes null. */
export function mapPresent(column: Column, change: (value: number) => number): (number | null)[] {
  return column.map((value) => {
    if (value === null) return null;
    const changed = change(value);
    return Number.isFinite(changed) ? changed : null;
  });
}

/** True if a column does not vary, so that it does not distinguish units. */
export function isConstant(column: Column): boolean {
  return isOneValue(present(column));
}

/** Also true if there is no value. */
export function isOneValue(values: ArrayLike<number>): boolean {
  for (let at = 1; at < values.length; at += 1) if (values[at] !== values[0]) return false;
  return true;
}

/** @returns lowest and highest value, or null without a value */
export function rangeOf(column: Column): { readonly low: number; readonly high: number } | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of column) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : { low, high };
}
