/** Descriptive statistics of one indicator, as in COINr's table of statistics. */
import { type Column, present, rangeOf } from './column.ts';
import { deviation, mean, median, shapeOf } from './moments.ts';

export type ColumnSummary = {
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  readonly deviation: number | null;
  /** Both corrected for bias (type 2); the kurtosis is excess kurtosis. */
  readonly skew: number | null;
  readonly kurtosis: number | null;
  /** Number of units with a value, number with a value other than 0, and number of distinct values. */
  readonly available: number;
  readonly nonZero: number;
  readonly unique: number;
  /** Number of units that have the most common value. */
  readonly same: number;
  readonly units: number;
};

/** @see COINr `get_stats` */
export function summarise(column: Column): ColumnSummary {
  const values = present(column);
  const range = rangeOf(column);
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const { skew, kurtosis } = shapeOf(column);
  return {
    lowest: range?.low ?? null,
    highest: range?.high ?? null,
    mean: mean(column),
    median: median(column),
    deviation: deviation(column),
    skew,
    kurtosis,
    available: values.length,
    nonZero: values.filter((value) => value !== 0).length,
    unique: counts.size,
    same: counts.size === 0 ? 0 : Math.max(...counts.values()),
    units: column.length,
  };
}
