/** Limits of a date, as declared in a questionnaire. */

export const dateBound = /^(\d{4}-\d{2}-\d{2}|year([+-]\d{1,3})?)$/;

/**
 * @param version - version of the instrument, which starts with its year, such as `2026`
 * @param side - whether the first or the last day of a year is meant
 * @returns an ISO date; null if there is no limit, or the version has no year
 */
export function dayOfBound(bound: string | undefined, version: string, side: 'from' | 'until'): string | null {
  if (bound === undefined) return null;
  if (!bound.startsWith('year')) return bound;
  const year = Number(/^\d{4}/.exec(version)?.[0] ?? Number.NaN) + Number(bound.slice('year'.length) || 0);
  if (!Number.isInteger(year)) return null;
  return `${year}-${side === 'from' ? '01-01' : '12-31'}`;
}
