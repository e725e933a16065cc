/**
 * Names in further languages: `names/<language>.csv` next to the tables has a line for each name, so that a
 * translator works in one file and tables need no column for each language.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cell, namesOf, type ReferenceKind, type ReferenceRow, readReference, referenceFolder } from './table.ts';

/** The tables whose entries have names, with the column of their codes. */
export const namedTables = {
  countries: 'iso3',
  regions: 'code',
  group_names: 'group',
  treaty_names: 'treaty',
  bodies: 'code',
  actors: 'actor',
  recommendations: 'recommendation',
  milestones: 'milestone',
  organisations: 'organisation',
} as const;
export type NamedTable = keyof typeof namedTables;

/** Languages of the files of names, for real or fictional tables. */
export function languagesOfNames(contentRoot: string, kind: ReferenceKind): string[] {
  const folder = join(contentRoot, referenceFolder(kind), 'names');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];
  return files.map((name) => name.slice(0, -'.csv'.length)).sort();
}

/** The rows of every file of names, which with a table decide the names of its entries. */
export const rowsOfNames = (contentRoot: string, kind: ReferenceKind): (readonly ReferenceRow[])[] =>
  languagesOfNames(contentRoot, kind).map((language) =>
    readReference(contentRoot, `${referenceFolder(kind)}/names/${language}.csv`),
  );

/**
 * @returns a function for the names of an entry by language: those of its own columns, then those of the files of
 *   names
 */
export function openNames(
  contentRoot: string,
  kind: ReferenceKind,
  table: NamedTable,
): (row: ReferenceRow) => Record<string, string> {
  const added = languagesOfNames(contentRoot, kind).map((language) => {
    const rows = readReference(contentRoot, `${referenceFolder(kind)}/names/${language}.csv`);
    return [language, byTable(rows).get(table)] as const;
  });
  return (row) => {
    const code = cell(row, namedTables[table]);
    const names: Record<string, string> = {};
    for (const [language, ofTable] of added) {
      const name = ofTable?.get(code);
      if (name !== undefined) names[language] = name;
    }
    return { ...names, ...namesOf(row) };
  };
}

type NamesByCode = ReadonlyMap<string, string>;
const known = new WeakMap<readonly ReferenceRow[], ReadonlyMap<string, NamesByCode>>();

/** The names of a file by table and code. */
function byTable(rows: readonly ReferenceRow[]): ReadonlyMap<string, NamesByCode> {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const tables = new Map<string, Map<string, string>>();
  for (const row of rows) {
    if (cell(row, 'name') === '') continue;
    const names = tables.get(cell(row, 'table')) ?? new Map<string, string>();
    tables.set(cell(row, 'table'), names.set(cell(row, 'code'), cell(row, 'name')));
  }
  known.set(rows, tables);
  return tables;
}
