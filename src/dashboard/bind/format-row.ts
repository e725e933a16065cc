/** Formats column values for readers: `dashboards/columns.yaml` declares the format once for every dashboard. */
import { formatChange, formatDate, formatNumber, formatPercent, formatScore, type Language } from '../../i18n/index.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';

/**
 * `number` is rounded by `roundDown`; `change` is a number with its sign, rounded; `share` is 0 to 1 and shown as a
 * percentage; `plain` is a year or similar.
 */
export type Format = {
  readonly as: 'number' | 'change' | 'share' | 'date' | 'hash' | 'plain';
  readonly digits?: number;
};
export type Formats = Readonly<Record<string, Format>>;

/** Shown for a missing value: an en dash, which is not a zero. */
export const nothing = '\u2013';

/** @returns the value as text in the language; `nothing` for null */
export function formatValue(language: Language, format: Format | undefined, value: DatasetValue | undefined): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (format === undefined)
    return typeof value === 'number' ? formatNumber(language, value, whole(value)) : String(value);
  // A source may give only a month or a year.
  if (format.as === 'date')
    return /^\d{4}-\d{2}(?:$|-\d{2})/.test(String(value)) ? formatDate(language, String(value)) : String(value);
  if (format.as === 'plain') return String(value);
  if (format.as === 'hash') return String(value).slice(0, 12);
  const number = Number(value);
  if (format.as === 'share') return formatPercent(language, number, format.digits ?? 0);
  if (format.as === 'number') return formatScore(language, number, format.digits ?? 0);
  return (format.as === 'change' ? formatChange : formatNumber)(language, number, format.digits ?? 0);
}

/**
 * Every column of a row, formatted: the values for the messages of texts/. Columns without a format keep the full
 * number.
 *
 * A column with a format that is missing in the row has no value: a release of earlier software may lack newer
 * columns.
 */
export function formatRow(language: Language, formats: Formats, row: DatasetRow): Record<string, string | number> {
  const reported = Object.entries(row).map(([column, value]) => [column, formatted(language, formats[column], value)]);
  return { ...blanksOf(formats), ...Object.fromEntries(reported) };
}

/**
 * The same, but each column is formatted only when a message uses it, as a row has many columns and a message uses
 * few.
 */
export function valuesOf(
  language: Language,
  formats: Formats,
  row: DatasetRow,
): Readonly<Record<string, string | number>> {
  return new Proxy({} as Record<string, string | number>, {
    has: (_, column) => typeof column === 'string' && (Object.hasOwn(row, column) || Object.hasOwn(formats, column)),
    get: (_, column) => {
      if (typeof column !== 'string') return undefined;
      if (!Object.hasOwn(row, column)) return Object.hasOwn(formats, column) ? nothing : undefined;
      return formatted(language, formats[column], row[column]!);
    },
  });
}

const blanks = new WeakMap<Formats, Record<string, string>>();

/** Built once for all rows. */
function blanksOf(formats: Formats): Record<string, string> {
  const known = blanks.get(formats) ?? Object.fromEntries(Object.keys(formats).map((column) => [column, nothing]));
  blanks.set(formats, known);
  return known;
}

/** Codes are unchanged, so that a message can select by them; null becomes `none`, booleans become words. */
function formatted(language: Language, format: Format | undefined, value: DatasetValue): string | number {
  if (format !== undefined) return formatValue(language, format, value);
  if (typeof value === 'number') return value;
  return value === null ? 'none' : String(value);
}

const whole = (value: number) => (Number.isInteger(value) ? 0 : 1);
