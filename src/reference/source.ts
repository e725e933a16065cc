/** Where each file of reference facts comes from, and under which licence. */
import { cell, readReference, readTable } from './table.ts';

export type Source = {
  /** File, relative to the content root. */
  readonly file: string;
  readonly source: string;
  readonly licence: string;
  /** ISO date; null where the source has no date of its own. */
  readonly asOf: string | null;
  readonly note: string | null;
};

/** Every file of reference facts with its sources; a file with several has several rows. */
export function loadSources(contentRoot: string): Source[] {
  const file = 'pipelines/reference/sources.csv';
  return readTable(readReference(contentRoot, file), file, ['file', 'source', 'licence', 'as_of']).map((row) => ({
    file: cell(row, 'file'),
    source: cell(row, 'source'),
    licence: cell(row, 'licence'),
    asOf: cell(row, 'as_of') || null,
    note: cell(row, 'note') || null,
  }));
}
