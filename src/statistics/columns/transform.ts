/** Transformations of a whole column that reduce a long tail. */
import { type Column, mapPresent, rangeOf } from './column.ts';
import { shapeOf } from './moments.ts';

export type Transformation = 'log_ct' | 'log_ct_plus' | 'log_ct_orig' | { readonly boxcox: number } | 'none';

/**
 * @returns the column (null if a transformed value is not finite), and the name with which COINr marks its points
 * @see COINr `log_CT`, `log_CT_plus`, `log_CT_orig`, `boxcox`
 */
export function transform(
  column: Column,
  how: Transformation,
): { readonly column: (number | null)[]; readonly by: string } {
  const range = rangeOf(column);
  if (range === null || how === 'none') return { column: [...column], by: '' };
  const { low, high } = range;
  const step = 0.01 * (high - low);
  switch (how) {
    case 'log_ct':
      return { column: mapPresent(column, (value) => Math.log(value - low + step)), by: 'log_CT' };
    case 'log_ct_orig':
      return { column: mapPresent(column, (value) => Math.log(value - low + 1)), by: 'log_CT_orig' };
    case 'log_ct_plus':
      return (shapeOf(column).skew ?? 0) > 0
        ? { column: mapPresent(column, (value) => Math.log(value - low + step)), by: 'log_CT' }
        : { column: mapPresent(column, (value) => -Math.log(high + step - value)), by: 'log_CT_neg' };
  }
  const lambda = how.boxcox;
  const boxcox = (value: number) => {
    const positive = value - low + 1;
    return lambda === 0 ? Math.log(positive) : (positive ** lambda - 1) / lambda;
  };
  return { column: mapPresent(column, boxcox), by: 'boxcox' };
}
