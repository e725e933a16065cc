/** Organisations that fund and implement support: names in each language, aliases, identifiers of registers. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openNames } from './names.ts';
import { cell, type ReferenceKind, type ReferenceRow, readReference, referenceFolder } from './table.ts';

export type ListedOrganisation = {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  /** Other names used by sources. */
  readonly aliases: readonly string[];
  /** Identifiers in IATI files and in the Research Organization Registry. */
  readonly identifiers: readonly string[];
};

/** Empty if there is no such table. @throws Problem `content_faulty` */
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

/** Separated by semicolons, as names contain spaces. */
const listOf = (row: ReferenceRow, column: string): string[] =>
  cell(row, column)
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
