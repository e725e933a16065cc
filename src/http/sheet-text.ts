/** Tables as CSV for a spreadsheet program, in which nothing of an answer can come alive. */

/** What makes a spreadsheet program take a text for a formula. */
const formulaSign = /^[=+\-@\t\r]/;

/** @returns RFC 4180 with a byte order mark, by which Excel knows the text for UTF-8 */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formulaSign.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
