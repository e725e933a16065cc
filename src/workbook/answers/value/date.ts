/** Reads a date from a date cell, or from text if only one day can be meant. */
import type { Language } from '../../../i18n/index.ts';
import { type CellContent, isoOfSerial } from '../../read/content.ts';
import { doubt, quoted, severalValues, understood, type ValueReading, wrong } from '../note.ts';
import { plainDigits } from './digits.ts';
import { foldLoosely } from './folding.ts';

/** Range of years that an answer can refer to. */
const firstYear = 1900;
const lastYear = 2100;

export function readDate(
  content: CellContent,
  language: Language,
  languages: readonly Language[],
): ValueReading<string> {
  switch (content.kind) {
    case 'date':
      // A year typed into a date cell is shown as a day in 1905.
      if (isYear(content.written)) return wrong('date_not_full', { typed: content.written });
      return content.iso === null ? wrong('date_not_in_calendar', { typed: content.written }) : ofCell(content);
    case 'number':
      return ofNumber(content.number, content.written, content.from1904);
    case 'text': {
      const plain = plainDigits(content.text);
      return /^\d{5}(\.\d+)?$/.test(plain)
        ? ofNumber(Number(plain), plain, false)
        : readText(content.text, language, languages);
    }
    default:
      return wrong('not_a_date', { typed: content.kind === 'boolean' ? String(content.truth).toUpperCase() : '' });
  }
}

const isYear = (written: string) =>
  /^\d{4}$/.test(written) && Number(written) >= firstYear && Number(written) <= lastYear;

/** A small number in a date cell is shown as a day long ago, although probably no day was meant. */
function ofCell({ iso, written }: Extract<CellContent, { kind: 'date' }>): ValueReading<string> {
  const reading = inRange(iso!);
  const small = reading.value !== null && /^\d/.test(written) && Number(written) < smallSerial;
  return small ? understood(iso!, [doubt('date_from_small_number', { typed: iso!, number: written })]) : reading;
}

/** 18 May 1927 as a spreadsheet serial number. */
const smallSerial = 10_000;

/**
 * Spreadsheets store days as numbers, and a date pasted as a value remains a number. It is read as a day, with a
 * note, if that is within the range of years.
 */
function ofNumber(number: number, written: string, from1904: boolean): ValueReading<string> {
  if (/^\d{8}$/.test(written)) {
    const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(written)!;
    const reading = ofCalendar(Number(year), Number(month), Number(day), written);
    if (reading.value !== null) return reading;
  }
  const iso = isoOfSerial(number, from1904);
  const year = Number(iso?.slice(0, 4));
  return iso !== null && year >= firstPasted && year <= lastYear
    ? understood(iso, [doubt('date_from_number', { typed: written, date: iso })])
    : wrong('date_as_number', { typed: written, near: 'none' });
}

const firstPasted = 1990;

