import { isUsable } from './units.ts';

/** One indicator over all units, in the same order in every column of a table; null if there is no value. */
export type Column = readonly (number | null)[];

/** True if no unit lacks a value. V8 keeps such a column as plain doubles, and answers without reading it. */
const isWhole = (column: Column): column is readonly number[] => !column.includes(null);

export function nullsIn(column: Column): number {
  if (isWhole(column)) return 0;
  let nulls = 0;
  for (const value of column) if (value === null) nulls += 1;
  return nulls;
}

/** The values that are not null, in order. */
export function present(column: Column): Float64Array {
  if (isWhole(column)) return new Float64Array(column);
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

/** The same values; NaN for null. */
export const valuesOf = (column: Column): Float64Array => fill(new Float64Array(column.length), column);

/** The values that are not null, in order, in the buffer of `valuesInBuffer`. */
export function presentInBuffer(column: Column): Float64Array {
  const values = valuesInBuffer(column);
  if (isWhole(column)) return values;
  let there = 0;
  for (let at = 0; at < values.length; at += 1) if (!Number.isNaN(values[at]!)) values[there++] = values[at]!;
  return values.subarray(0, there);
}

let shared = new Float64Array(0);

/** The same in a buffer that is valid until the next call: new memory for a long column takes longer than its values. */
export function valuesInBuffer(column: Column): Float64Array {
  if (shared.length < column.length) shared = new Float64Array(2 * column.length);
  return fill(shared.subarray(0, column.length), column);
}

function fill(values: Float64Array, column: Column): Float64Array {
  if (isWhole(column)) values.set(column);
  else for (let at = 0; at < values.length; at += 1) values[at] = column[at] ?? Number.NaN;
  return values;
}

/** Converts an array to a column; NaN becomes null. */
export function columnOf(values: Float64Array): (number | null)[] {
  // Each in its own list: one that is made for null has an object for each number.
  return values.includes(Number.NaN) ? withNull(values) : whole(values);
}

function withNull(values: Float64Array): (number | null)[] {
  const column = new Array<number | null>(values.length);
  for (let at = 0; at < values.length; at += 1) column[at] = Number.isNaN(values[at]!) ? null : values[at]!;
  return column;
}

function whole(values: Float64Array): number[] {
  const column = new Array<number>(values.length);
  for (let at = 0; at < values.length; at += 1) column[at] = values[at]!;
  return column;
}

/** Applies `change` to each value; null stays null, and a result that is not usable becomes null. */
export function mapPresent(column: Column, change: (value: number) => number): (number | null)[] {
  const values = valuesInBuffer(column);
  for (let at = 0; at < values.length; at += 1) {
    if (Number.isNaN(values[at]!)) continue;
    const changed = change(values[at]!);
    values[at] = isUsable(changed) ? changed : Number.NaN;
  }
  return columnOf(values);
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
  const values = valuesInBuffer(column);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    // Neither for NaN.
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : { low, high };
}
