/** The amount of an activity, from a single kind of figure; kinds are never added together. */

import type { IatiActivity, IatiValue } from './activity.ts';
import { decimalOf } from './decimal.ts';

export type Amount = {
  readonly amount: number;
  readonly currency: string;
  readonly year: number | null;
};

type Fault = { readonly line: number; readonly what: string };

/** Transaction types, by code of the standard. */
const outgoingCommitment = ['2'];
const spending = ['3', '4', '7', '8'];
const incoming = ['11', '1', '13'];

/**
 * The first of these that exists: outgoing commitments, budgets, disbursements and expenditure, incoming commitments
 * or funds. A revised budget replaces the original of the same period, and a committed budget an indicative one.
 */
export function amountOf(activity: IatiActivity): { amount: Amount | null; fault: Fault | null } {
  const ofTypes = (types: readonly string[]) =>
    activity.transactions.filter(({ type }) => types.includes(type)).map(({ value, date }) => ({ value, date }));
  const kinds = [
    ofTypes(outgoingCommitment),
    budgetsOf(activity),
    ofTypes(spending),
    ofTypes(incoming.slice(0, 1)),
    ofTypes(incoming),
  ];
  const chosen = kinds.find((kind) => kind.length > 0) ?? [];
  return chosen.length === 0 ? { amount: null, fault: null } : sumOf(chosen);
}

type Dated = { readonly value: IatiValue | null; readonly date: string | null };

function sumOf(values: readonly Dated[]): { amount: Amount | null; fault: Fault | null } {
  const line = values.find(({ value }) => value !== null)?.value?.line ?? 0;
  const wrong = values.find(({ value }) => value === null || Number.isNaN(decimalOf(value.amount)));
  if (wrong !== undefined) {
    return {
      amount: null,
      fault: { line: wrong.value?.line ?? line, what: `The value "${wrong.value?.amount ?? ''}" is not a number.` },
    };
  }
  const currencies = [...new Set(values.map(({ value }) => value!.currency))];
  if (currencies.length > 1 || currencies[0] === null) {
    const what = currencies.includes(null)
      ? 'A value has no currency, and the activity has no default currency.'
      : `Values are in several currencies (${currencies.join(', ')}), so they have no sum.`;
    return { amount: null, fault: { line, what } };
  }
  const years = values
    .flatMap(({ value, date }) => value!.valueDate ?? date ?? [])
    .map((day) => Number(day.slice(0, 4)));
  const amount = values.reduce((sum, { value }) => sum + decimalOf(value!.amount), 0);
  const year = years.length === 0 ? null : Math.max(...years);
  if (amount < 0) return { amount: null, fault: { line, what: `The values add up to ${amount}, which is below 0.` } };
  return { amount: { amount, currency: currencies[0]!, year: Number.isInteger(year) ? year : null }, fault: null };
}

function budgetsOf({ budgets }: IatiActivity): Dated[] {
  const best = new Map<string, (typeof budgets)[number]>();
  const rank = ({ type, status }: (typeof budgets)[number]) => (status === '2' ? 2 : 0) + (type === '2' ? 1 : 0);
  for (const budget of budgets) {
    const period = `${budget.from} ${budget.to}`;
    const other = best.get(period);
    if (other === undefined || rank(budget) > rank(other)) best.set(period, budget);
  }
  return [...best.values()].map(({ value, from }) => ({ value, date: from }));
}
