/** Formats numbers and dates for a language. */
import type { Language } from './language.ts';

const minus = '\u2212';

/**
 * @param value - null if there is no value
 * @param digits - number of decimals, including trailing zeros
 * @returns the number with a real minus sign; an en dash for null
 */
export function formatNumber(language: Language, value: number | null, digits = 0): string {
  if (value === null) return '\u2013';
  const text = numbersOf(language.locale, digits).format(value).replace('-', minus);
  // A change of -0.04 rounds to "-0.0", which would be read as a decrease. Some languages write a direction mark
  // before it.
  return /^\p{Cf}?\u2212[0\u0660.,\u066b\u066c\s]+$/u.test(text) ? text.replace(/^\p{Cf}?\u2212/u, '') : text;
}

/**
 * A number with its sign, for a change; without a sign if it rounds to 0. In right-to-left languages the sign remains
 * before the digits.
 */
export function formatChange(language: Language, value: number, digits = 0): string {
  const text = formatNumber(language, value, digits);
  if (value <= 0 || !/[1-9\u0661-\u0669]/.test(text)) return text;
  return `${language.direction === 'rtl' ? '\u200e' : ''}+${text}`;
}

/** A value closer to the next printed step than the last digits of a score counts as that step. */
const tolerance = 1e-9;

/**
 * The largest number with the given decimals that is not above the value: the rule for printing all figures with
 * classes. Tiers, targets and paces start at a number, so a figure below must never be printed as that number.
 */
export function roundDown(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.floor(value * scale + tolerance * scale) / scale;
}

/** A score, mean, need or pace, rounded by `roundDown`; an en dash for null. */
export const formatScore = (language: Language, value: number | null, digits = 0): string =>
  formatNumber(language, value === null ? null : roundDown(value, digits), digits);

/** @param iso - date, month, year or instant in ISO 8601; an instant is shown as its date in UTC */
export function formatDate(language: Language, iso: string): string {
  if (/^\d{4}$/.test(iso)) return iso;
  const key = `${language.locale} ${iso}`;
  const known = writtenDates.get(key);
  if (known !== undefined) return known;
  const written = writeDate(language, iso);
  if (writtenDates.size >= mostWrittenDates) writtenDates.clear();
  writtenDates.set(key, written);
  return written;
}

// Cached: the rows of a release have few dates, each of them many times.
const writtenDates = new Map<string, string>();
const mostWrittenDates = 5_000;

function writeDate(language: Language, iso: string): string {
  const isMonth = /^\d{4}-\d{2}$/.test(iso);
  const day = new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  const form = isMonth ? undefined : formsOf(language.locale)[day.getUTCMonth()];
  const text =
    form === undefined
      ? datesOf(language.locale, isMonth).format(day)
      : form
          .map((part) => (part === 'day' ? day.getUTCDate() : part === 'year' ? day.getUTCFullYear() : part[0]))
          .join('');
  // In Russian the word for year is written in full, as the point of its abbreviation would look like the end of a
  // sentence. French writes the first day of a month as an ordinal number, which `Intl` does not.
  const full = text.replace(/\s\u0433\.$/, '\u00a0года');
  return /^fr\b/.test(language.locale) ? full.replace(/^1(?=\s)/, '1er') : full;
}

/** What a date consists of, in order: the numbers of its day and year, and words as they are. */
type DateForm = readonly ('day' | 'year' | readonly [string])[];

/** The form of each month; empty for a calendar or digits that only `Intl` writes. */
export type DateForms = readonly DateForm[];

/**
 * A language writes the dates of a month alike, so that they are asked for once: a program that is about to end formats
 * three dates, and the first one takes `Intl` 5 ms.
 */
const forms = new Map<string, DateForms>();

export function formsOf(locale: string): DateForms {
  const known = forms.get(locale);
  if (known) return known;
  const format = datesOf(locale, false);
  const { calendar, numberingSystem } = format.resolvedOptions();
  const made =
    calendar === 'gregory' && numberingSystem === 'latn'
      ? Array.from({ length: 12 }, (_, month) =>
          format
            .formatToParts(Date.UTC(2001, month, 22))
            .map(({ type, value }) => (type === 'day' || type === 'year' ? type : ([value] as const))),
        )
      : [];
  forms.set(locale, made);
  return made;
}

/** Sets forms that another process of the same Node asked for. */
export const keepForms = (locale: string, made: DateForms): void => void forms.set(locale, made);

/**
 * A percentage, with the sign and spacing of the language.
 *
 * @param share - 0 to 1; null if there is no value
 * @param digits - number of decimals, including trailing zeros
 */
export function formatPercent(language: Language, share: number | null, digits = 0): string {
  return share === null ? '\u2013' : numbersOf(language.locale, digits, 'percent').format(share).replace('-', minus);
}

// Cached: creating a formatter takes much longer than using it, and a page of figures uses it a thousand times.
const numbers = new Map<string, Intl.NumberFormat>();
function numbersOf(locale: string, digits: number, style: 'decimal' | 'percent' = 'decimal'): Intl.NumberFormat {
  const key = `${locale} ${digits} ${style}`;
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style, minimumFractionDigits: digits, maximumFractionDigits: digits });
  numbers.set(key, made);
  return made;
}

const dates = new Map<string, Intl.DateTimeFormat>();
function datesOf(locale: string, isMonth: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${isMonth}`;
  const known = dates.get(key);
  if (known) return known;
  const style = isMonth ? ({ month: 'long', year: 'numeric' } as const) : ({ dateStyle: 'long' } as const);
  const made = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
  dates.set(key, made);
  return made;
}
