/** Findings as a table for a spreadsheet program. */
import { csvOf, type ReportedFinding } from '../domain/index.ts';

/** Columns of the table, named as in JSON. */
const columns = ['file', 'code', 'severity', 'sheet', 'cell', 'question', 'message', 'fix'] as const;

/** @param reported - each with the name of its file */
export const findingsCsv = (reported: readonly (ReportedFinding & { readonly file: string })[]): string =>
  csvOf([[...columns], ...reported.map((finding) => columns.map((key) => finding[key]))]);
