/** Findings as a table for a spreadsheet program, in which nothing that was typed can come alive. */
import type { ToldFinding } from '../domain/index.ts';

/** Columns of the table, named as in JSON. */
const columns = ['file', 'code', 'severity', 'sheet', 'cell', 'question', 'message', 'fix'] as const;

/** What makes a spreadsheet program take a text for a formula, also behind blanks. */
const formulaSign = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

/**
 * @param told - each with the name of the file that it is about
 * @returns RFC 4180 with a byte order mark, by which Excel knows the text for UTF-8
 */
export function findingsCsv(told: readonly (ToldFinding & { readonly file: string })[]): string {
  const lines = told.map((finding) => columns.map((key) => field(finding[key])).join(','));
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function field(text: string | null): string {
  if (text === null) return '';
  const safe = formulaSign.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
