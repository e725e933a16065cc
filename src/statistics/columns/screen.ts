/** Screening: decides which units have enough data to be scored. */
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
  const units = columns[0]?.length ?? 0;
  const missing = new Int32Array(units);
  const zero = new Int32Array(units);
  for (const column of columns)
    for (let unit = 0; unit < units; unit += 1) {
      const value = column[unit] ?? null;
      if (value === null) missing[unit]! += 1;
      else if (value === 0) zero[unit]! += 1;
    }
  return Array.from(missing, (gaps, unit) => {
    const there = columns.length - gaps;
    return {
      missing: gaps,
      zero: zero[unit]!,
      // 1 minus the missing share, as in COINr: the last digit decides whether a share equals the minimum.
      available: 1 - gaps / columns.length,
      nonZero: there === 0 ? null : 1 - zero[unit]! / there,
    };
  });
}

export type Screening = {
  /** Minimum share of indicators with a value; null for no minimum. */
  readonly available: number | null;
  /** Minimum share of values that are not 0; null for no minimum. */
  readonly nonZero: number | null;
};

/** True for each unit that is kept: a share equal to the minimum passes. */
export function screen(columns: readonly Column[], least: Screening): boolean[] {
  return availability(columns).map((found) => hasEnough(found, least));
}

export function hasEnough({ available, nonZero }: Availability, least: Screening): boolean {
  return (
    (least.available === null || available >= least.available) &&
    (least.nonZero === null || (nonZero ?? 0) >= least.nonZero)
  );
}
