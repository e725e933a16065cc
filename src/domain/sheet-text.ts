/**
 * Text for a spreadsheet program, in which nothing that someone typed can become a formula.
 *
 * The one rule for every table that leaves the product: files of releases, comparisons, findings, own views.
 */

/** What spreadsheet programs skip before a formula, and the signs that begin one, full-width ones included. */
const skipped = ' \t\n\v\f\r\u00a0\u200b\u3000\ufeff';
const signs = '=+@\t\r\n\uff1d\uff0b\uff0d\uff20-';

/** Written so that DuckDB reads these two as JavaScript does. */
export const formulaPattern = `^[${skipped}]*[${signs}]`;
/** A plain number is no formula, whatever its sign. */
export const numberPattern = '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$';

const formula = new RegExp(formulaPattern);
const number = new RegExp(numberPattern);

/** @returns the text, behind an apostrophe where it would be taken for a formula */
export const sheetText = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text);

/** By this mark at its start, a spreadsheet program recognises a CSV file as UTF-8. */
export const byteOrderMark = '\ufeff';

/** @returns RFC 4180 with a byte order mark */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `${byteOrderMark}${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = sheetText(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
