/** Percentages of countries and sectors as shares of an activity. The rule is in docs/support.md. */

import type { IatiShare } from './activity.ts';
import { decimalOf } from './decimal.ts';

export type Shares = {
  /** By code; null if no share is known. */
  readonly of: ReadonlyMap<string, number | null>;
  /** The fault of the percentages, as a sentence, with the line of the first; null if there is none. */
  readonly fault: { readonly line: number; readonly what: string } | null;
};

/**
 * A single entry without a percentage has the whole. Several entries have the stated percentages if each has one and
 * they sum to 100, allowing for rounding to integers (three times 33). Otherwise no share is known, as none is more
 * likely than another.
 */
export function sharesOf(entries: readonly IatiShare[], what: string): Shares {
  const codes = [...new Set(entries.map(({ code }) => code))];
  const unknown = new Map(codes.map((code) => [code, null] as const));
  const [first] = entries;
  if (first === undefined) return { of: unknown, fault: null };
  const stated = entries.map(({ percentage }) =>
    percentage === null || percentage === '' ? null : decimalOf(percentage),
  );
  const fault = (reason: string, at = 0): Shares => ({ of: unknown, fault: { line: entries[at]!.line, what: reason } });
  if (codes.length === 1 && stated.every((one) => one === null)) return { of: new Map([[codes[0]!, 1]]), fault: null };
  const odd = stated.findIndex((one) => one !== null && !(one >= 0 && one <= 100));
  if (odd >= 0)
    return fault(
      `The percentage "${entries[odd]!.percentage}" of ${entries[odd]!.code} is not a number from 0 to 100.`,
      odd,
    );
  const missing = stated.indexOf(null);
  if (missing >= 0) {
    const all = stated.every((one) => one === null);
    return fault(`${all ? 'None' : 'Not every one'} of the ${entries.length} ${what} has a percentage.`, missing);
  }
  const sum = stated.reduce<number>((total, one) => total + one!, 0);
  if (sum === 0 || Math.abs(sum - 100) > 0.5 * entries.length + 1e-9) {
    return fault(`The percentages of the ${what} come to ${Number(sum.toFixed(2))}, not to 100.`);
  }
  const of = new Map<string, number>();
  for (const [at, { code }] of entries.entries()) of.set(code, (of.get(code) ?? 0) + stated[at]! / sum);
  return { of, fault: null };
}
