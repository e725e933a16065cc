/** Numbers and dates as people of a language write them. */
import type { Language } from './language.ts';

const minus = '\u2212';

/**
 * @param value - null where there is no value
 * @param digits - decimals, all of them written
 * @returns the number with a true minus sign; an en dash for null, which is no zero
 */
export function formatNumber(language: Language, value: number | null, digits = 0): string {
  if (value === null) return '\u2013';
  const text = numbersOf(language.locale, digits).format(value).replace('-', minus);
  // A change of -0.04 rounds to "-0.0", which a reader takes for a fall.
  return /^\u2212[0.,\s]+$/.test(text) ? text.slice(1) : text;
}

/** @param iso - date or instant in ISO 8601; an instant is told by its day in UTC */
export function formatDate(language: Language, iso: string): string {
  const day = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  return datesOf(language.locale).format(day);
}

// A formatter costs far more to make than to use, and a page of figures uses it a thousand times.
const numbers = new Map<string, Intl.NumberFormat>();
function numbersOf(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  numbers.set(key, made);
  return made;
}

const dates = new Map<string, Intl.DateTimeFormat>();
function datesOf(locale: string): Intl.DateTimeFormat {
  const known = dates.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  dates.set(locale, made);
  return made;
}
