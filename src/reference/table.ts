/** Tables of reference facts: CSV in UTF-8 with a head, each row knowing its line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Problem } from '../problem/index.ts';

/** Which world a table speaks of. Both have the same files, so that no code asks which it is. */
export type Kind = 'real' | 'illustrative';

export type Row = { readonly line: number; readonly [column: string]: string | number };

/** Folder of one kind's reference files, relative to the content root. */
export const referenceFolder = (kind: Kind) =>
  kind === 'real' ? 'pipelines/reference' : 'pipelines/reference/illustrative';

/** Text of a reference file. @throws Problem `reference_missing` */
export function readReference(contentRoot: string, file: string): string {
  try {
    return readFileSync(join(contentRoot, file), 'utf8');
  } catch (error) {
    throw new Problem('reference_missing', file, { file }, { cause: error });
  }
}

/**
 * Rows of a CSV text by the names in its first line; cells are trimmed, lines counted from 1.
 *
 * @throws Problem `reference_columns` where a wanted column is missing, `reference_wrong` where it is no CSV
 */
export function readTable(text: string, where: string, columns: readonly string[]): Row[] {
  let head: string[] = [];
  let parsed: { record: Record<string, string>; info: { lines: number } }[];
  try {
    parsed = parse(text, {
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      columns: (names: string[]) => {
        head = names;
        return names;
      },
    }) as never;
  } catch (error) {
    throw new Problem('reference_wrong', where, { faults: [(error as Error).message] }, { cause: error });
  }
  const missing = columns.filter((column) => !head.includes(column));
  if (missing.length > 0) throw new Problem('reference_columns', where, { missing, found: head });
  return parsed.map(({ record, info }) => ({ ...record, line: info.lines }));
}

/** The text of a cell; empty where the table has no such column. */
export const cell = (row: Row, column: string): string => String(row[column] ?? '');

/** Names by language, from the columns whose name ends in `name_<language>`; empty ones are left out. */
export function namesOf(row: Row): Record<string, string> {
  const names: Record<string, string> = {};
  for (const column of Object.keys(row)) {
    const language = /(?:^|_)name_([a-z]{2,3}(?:-[A-Za-z]+)?)$/.exec(column)?.[1];
    if (language && cell(row, column) !== '') names[language] = cell(row, column);
  }
  return names;
}
