/** Compares a reader's budget with the reported amounts of similar support, in one currency and year. */
import type { RankedDeclaration } from '../declare/declaration.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import type { Context } from './context.ts';
import { resolve, rowsOf } from './rows.ts';

/**
 * covers: at least the median amount; part: at least the smallest amount; below: less than any; other: amounts are
 * reported, but none in this currency and year, so they are not comparable; none: no source reports an amount;
 * unasked: the budget has no amount or no currency.
 */
export type Fit = 'covers' | 'part' | 'below' | 'other' | 'none' | 'unasked';

type Budget = { readonly amount: number | null; readonly currency: DatasetValue; readonly year: DatasetValue };

/** Columns that a budget adds. */
export const budgetColumns: readonly string[] = [
  'fit',
  'cost_least',
  'cost_median',
  'cost_most',
  'cost_amounts',
  'cost_currency',
  'cost_year',
];

/** @param costs - rows with `currency`, `year`, `amounts`, `least`, `median` and `most`, for the support to be paid */
export function fitOf({ amount, currency, year }: Budget, costs: readonly DatasetRow[]): Record<string, DatasetValue> {
  const nothing = {
    cost_least: null,
    cost_median: null,
    cost_most: null,
    cost_amounts: null,
    cost_currency: currency,
    cost_year: year,
  };
  if (amount === null || currency === null) return { fit: 'unasked' satisfies Fit, ...nothing };
  const same = costs.find((row) => row.currency === currency && Number(row.year) === Number(year));
  if (!same) return { fit: (costs.length === 0 ? 'none' : 'other') satisfies Fit, ...nothing };
  const fit: Fit = amount >= Number(same.median) ? 'covers' : amount >= Number(same.least) ? 'part' : 'below';
  return {
    fit,
    cost_least: same.least!,
    cost_median: same.median!,
    cost_most: same.most!,
    cost_amounts: same.amounts!,
    cost_currency: currency,
    cost_year: year,
  };
}

/** @returns a function from a row to its columns; null if the declaration compares nothing with a budget */
export function budgetOf(
  context: Context,
  block: string,
  { budget }: RankedDeclaration,
): ((row: DatasetRow) => Record<string, DatasetValue>) | null {
  if (!budget) return null;
  const amount = resolve(context, block, budget.amount);
  const given: Budget = {
    amount: amount === null ? null : Number(amount),
    currency: resolve(context, block, budget.currency),
    year: resolve(context, block, budget.year),
  };
  const costs = Map.groupBy(rowsOf(context, block, budget.costs), (row) => row[budget.on] ?? null);
  return (row) => fitOf(given, costs.get(row[budget.on] ?? null) ?? []);
}
