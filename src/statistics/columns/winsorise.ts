/** Winsorising: moves the most extreme points to the next value. */
import { type Column, columnOf, present, valuesOf } from './column.ts';
import { type ShapeLimits, shapeOfThese } from './shape.ts';

export type Winsorised = {
  readonly column: (number | null)[];
  /** Number of points at the final value of each end; more than `most` if ties moved together. */
  readonly moved: number;
  readonly points: readonly ('high' | 'low' | null)[];
};

/**
 * Moves the most extreme point, and all tied with it, to the next value, until the shape passes or `most` have moved.
 * The sign of the skewness decides the end in each iteration. With `force` it continues to `most` even if the shape
 * passes.
 *
 * @returns null if fewer than two distinct values remain: such a column cannot be treated
 * @see COINr `winsorise`
 */
export function winsorise(
  column: Column,
  how: ShapeLimits & { readonly most: number | null; readonly force?: boolean },
): Winsorised | null {
  const values = present(column);
  // Whether a value was moved: 1 down, -1 up.
  const ends = new Int8Array(values.length);
  // Points moved by the last iteration at each end: those moved before are at that end, and move again with it.
  const atEnd = { high: 0, low: 0 };
  const moved = () => atEnd.high + atEnd.low;
  while (how.most === null || moved() < how.most) {
    const { passes, skew } = shapeOfThese(values, how);
    if (passes === true && how.force !== true) break;
    if (passes === null || skew === null) return null;
    const end = skew >= 0 ? 'high' : 'low';
    const [extreme, next] = endOf(values, end);
    atEnd[end] = 0;
    for (let at = 0; at < values.length; at += 1) {
      if (values[at] !== extreme) continue;
      values[at] = next;
      ends[at] = end === 'high' ? 1 : -1;
      atEnd[end] += 1;
    }
  }
  const moves = new Array<'high' | 'low' | null>(column.length).fill(null);
  const found = valuesOf(column);
  for (let unit = 0, at = 0; unit < found.length; unit += 1) {
    if (Number.isNaN(found[unit]!)) continue;
    found[unit] = values[at]!;
    if (ends[at] !== 0) moves[unit] = ends[at] === 1 ? 'high' : 'low';
    at += 1;
  }
  return { column: columnOf(found), moved: moved(), points: moves };
}

/** The extreme value at one end and the value next to it; the values must not all be equal. */
function endOf(values: Float64Array, end: 'high' | 'low'): [number, number] {
  const sign = end === 'high' ? 1 : -1;
  let extreme = Number.NEGATIVE_INFINITY;
  let next = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at += 1) {
    const far = sign * values[at]!;
    if (far > extreme) {
      next = extreme;
      extreme = far;
    } else if (far < extreme && far > next) next = far;
  }
  return [sign * extreme, sign * next];
}
