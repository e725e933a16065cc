/** Tables of reference facts: CSV in UTF-8 with a header; each row keeps its line number. */
import { type ContentTable, openTable, refuseFaults, tableOf } from '../content/index.ts';
import { Problem } from '../problem/index.ts';

/** Whether a table is real or illustrative. Both kinds have the same files, so that the same code reads them. */
export type ReferenceKind = 'real' | 'illustrative';

export type ReferenceRow = { readonly line: number; readonly [column: string]: string | number };

/** Folder of the reference files of one kind, relative to the content root. */
export const referenceFolder = (kind: ReferenceKind) =>
  kind === 'real' ? 'pipelines/reference' : 'pipelines/reference/illustrative';

/** Rows of a reference table. @throws Problem `content_faulty` with every fault of the file */
export function readReference(contentRoot: string, file: string): readonly ReferenceRow[] {
  const { table, faults } = openTable(contentRoot, file);
  refuseFaults(faults);
  return rowsOf(table!);
}

/**
 * Rows of an external CSV text by column name; cells are trimmed, lines counted from 1.
 *
 * @throws Problem `reference_columns` if a required column is missing, `reference_wrong` if it is not CSV
 */
export function readTable(text: string, where: string, columns: readonly string[]): readonly ReferenceRow[] {
  const { table, faults } = tableOf(where, text);
  if (table === null || faults.length > 0) {
    throw new Problem('reference_wrong', where, { faults: faults.map(({ line, what }) => `Line ${line}: ${what}`) });
  }
  const missing = columns.filter((column) => !table.head.includes(column));
  if (missing.length > 0) throw new Problem('reference_columns', where, { missing, found: table.head });
  return rowsOf(table);
}

/** Cached for each table. */
const known = new WeakMap<ContentTable, readonly ReferenceRow[]>();

function rowsOf(table: ContentTable): readonly ReferenceRow[] {
  const rows = known.get(table) ?? table.rows.map((row, at) => ({ ...row, line: table.place(at).line }));
  known.set(table, rows);
  return rows;
}

type Made = { readonly sources: readonly (readonly ReferenceRow[])[]; readonly result: unknown };
const made = new WeakMap<readonly ReferenceRow[], Map<string, Made>>();

/**
 * A result that is made from the rows of tables, cached until one of the tables is read again. Callers share it.
 *
 * @param sources - the rows of every table that the result is made from, as `readReference` gives them
 * @param key - what else decides the result
 */
export function onceFor<Result>(
  sources: readonly [readonly ReferenceRow[], ...(readonly ReferenceRow[])[]],
  key: string,
  make: () => Result,
): Result {
  const ofFirst = made.get(sources[0]) ?? new Map<string, Made>();
  made.set(sources[0], ofFirst);
  const found = ofFirst.get(key);
  const isSame = found?.sources.length === sources.length && sources.every((rows, at) => rows === found.sources[at]);
  if (isSame) return found.result as Result;
  const result = make();
  ofFirst.set(key, { sources, result });
  return result;
}

/** The text of a cell; empty if the table has no such column. */
export const cell = (row: ReferenceRow, column: string): string => String(row[column] ?? '');

/** Names by language, from the columns whose name ends in `name_<language>`; empty ones are omitted. */
export function namesOf(row: ReferenceRow): Record<string, string> {
  const names: Record<string, string> = {};
  for (const column of Object.keys(row)) {
    const language = languageOf(column);
    if (language && cell(row, column) !== '') names[language] = cell(row, column);
  }
  return names;
}

const languages = new Map<string, string | null>();

function languageOf(column: string): string | null {
  const known = languages.get(column);
  if (known !== undefined) return known;
  const language = /(?:^|_)name_([a-z]{2,3}(?:-[A-Za-z]+)?)$/.exec(column)?.[1] ?? null;
  languages.set(column, language);
  return language;
}
