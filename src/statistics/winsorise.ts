/** Winsorising: the farthest points are moved in to the value next to them. */
import { type Column, rangeOf } from './column.ts';
import { type ShapeLimits, shapeWithin } from './shape.ts';

export type Winsorised = {
  readonly column: (number | null)[];
  /** Points that lie where the last turn at each end put them; more than `most` where ties moved together. */
  readonly moved: number;
  readonly points: readonly ('high' | 'low' | null)[];
};

/**
 * Moves the farthest point, and all tied with it, to the value next to it, until the shape passes or `most` have moved.
 * Which end is decided anew each turn, by the sign of the skew. With `force` it goes on to `most` though the shape passes.
 *
 * @returns null where it comes to a column without two values that differ: such a column cannot be treated
 * @see COINr `winsorise`
 */
export function winsorise(
  column: Column,
  how: ShapeLimits & { readonly most: number | null; readonly force?: boolean },
): Winsorised | null {
  const values = [...column];
  const points: ('high' | 'low' | null)[] = column.map(() => null);
  // How many the last turn at each end moved: those moved before lie at that end, and move again with it.
  const atEnd = { high: 0, low: 0 };
  const moved = () => atEnd.high + atEnd.low;
  while (how.most === null || moved() < how.most) {
    const { passes, skew } = shapeWithin(values, how);
    if (passes === true && how.force !== true) break;
    if (passes === null || skew === null) return null;
    const end = skew >= 0 ? 'high' : 'low';
    const extreme = rangeOf(values)![end];
    const rest = rangeOf(values.map((value) => (value === extreme ? null : value)))!;
    atEnd[end] = 0;
    values.forEach((value, unit) => {
      if (value !== extreme) return;
      values[unit] = rest[end];
      points[unit] = end;
      atEnd[end] += 1;
    });
  }
  return { column: values, moved: moved(), points };
}
