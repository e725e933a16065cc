/** Checks a date against the limits of its question. */
import { type CellDeclaration, dayOfBound } from '../../../questionnaire/index.ts';
import { type ValueReading, wrong } from '../note.ts';

/** Days between the two date systems of spreadsheets: a date copied from one to the other shifts by this number. */
const calendarShift = 1462;

export function withinDays(
  reading: ValueReading<string>,
  { limits }: Pick<CellDeclaration, 'limits'>,
  version: string,
): ValueReading<string> {
  const from = dayOfBound(limits.from, version, 'from');
  const until = dayOfBound(limits.until, version, 'until');
  const fits = (day: string) => (from === null || day >= from) && (until === null || day <= until);
  const { value } = reading;
  if (value === null || fits(value)) return reading;
  const near = [shifted(value, calendarShift), shifted(value, -calendarShift)].find(fits) ?? 'none';
  return wrong('date_beyond_limit', { typed: value, from: from ?? 'none', until: until ?? 'none', near });
}

function shifted(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
