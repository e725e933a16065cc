/**
 * Treatment of outliers: a column whose shape is beyond both limits is winsorised, and transformed where that does not
 * help. OECD/JRC Handbook (2008), step 4; the order of steps is COINr's, so that an expert can repeat it.
 */
import { type Column, mapPresent, rangeOf } from './column.ts';
import { shapeOf } from './moments.ts';

export type Transformation = 'log_ct' | 'log_ct_plus' | 'log_ct_orig' | { readonly boxcox: number } | 'none';

export type Treatment = {
  /** A column passes when |skew| is under `skew`, or excess kurtosis is under `kurtosis`. */
  readonly skew: number;
  readonly kurtosis: number;
  /** Points to winsorise at most; null for no limit. Tied points move together, so more may move. */
  readonly most: number | null;
  /** Used on the untouched column where winsorising up to `most` did not pass. */
  readonly otherwise: Transformation;
};

export type Shape = { readonly skew: number | null; readonly kurtosis: number | null; readonly passes: boolean };

export type TreatedColumn = {
  readonly column: (number | null)[];
  readonly before: Shape;
  readonly afterWinsorising: Shape | null;
  readonly afterTransforming: Shape | null;
  readonly winsorised: number;
  readonly transformed: boolean;
  /** Per unit: moved down to the next highest, moved up to the next lowest, transformed, or null where untouched. */
  readonly points: readonly ('high' | 'low' | 'transformed' | null)[];
};

/** @see COINr `Treat` with `winsorise` and `log_CT`, `boxcox` */
export function treat(column: Column, how: Treatment): TreatedColumn {
  const before = shapeWithin(column, how);
  const untouched = {
    column: [...column],
    before,
    afterWinsorising: null,
    afterTransforming: null,
    winsorised: 0,
    transformed: false,
    points: column.map(() => null),
  };
  if (before.passes) return untouched;

  const { column: wins, moved, points } = winsorise(column, how);
  const afterWinsorising = shapeWithin(wins, how);
  if (afterWinsorising.passes || how.otherwise === 'none') {
    return { ...untouched, column: wins, afterWinsorising, winsorised: moved, points };
  }

  const changed = transform(column, how.otherwise);
  return {
    ...untouched,
    column: changed,
    afterWinsorising,
    winsorised: moved,
    afterTransforming: shapeWithin(changed, how),
    transformed: true,
    points: column.map((value) => (value === null ? null : 'transformed')),
  };
}

/** A column with too few values, or none that differ, has no shape, and nothing to treat. */
function shapeWithin(column: Column, limits: Pick<Treatment, 'skew' | 'kurtosis'>): Shape {
  const { skew, kurtosis } = shapeOf(column);
  const passes = skew === null || Math.abs(skew) < limits.skew || (kurtosis !== null && kurtosis < limits.kurtosis);
  return { skew, kurtosis, passes };
}

/**
 * Moves the farthest point, and all tied with it, to the value next to it, until the shape passes or `most` have moved.
 * Which end is decided anew each turn, by the sign of the skew. With `force` it goes on to `most` though the shape passes.
 */
export function winsorise(
  column: Column,
  how: Pick<Treatment, 'skew' | 'kurtosis' | 'most'> & { readonly force?: boolean },
) {
  const values = [...column];
  const points: ('high' | 'low' | null)[] = column.map(() => null);
  // How many the last turn at each end moved: those moved before lie at that end, and move again with it.
  const atEnd = { high: 0, low: 0 };
  const moved = () => atEnd.high + atEnd.low;
  const goesOn = () => how.force === true || !shapeWithin(values, how).passes;
  while (goesOn() && (how.most === null || moved() < how.most)) {
    const end = (shapeOf(values).skew ?? 0) >= 0 ? 'high' : 'low';
    const extreme = rangeOf(values)![end];
    const rest = rangeOf(values.map((value) => (value === extreme ? null : value)));
    if (rest === null) break;
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

/** @returns null where the transformed value is not finite */
export function transform(column: Column, how: Transformation): (number | null)[] {
  const range = rangeOf(column);
  if (range === null || how === 'none') return [...column];
  const step = 0.01 * (range.high - range.low);
  if (how === 'log_ct') return mapPresent(column, (value) => Math.log(value - range.low + step));
  if (how === 'log_ct_orig') return mapPresent(column, (value) => Math.log(value - range.low + 1));
  if (how === 'log_ct_plus') {
    const skew = shapeOf(column).skew ?? 0;
    return skew > 0
      ? mapPresent(column, (value) => Math.log(value - range.low + step))
      : mapPresent(column, (value) => -Math.log(range.high + step - value));
  }
  const lambda = how.boxcox;
  return mapPresent(column, (value) => {
    const positive = value - range.low + 1;
    return lambda === 0 ? Math.log(positive) : (positive ** lambda - 1) / lambda;
  });
}
