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
  const text = new Intl.NumberFormat(language.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(value)
    .replace('-', minus);
  // A change of -0.04 rounds to "-0.0", which a reader takes for a fall.
  return /^\u2212[0.,\s]+$/.test(text) ? text.slice(1) : text;
}

/** @param iso - date or instant in ISO 8601; an instant is told by its day in UTC */
export function formatDate(language: Language, iso: string): string {
  const day = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  return new Intl.DateTimeFormat(language.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}
