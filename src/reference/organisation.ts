/** Organisations that fund and implement support: names in each language, other names, identifiers of registers. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openNames } from './names.ts';
import { cell, type ReferenceKind, type ReferenceRow, readReference, referenceFolder } from './table.ts';

export type ListedOrganisation = {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  /** Other names by which sources call it. */
  readonly aliases: readonly string[];
  /** As IATI files and the Research Organization Registry have them. */
  readonly identifiers: readonly string[];
};

/** None if the world has no table of them. @throws Problem `content_faulty` */
export function loadOrganisations(contentRoot: string, kind: ReferenceKind): ListedOrganisation[] {
  const file = `${referenceFolder(kind)}/organisations.csv`;
  if (!existsSync(join(contentRoot, file))) return [];
  const namesOf = openNames(contentRoot, kind, 'organisations');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'organisation'),
    names: namesOf(row),
    aliases: listOf(row, 'aliases'),
    identifiers: [...listOf(row, 'iati'), ...listOf(row, 'ror')],
  }));
}

/** Separated by semicolons, as names have spaces. */
const listOf = (row: ReferenceRow, column: string): string[] =>
  cell(row, column)
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
