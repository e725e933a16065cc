/** Screening: which units have enough data to be scored. */
import type { Column } from './column.ts';

export type Availability = {
  readonly missing: number;
  readonly zero: number;
  /** Share of all indicators that have a value. */
  readonly available: number;
  /** Share of the values that are not 0; null without a value. */
  readonly nonZero: number | null;
};

/** @returns shape [unit] */
export function availability(columns: readonly Column[]): Availability[] {
  return (columns[0] ?? []).map((_, unit) => {
    const values = columns.map((column) => column[unit] ?? null);
    const missing = values.filter((value) => value === null).length;
    const zero = values.filter((value) => value === 0).length;
    const there = values.length - missing;
    return {
      missing,
      zero,
      // One less the share that is missing, as COINr has it: the last digit decides where a share meets its least.
      available: 1 - missing / values.length,
      nonZero: there === 0 ? null : 1 - zero / there,
    };
  });
}

export type Screening = {
  /** Least share of indicators with a value; null asks for none. */
  readonly available: number | null;
  /** Least share of values that are not 0; null asks for none. */
  readonly nonZero: number | null;
};

/** True for each unit that may stay: a share equal to the least passes. */
export function screen(columns: readonly Column[], least: Screening): boolean[] {
  return availability(columns).map(
    ({ available, nonZero }) =>
      (least.available === null || available >= least.available) &&
      (least.nonZero === null || (nonZero ?? 0) >= least.nonZero),
  );
}
