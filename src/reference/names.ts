/**
 * Names in further languages: `names/<language>.csv` beside the tables has a line for each, so that a translator works in
 * one file and no table grows by a column for each language.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cell, namesOf, type ReferenceKind, type ReferenceRow, readReference, referenceFolder } from './table.ts';

/** The tables whose entries have names, and the column of their codes. */
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

/** Languages of the files of names of a world. */
export function languagesOfNames(contentRoot: string, kind: ReferenceKind): string[] {
  const folder = join(contentRoot, referenceFolder(kind), 'names');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];
  return files.map((name) => name.slice(0, -'.csv'.length)).sort();
}

/** @returns the names of an entry of a table by language: those of its own columns, then those of the files of names */
export function openNames(
  contentRoot: string,
  kind: ReferenceKind,
  table: NamedTable,
): (row: ReferenceRow) => Record<string, string> {
  const added = new Map<string, Record<string, string>>();
  for (const language of languagesOfNames(contentRoot, kind)) {
    for (const row of readReference(contentRoot, `${referenceFolder(kind)}/names/${language}.csv`)) {
      if (cell(row, 'table') !== table || cell(row, 'name') === '') continue;
      const code = cell(row, 'code');
      added.set(code, { ...added.get(code), [language]: cell(row, 'name') });
    }
  }
  return (row) => ({ ...added.get(cell(row, namedTables[table])), ...namesOf(row) });
}
