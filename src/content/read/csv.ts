/** CSV (RFC 4180), with the line and column of every cell. */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { Fault } from '../../problem/index.ts';
import { faultAt } from '../fault.ts';
import { remembered } from '../kept.ts';
import { placer, type TextPosition } from './place.ts';

export type Cells = {
  readonly head: readonly string[];
  /** Every line below the header, by column name; cells are trimmed, missing ones are empty. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Rows, from 0, with more or fewer cells than the header. */
  readonly broken: ReadonlySet<number>;
  /** Position of a cell, with rows counted from 0 and −1 for the header; without a column, of the whole row. */
  readonly place: (row: number, column?: string) => TextPosition;
};

/**
 * A line with too many or too few cells is a fault. Its cells are kept, so that other tables still find its key;
 * callers do not get the table while it has faults.
 *
 * @returns null cells if the text is not CSV
 */
export function parseCells(file: string, text: string): { cells: Cells | null; faults: Fault[] } {
  // What is left of a character of another encoding, in files that were decoded elsewhere.
  const damaged = text.indexOf('\uFFFD');
  if (damaged >= 0) {
    const what = 'The file is not text in UTF-8: a character here cannot be read.';
    const correction = 'Save it again, with the encoding UTF-8.';
    return { cells: null, faults: [faultAt(file, placer(text)(damaged), { what, correction })] };
  }
  let records: string[][];
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    records = remembered(['csv', text], () => parse(text, options))!;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = { line: Math.max(1, Number(error.lines ?? 1)), column: 1 };
    const why = unreadable[error.code] ?? error.message;
    const wording = { what: `The file is not valid CSV: ${why}.`, correction: quoting };
    return { cells: null, faults: [faultAt(file, place, wording)] };
  }
  const [head = [], ...rest] = records;
  let starts: number[][] | undefined;
  let at: ((offset: number) => TextPosition) | undefined;
  const place = (row: number, column?: string): TextPosition => {
    starts ??= startsOf(text);
    at ??= placer(text);
    const cell = column === undefined ? 0 : Math.max(0, head.indexOf(column));
    const line = starts[row + 1] ?? [];
    return at(line[cell] ?? line.at(-1) ?? 0);
  };
  const broken = new Set(rest.flatMap((record, row) => (record.length === head.length ? [] : [row])));
  const faults = [...broken].map((row) => {
    const what = `This line has ${rest[row]!.length} cells, and the first line names ${head.length} columns.`;
    return faultAt(file, place(row), { what, correction: quoting });
  });
  const rows = rest.map((record) => Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])));
  return { cells: { head, rows, broken, place }, faults };
}

/** Every line of a valid CSV text, such as a file of a release; cells are unchanged. */
export const linesOfCsv = (text: string): string[][] => parse(text);

/** Messages for error codes of the parser. */
const unreadable: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'a cell goes on behind its closing quotation mark',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  INVALID_OPENING_QUOTE: 'a cell contains a quotation mark but does not begin with one',
};

const quoting = 'Separate cells by commas, and put a cell with a comma or a quote in it in double quotes.';

/** Start of each cell of each line that is not empty. */
function startsOf(text: string): number[][] {
  const lines: number[][] = [];
  let line: number[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let quoted = false;
  let isEmpty = true;
  const end = (offset: number) => {
    line.push(start);
    if (!isEmpty) lines.push(line);
    line = [];
    isEmpty = true;
    start = offset;
  };
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    if (!quoted && sign === ',') {
      line.push(start);
      start = at + 1;
      isEmpty = false;
    } else if (!quoted && sign === '\n') end(at + 1);
    else if (sign !== '\r') isEmpty = false;
  }
  if (start < text.length || line.length > 0) end(text.length);
  return lines;
}
