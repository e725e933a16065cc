/**
 * Text for a spreadsheet program, which must not interpret typed text as a formula.
 *
 * The same rule for every exported table: files of releases, comparisons, findings, own views.
 */

/** Characters that spreadsheet programs skip before a formula, and those that start one, including full-width forms. */
const skipped = ' \t\n\v\f\r\u00a0\u200b\u3000\ufeff';
const signs = '=+@\t\r\n\uff1d\uff0b\uff0d\uff20-';

/** Written so that DuckDB and JavaScript interpret both patterns alike. */
export const formulaPattern = `^[${skipped}]*[${signs}]`;
/** A plain number is not a formula, whatever its sign. */
export const numberPattern = '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$';

/** All characters with which a text that is interpreted as a formula may start. */
export const sheetTextStarts = `${skipped}${signs}`;

const formula = new RegExp(formulaPattern);
const number = new RegExp(numberPattern);

/** @returns the text, prefixed with an apostrophe if it would be interpreted as a formula */
export const sheetText = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text);

/** A byte order mark at the start, by which spreadsheet programs recognise a CSV file as UTF-8. */
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
