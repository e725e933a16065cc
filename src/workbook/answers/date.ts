/** Reads a date from a date cell, or from text where only one day can be meant. */
import type { Language } from '../../i18n/index.ts';
import { type Content, isoOfSerial } from '../read/content.ts';
import { plainDigits } from './digits.ts';
import { foldLoosely } from './folding.ts';
import { quoted, type Reading, understood, wrong } from './note.ts';

/** Years that an answer can speak of. */
const firstYear = 1900;
const lastYear = 2100;

export function readDate(content: Content, language: Language, languages: readonly Language[]): Reading<string> {
  switch (content.kind) {
    case 'date':
      // A year typed into a cell of dates is shown as a day of 1905.
      if (isYear(content.written)) return wrong('date_not_full', { typed: content.written });
      return content.iso === null ? wrong('date_not_in_calendar', { typed: content.written }) : inRange(content.iso);
    case 'number':
      return wrong('date_as_number', { typed: content.written, ...mayBe(content.number) });
    case 'text':
      return readText(content.text, language, languages);
    default:
      return wrong('not_a_date', { typed: content.kind === 'boolean' ? String(content.truth).toUpperCase() : '' });
  }
}

const isYear = (written: string) =>
  /^\d{4}$/.test(written) && Number(written) >= firstYear && Number(written) <= lastYear;

/** The day that a number would be in a date cell, where it is one that an answer can speak of; else `none`. */
function mayBe(number: number): { near: string } {
  const iso = isoOfSerial(number, false);
  const year = Number(iso?.slice(0, 4));
  return { near: iso !== null && year >= 1990 && year <= lastYear ? iso : 'none' };
}

function readText(text: string, language: Language, languages: readonly Language[]): Reading<string> {
  const typed = quoted(text);
  const plain = plainDigits(text).replace(/\s+/g, ' ');
  const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(plain);
  if (yearFirst) return ofCalendar(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]), typed);
  const eastern = /^(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日$/.exec(plain);
  if (eastern) return ofCalendar(Number(eastern[1]), Number(eastern[2]), Number(eastern[3]), typed);
  const yearLast = /^(\d{1,2})([-/. ]) ?(\d{1,2})\2 ?(\d{4})(?: \d{1,2}:\d{2}.*)?$/.exec(plain);
  if (yearLast) {
    const [first, second, year] = [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[4])];
    return yearAtEnd(first, second, year, yearLast[2] === '.' && language.dateOrder === 'day-month-year', typed);
  }
  const named = withMonthName(plain, languages);
  if (named) return ofCalendar(named.year, named.month, named.day, typed);
  if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}$/.test(plain)) return wrong('date_short_year', { typed });
  if (/^\d{4}([-/. ]\d{1,2})?$/.test(plain) || /^\d{1,2}[-/. ]\d{4}$/.test(plain))
    return wrong('date_not_full', { typed });
  return wrong('not_a_date', { typed });
}

/** @param dotted - points between the numbers, in a language that then always begins with the day */
function yearAtEnd(first: number, second: number, year: number, dotted: boolean, typed: string): Reading<string> {
  if (first > 12 || first === second || dotted) return ofCalendar(year, second, first, typed);
  if (second > 12) return ofCalendar(year, first, second, typed);
  const [one, other] = [isoOf(year, second, first), isoOf(year, first, second)];
  return wrong('date_ambiguous', { typed, one, other });
}

function ofCalendar(year: number, month: number, day: number, typed: string): Reading<string> {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? inRange(isoOf(year, month, day)) : wrong('date_not_in_calendar', { typed });
}

function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function inRange(iso: string): Reading<string> {
  const year = Number(iso.slice(0, 4));
  return year < firstYear || year > lastYear
    ? wrong('date_out_of_range', { typed: iso, from: String(firstYear), to: String(lastYear) })
    : understood(iso);
}

/** Reads `1 March 2026`, `March 1st, 2026`, `1er mars 2026`, `01-Mar-2026` with the months of every language on offer. */
function withMonthName(
  text: string,
  languages: readonly Language[],
): { year: number; month: number; day: number } | null {
  const words = foldLoosely(text).split(' ');
  const months = monthNames(languages);
  const found = words.map((word) => months.get(word)).filter((month) => month !== undefined);
  const numbers = words.filter((word) => /^\d/.test(word));
  const year = numbers.find((word) => /^\d{4}$/.test(word));
  const day = numbers.find((word) => /^\d{1,2}(?:er|st|nd|rd|th|o|a)?$/.test(word));
  // Beside day, month and year only the names of week days and words such as "of" may stand: nothing with a digit.
  if (found.length !== 1 || numbers.length !== 2 || words.length > 5 || !year || !day) return null;
  return { year: Number(year), month: found[0]!, day: Number.parseInt(day, 10) };
}

const knownMonths = new WeakMap<readonly Language[], Map<string, number>>();

function monthNames(languages: readonly Language[]): Map<string, number> {
  const known = knownMonths.get(languages);
  if (known) return known;
  const months = new Map<string, number>();
  const add = (name: string, month: number) => {
    const folded = foldLoosely(name);
    // A name that two languages give to two months, were there one, would be understood as neither.
    if (!/[\s\d]/.test(folded) && folded !== '')
      months.set(folded, months.has(folded) && months.get(folded) !== month ? 0 : month);
  };
  for (const { locale } of languages) {
    for (let month = 1; month <= 12; month += 1) {
      const day = new Date(Date.UTC(2000, month - 1, 15));
      for (const style of ['long', 'short'] as const) {
        add(new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' }).format(day), month);
        const parts = new Intl.DateTimeFormat(locale, {
          day: 'numeric',
          month: style,
          year: 'numeric',
          timeZone: 'UTC',
        });
        add(parts.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '', month);
      }
    }
  }
  for (const [name, month] of months) if (month === 0) months.delete(name);
  knownMonths.set(languages, months);
  return months;
}
