/** Numbers and dates as people of a language write them. */
import type { Language } from './language.ts';

const minus = '\u2212';

/**
 * @param value - null if there is no value
 * @param digits - decimals, all of them written
 * @returns the number with a true minus sign; an en dash for null, which is no zero
 */
export function formatNumber(language: Language, value: number | null, digits = 0): string {
  if (value === null) return '\u2013';
  const text = numbersOf(language.locale, digits).format(value).replace('-', minus);
  // A change of -0.04 rounds to "-0.0", which a reader takes for a fall. Some languages write a mark of direction before it.
  return /^\p{Cf}?\u2212[0\u0660.,\u066b\u066c\s]+$/u.test(text) ? text.replace(/^\p{Cf}?\u2212/u, '') : text;
}

/** A number with its sign, as a change; what rounds to nothing has none. Where a language is read from the right, the sign stays before its digits. */
export function formatChange(language: Language, value: number, digits = 0): string {
  const text = formatNumber(language, value, digits);
  if (value <= 0 || !/[1-9\u0661-\u0669]/.test(text)) return text;
  return `${language.direction === 'rtl' ? '\u200e' : ''}+${text}`;
}

/** What lies closer to the next printed step than a score's last digits is that step. */
const tolerance = 1e-9;

/**
 * The largest number of so many decimals that is not above the value: the one rule by which figures with classes are
 * printed. Tiers, targets and paces begin at a number, so a figure under it must never be printed as that number.
 */
export function roundDown(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.floor(value * scale + tolerance * scale) / scale;
}

/** A score, mean, need or pace, as `roundDown` prints it; an en dash for null. */
export const formatScore = (language: Language, value: number | null, digits = 0): string =>
  formatNumber(language, value === null ? null : roundDown(value, digits), digits);

/** @param iso - date or instant in ISO 8601; an instant is shown as its day in UTC */
export function formatDate(language: Language, iso: string): string {
  const day = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  // In Russian the word for year stands in full, as an abbreviation would put its point before that of a sentence.
  return datesOf(language.locale)
    .format(day)
    .replace(/\sг\.$/, '\u00a0года');
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
