/** Rows of a CSV file by column name, each with its first line. */
import { type Fault, parseCells } from '../content/index.ts';
import { Problem } from '../problem/index.ts';

export type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/**
 * @param needed - required columns
 * @throws Problem `index_table_unreadable` if it is not CSV, has no rows, or a column is missing or duplicate
 */
export function rowsOf(csv: string, file: string, needed: readonly string[]): CsvRow[] {
  // Unicode normal form without characters of no width, otherwise two codes that look the same would be two units.
  const { cells, faults } = parseCells(file, csv.normalize('NFC').replaceAll(noWidth, ''));
  if (cells === null || faults.length > 0) {
    const [{ line, what }] = faults as [Fault];
    const reason = what.replace(/^The file is not valid CSV: |\.$/g, '');
    throw unreadable(file, `it is no CSV (line ${line}: ${reason})`, 'Save it as CSV in UTF-8, with commas.');
  }
  const { head: names, rows, place } = cells;
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const correction = names.length === 1 ? 'Save it with commas between the columns.' : `Add ${missing.join(', ')}.`;
    throw unreadable(file, `it has no column ${missing.join(', ')}`, correction);
  }
  const twice = firstRepeated(names);
  if (twice !== null) throw unreadable(file, `the column "${twice}" occurs twice`, 'Remove one of the two.');
  if (rows.length === 0) throw unreadable(file, 'it has no rows', 'Add a row for each unit or node.');
  return rows.map((row, at) => ({ line: place(at).line, cells: row }));
}

/** Zero-width space, word joiner and a mark in the middle: not joiners, which change how letters look. */
const noWidth = /[\u200b\u2060]|(?<!^)\ufeff/g;

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** True for the form of a number, also of one too large to be one. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/** @returns NaN for any other form, such as `0x10`, which `Number()` takes, and for a number too large to be one */
export function decimalOf(text: string | undefined): number {
  const value = decimal.test(text ?? '') ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A cell of a CSV file (RFC 4180). */
export function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function firstRepeated(codes: readonly string[]): string | null {
  const seen = new Set<string>();
  return codes.find((code) => seen.size === seen.add(code).size) ?? null;
}

export const unreadable = (file: string, reason: string, correction: string) =>
  new Problem('index_table_unreadable', file, { file, reason, correction });
