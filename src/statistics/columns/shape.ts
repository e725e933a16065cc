/** The distribution of a column's values, and whether it requires treatment. */
import { type Column, presentInBuffer } from './column.ts';
import { shapeOfValues } from './moments.ts';

/** A column passes if |skewness| is below `skew`, or excess kurtosis is below `kurtosis`. */
export type ShapeLimits = { readonly skew: number; readonly kurtosis: number };

export type Shape = {
  readonly skew: number | null;
  readonly kurtosis: number | null;
  /**
   * Null if it cannot be determined: too few values, no variation, or three values with a skewness beyond its limit.
   */
  readonly passes: boolean | null;
};

export function shapeWithin(column: Column, limits: ShapeLimits): Shape {
  return shapeOfThese(presentInBuffer(column), limits);
}

/** @param values - without NaN */
export function shapeOfThese(values: Float64Array, limits: ShapeLimits): Shape {
  const { skew, kurtosis } = shapeOfValues(values, [limits.skew, limits.kurtosis]);
  const isStraight = skew === null ? null : Math.abs(skew) < limits.skew;
  const isFlat = kurtosis === null ? null : kurtosis < limits.kurtosis;
  const unknown = isStraight === null || isFlat === null;
  return { skew, kurtosis, passes: isStraight || isFlat ? true : unknown ? null : false };
}
