/** Findings as a table for a spreadsheet program. */
import { csvOf, type ReportedFinding } from '../domain/index.ts';

/** Columns of the table, named as in JSON. */
const columns = ['file', 'code', 'severity', 'sheet', 'cell', 'question', 'message', 'fix'] as const;

/** @param told - each with the name of the file that it is about */
export const findingsCsv = (reported: readonly (ReportedFinding & { readonly file: string })[]): string =>
  csvOf([[...columns], ...reported.map((finding) => columns.map((key) => finding[key]))]);
