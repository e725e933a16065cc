/** Groups of countries with membership periods, such as the least developed countries. */
import { openNames } from './names.ts';
import { cell, type ReferenceKind, readReference, referenceFolder } from './table.ts';

export type Membership = {
  readonly group: string;
  /** Alpha-3 code. */
  readonly country: string;
  /** First day as a member, ISO date; null if the source gives none: at least since the beginning of the source. */
  readonly validFrom: string | null;
  /** First day no longer a member, ISO date; null for current members. */
  readonly validTo: string | null;
  readonly source: string;
  readonly note: string | null;
};

export type CountryGroup = { readonly code: string; readonly names: Readonly<Record<string, string>> };

/** Every group of real countries or fictional States, in display order. */
export function loadGroups(contentRoot: string, kind: ReferenceKind): CountryGroup[] {
  const file = `${referenceFolder(kind)}/group_names.csv`;
  const names = openNames(contentRoot, kind, 'group_names');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'group'),
    names: names(row),
  }));
}

/** All memberships with their periods, including former ones. */
export function loadMemberships(contentRoot: string, kind: ReferenceKind): Membership[] {
  const file = `${referenceFolder(kind)}/groups.csv`;
  return readReference(contentRoot, file).map((row) => ({
    group: cell(row, 'group'),
    country: cell(row, 'iso3'),
    validFrom: cell(row, 'valid_from') || null,
    validTo: cell(row, 'valid_to') || null,
    source: cell(row, 'source'),
    note: cell(row, 'note') || null,
  }));
}

/**
 * True if the day is within the membership. @param on - ISO date; null for current members, whose membership has no
 * end
 */
export const isMember = ({ validFrom, validTo }: Membership, on: string | null): boolean =>
  on === null ? validTo === null : (validFrom === null || validFrom <= on) && (validTo === null || on < validTo);
