/**
 * Outlier treatment: a column beyond both limits is winsorised, and transformed if that does not suffice. OECD/JRC
 * Handbook (2008), step 4; the order of steps is that of COINr, so that an expert can repeat it.
 */
import { type Column, unmarked } from './column.ts';
import { type Shape, type ShapeLimits, shapeWithin } from './shape.ts';
import { type Transformation, transform } from './transform.ts';
import { winsorise } from './winsorise.ts';

export type Treatment = ShapeLimits & {
  /** First treatment of a column that does not pass. */
  readonly first?: 'winsorise' | Transformation;
  /** Maximum number of points to winsorise; null for no limit. Tied points move together, so more may move. */
  readonly most: number | null;
  /** Winsorises up to `most` even if the shape passes earlier; `within` are the limits that end it, if they differ. */
  readonly force?: boolean;
  readonly within?: ShapeLimits;
  /** Second treatment if the column still does not pass; its result is kept even if it does not pass either. */
  readonly otherwise: Transformation;
  /** True to apply it to the result of the first, false to apply it to the original column. */
  readonly combine?: boolean;
};

export type TreatedColumn = {
  readonly column: Column;
  readonly before: Shape;
  readonly afterWinsorising: Shape | null;
  readonly afterTransforming: Shape | null;
  readonly winsorised: number;
  readonly transformed: boolean;
  /** By unit: whether the value was moved down to the next highest or up to the next lowest value; null if neither. */
  readonly points: readonly ('high' | 'low' | null)[];
  /** Names of the transformations that were tried, first and second; empty string if none. */
  readonly by: readonly [first: string, otherwise: string];
  /** The column cannot be treated and is unchanged: too few distinct values. */
  readonly unable: boolean;
};

/** A column that no treatment changed. */
export const untreated = (column: Column, before: TreatedColumn['before']): TreatedColumn => ({
  column,
  before,
  afterWinsorising: null,
  afterTransforming: null,
  winsorised: 0,
  transformed: false,
  points: unmarked(column.length, null),
  by: ['', ''],
  unable: false,
});

/** @see COINr `Treat` with `winsorise`, `log_CT`, `log_CT_plus`, `log_CT_orig`, `boxcox` and `check_SkewKurt` */
export function treat(column: Column, how: Treatment): TreatedColumn {
  const before = shapeWithin(column, how);
  const untouched: TreatedColumn = { ...untreated(column, before), unable: before.passes === null };
  if (before.passes !== false) return untouched;

  const first = firstOf(column, how);
  if (first === null) return { ...untouched, unable: true };
  const tried = { afterWinsorising: shapeWithin(first.column, how), winsorised: first.winsorised };
  if (tried.afterWinsorising.passes === null) return { ...untouched, ...tried, unable: true };
  if (tried.afterWinsorising.passes || how.otherwise === 'none') return { ...untouched, ...tried, ...first };

  const second = transform(how.combine === true ? first.column : column, how.otherwise);
  const afterTransforming = shapeWithin(second.column, how);
  if (afterTransforming.passes === null) return { ...untouched, ...tried, afterTransforming, unable: true };
  return {
    ...untouched,
    ...tried,
    column: second.column,
    afterTransforming,
    transformed: true,
    points: first.points,
    by: [first.by[0], second.by],
  };
}

type TreatedFirst = Pick<TreatedColumn, 'column' | 'winsorised' | 'points' | 'by' | 'transformed'>;

function firstOf(column: Column, how: Treatment): TreatedFirst | null {
  if (how.first === undefined || how.first === 'winsorise') {
    const done = winsorise(column, { ...(how.within ?? how), most: how.most, force: how.force === true });
    return (
      done && { column: done.column, winsorised: done.moved, points: done.points, by: ['', ''], transformed: false }
    );
  }
  const done = transform(column, how.first);
  return {
    column: done.column,
    winsorised: 0,
    points: unmarked(column.length, null),
    by: [done.by, ''],
    transformed: true,
  };
}