/** A day may be followed only by a time. */
const time = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?:Z| ?[+-]\d{2}:?\d{2})?`;
const yearFirstForm = new RegExp(`^(\\d{4})([-/. ])(\\d{1,2})\\2(\\d{1,2})(?:[T ]${time})?$`, 'i');
const yearLastForm = new RegExp(`^(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4})(?: ${time})?$`, 'i');
/** `2025年11月30日`, in digits or Chinese numerals, with or without the day of the week. */
const [easternYear, easternPart] = [
  String.raw`(\d{4}|[〇零○一二三四五六七八九]{4}) ?年`,
  String.raw` ?(\d{1,2}|[一二三四五六七八九十]{1,3})`,
];
const easternForm = new RegExp(
  `^${easternYear}${easternPart} ?月${easternPart} ?[日号](?: ?\\(?(?:星期|周)[一二三四五六日天]\\)?)?$`,
);
const easternLacking = new RegExp(`^${easternYear}(?:${easternPart} ?月)?$`);

/**
 * 二〇二五 is 2025 digit by digit, 三十一 is 31 with tens; an invalid numeral such as 三三 gives a number that no calendar
 * has.
 */
function easternNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (sign: string) => Math.max(0, '一二三四五六七八九'.indexOf(sign) + 1);
  if (text.length === 4) return Number([...text].map(digit).join(''));
  const [, tens, ones] = /^([二三]?十)?([一二三四五六七八九])?$/.exec(text) ?? [];
  return (tens === undefined ? 0 : 10 * (digit(tens[0]!) || 1)) + (ones === undefined ? 0 : digit(ones));
}

const parting = /[\n\r\t\v\f\u0085\u2028\u2029;\uff1b|]/;
/** “31.12.2026 г.”: Russian adds the word for year to numeric dates too. */
const yearWord = /(?<=\d{4}) ?г(?:од|ода)?\.?$/iu;

function readText(text: string, language: Language, languages: readonly Language[]): ValueReading<string> {
  const typed = quoted(text);
  const several = severalValues(text, parting);
  if (several !== null) return wrong('values_several', { typed: several });
  const plain = plainDigits(text)
    .replace(/\s+/g, ' ')
    .replace(/(?<=\d) ?([-/.]) ?(?=\d)/g, '$1')
    .replace(yearWord, '');
  const together = /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  if (together) {
    const reading = ofCalendar(Number(together[1]), Number(together[2]), Number(together[3]), typed);
    // 31032026 may be a day, but not if it is read as starting with the year.
    return reading.value === null ? wrong('not_a_date', { typed }) : reading;
  }
  const yearFirst = yearFirstForm.exec(plain);
  if (yearFirst) return ofCalendar(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]), typed);
  const eastern = easternForm.exec(plain);
  if (eastern) {
    const [year, month, day] = eastern.slice(1, 4).map(easternNumber);
    return ofCalendar(year!, month!, day!, typed);
  }
  if (easternLacking.test(plain)) return wrong('date_not_full', { typed });
  const yearLast = yearLastForm.exec(plain);
  if (yearLast) {
    const [first, second, year] = [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[4])];
    return yearAtEnd(first, second, year, yearLast[2] === '.' && language.dateOrder === 'day-month-year', typed);
  }
  const named = withMonthName(plain, languages);
  if (named && 'lacks' in named) return wrong(named.lacks, { typed });
  if (named) return ofCalendar(named.year, named.month, named.day, typed);
  if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}$/.test(plain)) return wrong('date_short_year', { typed });
  if (/^\d{4}([-/. ]\d{1,2})?$/.test(plain) || /^\d{1,2}[-/. ]\d{4}$/.test(plain))
    return wrong('date_not_full', { typed });
  return wrong('not_a_date', { typed });
}

/** @param dotted - true if points separate the numbers, in a language that then always starts with the day */
function yearAtEnd(first: number, second: number, year: number, dotted: boolean, typed: string): ValueReading<string> {
  if (first > 12 || first === second || dotted) return ofCalendar(year, second, first, typed);
  if (second > 12) return ofCalendar(year, first, second, typed);
  const [one, other] = [isoOf(year, second, first), isoOf(year, first, second)];
  return wrong('date_ambiguous', { typed, one, other });
}

function ofCalendar(year: number, month: number, day: number, typed: string): ValueReading<string> {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? inRange(isoOf(year, month, day)) : wrong('date_not_in_calendar', { typed });
}

function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function inRange(iso: string): ValueReading<string> {
  const year = Number(iso.slice(0, 4));
  return year < firstYear || year > lastYear
    ? wrong('date_out_of_range', { typed: iso, from: String(firstYear), to: String(lastYear) })
    : understood(iso);
}

type Named = { year: number; month: number; day: number } | { lacks: 'date_short_year' | 'date_not_full' };

/**
 * Reads `1 March 2026`, `March 1st, 2026`, `1er mars 2026`, `01-Mar-2026` with the months of every language on offer.
 *
 * @returns for `01-Mar-26` and `March 2026`, what is missing; null for a text that names no month or contains more
 *   than a date
 */
function withMonthName(text: string, languages: readonly Language[]): Named | null {
  const months = monthNames(languages);
  const words = wordsIn(foldLoosely(text), months);
  // Both names of one month may be written: “تشرين الثاني/نوفمبر”.
  const found = [...new Set(words.flatMap((word) => months.get(word) ?? []))];
  const numbers = words.filter((word) => /^\d/.test(word));
  // Besides day, month and year, only names of weekdays and words such as “of” are allowed: nothing with a digit.
  if (found.length !== 1 || numbers.length > 2 || words.length > 5) return null;
  const year = numbers.find((word) => /^\d{4}$/.test(word));
  const day = numbers.find((word) => /^\d{1,2}(?:er|st|nd|rd|th|o|a)?$/.test(word));
  if (numbers.length === 2 && year && day) {
    return { year: Number(year), month: found[0]!, day: Number.parseInt(day, 10) };
  }
  if (numbers.length === 1 && year) return { lacks: 'date_not_full' };
  return numbers.length === 2 && numbers.every((word) => /^\d{1,2}$/.test(word)) ? { lacks: 'date_short_year' } : null;
}

/** Names of months of two words, such as the Arabic ones of October and November in some countries, stay together. */
function wordsIn(folded: string, months: ReadonlyMap<string, number>): string[] {
  const single = folded.split(' ');
  const words: string[] = [];
  for (let at = 0; at < single.length; at += 1) {
    const both = `${single[at]} ${single[at + 1] ?? ''}`;
    if (months.has(both)) at += 1;
    words.push(months.has(both) ? both : single[at]!);
  }
  return words;
}

const knownMonths = new WeakMap<readonly Language[], Map<string, number>>();

function monthNames(languages: readonly Language[]): Map<string, number> {
  const known = knownMonths.get(languages);
  if (known) return known;
  const months = new Map<string, number>();
  const add = (name: string, month: number) => {
    const folded = foldLoosely(name);
    // A name that two languages use for different months would not be understood at all.
    if (/^\p{L}+( \p{L}+)?$/u.test(folded))
      months.set(folded, months.has(folded) && months.get(folded) !== month ? 0 : month);
  };
  // The language without its region too: some countries abbreviate months differently.
  const locales = languages.flatMap(({ locale, monthLocales }) => [
    locale,
    new Intl.Locale(locale).language,
    ...monthLocales,
  ]);
  for (const locale of new Set(locales)) {
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
