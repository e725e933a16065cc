/** Reads `may_not_apply`: whether a question may not apply to a country, and for which reasons. */
import type { Question } from '../instrument.ts';
import type { Mapping } from './mapping.ts';
import { shapes } from './name.ts';

/** Value in the file for a reason in the country's own words. */
export const anyReason = 'any_reason';

const expected = `false, ${anyReason}, or a list of ids of texts under reasons`;

/**
 * By default a scored question applies to every country, as a question that does not apply is excluded from the
 * denominator of a score. A question that is not scored accepts any reason.
 */
export function readMayNotApply(at: Mapping, isScored: boolean): Question['mayNotApply'] {
  const value = at.raw('may_not_apply');
  if (value === undefined) return isScored ? null : { reasons: [] };
  if (value === false) return null;
  if (value === anyReason) return { reasons: [] };
  const isList = Array.isArray(value) && value.length > 0 && value.every((one) => shapes.name.test(String(one)));
  if (isList && new Set(value).size === value.length) return { reasons: value.map(String) };
  at.wrong('may_not_apply', expected);
  return null;
}
