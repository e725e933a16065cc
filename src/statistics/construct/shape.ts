/** The distribution of the scores of one element: skewness, outliers, floor and ceiling effects. */
import { type Column, present } from '../columns/column.ts';
import { quantile, shapeOf } from '../columns/moments.ts';
import type { Construct, ConstructCheck, ConstructRow } from './check.ts';

export function shapeRows({ nodes, scores, thresholds, scale }: Construct): ConstructRow[] {
  return nodes.flatMap(({ code }): ConstructRow[] => {
    const column = scores.get(code)!;
    const values = present(column);
    const { skew, kurtosis } = shapeOf(column);
    const isSkewed = Math.abs(skew ?? 0) > thresholds.skewness && (kurtosis ?? 0) > thresholds.kurtosis;
    const row = (check: ConstructCheck, value: number | null, isBeyond: boolean): ConstructRow => ({
      check,
      element: code,
      beside: null,
      value,
      threshold: thresholds[check],
      units: values.length,
      verdict: value === null ? 'not_computed' : isBeyond ? 'look' : 'pass',
    });
    const share = (check: 'outliers' | 'floor' | 'ceiling', count: number) => {
      const value = values.length === 0 ? null : count / values.length;
      return row(check, value, (value ?? 0) > thresholds[check]);
    };
    const lowest = scale?.low ?? values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const highest = scale?.high ?? values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
    return [
      row('skewness', skew, isSkewed),
      row('kurtosis', kurtosis, isSkewed),
      share('outliers', outliers(column)),
      share('floor', values.filter((value) => value <= lowest).length),
      share('ceiling', values.filter((value) => value >= highest).length),
    ];
  });
}

/** Tukey's fences: beyond the quartiles by more than 1.5 times the distance between them. */
function outliers(column: Column): number {
  const [lower, upper] = [quantile(column, 0.25), quantile(column, 0.75)];
  if (lower === null || upper === null) return 0;
  const reach = 1.5 * (upper - lower);
  return present(column).filter((value) => value < lower - reach || value > upper + reach).length;
}
