/** How a column's values are written for a reader: `dashboards/columns.yaml` declares it once for every dashboard. */
import { formatChange, formatDate, formatNumber, formatScore, type Language } from '../../i18n/index.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';

/** `number` is printed by `roundDown`; `change` is a number with its sign, rounded; `share` is 0 to 1 and written in per cent, `plain` a year or the like. */
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
  // A source may show no more than a month or a year.
  if (format.as === 'date')
    return /^\d{4}-\d{2}-\d{2}/.test(String(value)) ? formatDate(language, String(value)) : String(value);
  if (format.as === 'plain') return String(value);
  if (format.as === 'hash') return String(value).slice(0, 12);
  const number = Number(value);
  if (format.as === 'share') return percent(language, number, format.digits ?? 0);
  if (format.as === 'number') return formatScore(language, number, format.digits ?? 0);
  return (format.as === 'change' ? formatChange : formatNumber)(language, number, format.digits ?? 0);
}

/**
 * Every column of a row, told: what the messages of texts/ are filled with. Columns without a format keep numbers whole.
 *
 * A column that has a format and is not in the row has no value: a release of earlier software may lack what came since.
 */
export function formatRow(language: Language, formats: Formats, row: DatasetRow): Record<string, string | number> {
  const reported = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === 'number' && formats[column] === undefined ? value : plain(language, formats[column], value),
  ]);
  return { ...blanksOf(formats), ...Object.fromEntries(reported) };
}

const blanks = new WeakMap<Formats, Record<string, string>>();

/** Made once for all rows. */
function blanksOf(formats: Formats): Record<string, string> {
  const known = blanks.get(formats) ?? Object.fromEntries(Object.keys(formats).map((column) => [column, nothing]));
  blanks.set(formats, known);
  return known;
}

/** Codes stay unchanged, so that a message can select by them; null becomes `none`, true and false become words. */
function plain(language: Language, format: Format | undefined, value: DatasetValue): string {
  if (format === undefined) return value === null ? 'none' : String(value);
  return formatValue(language, format, value);
}

const whole = (value: number) => (Number.isInteger(value) ? 0 : 1);

// Made once: a formatter costs far more to make than to use.
const percents = new Map<string, Intl.NumberFormat>();
function percent(language: Language, share: number, digits: number): string {
  const key = `${language.locale} ${digits}`;
  const format =
    percents.get(key) ??
    new Intl.NumberFormat(language.locale, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  percents.set(key, format);
  return format.format(share);
}
