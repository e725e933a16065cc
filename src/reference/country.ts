/** Countries and territories: codes, names, locations and membership of groups. */
import { Problem } from '../problem/index.ts';
import { isMember, loadMemberships } from './group.ts';
import { openNames, rowsOfNames } from './names.ts';
import {
  cell,
  namesOf,
  onceFor,
  type ReferenceKind,
  type ReferenceRow,
  readReference,
  referenceFolder,
} from './table.ts';

export type Country = {
  /** ISO 3166-1 alpha-3; for a fictional State a user-assigned code, XAA to XZZ. */
  readonly code: string;
  readonly alpha2: string;
  /** Three digits, as text; null for a fictional State. */
  readonly m49: string | null;
  /** By language, as in the M49 list of the United Nations. */
  readonly names: Readonly<Record<string, string>>;
  /** Codes of `regions.csv`; null if the country is in no list. */
  readonly region: string | null;
  readonly subregion: string | null;
  readonly intermediate: string | null;
  /** Codes of `group_names.csv`, in its order, as of the given date. */
  readonly groups: readonly string[];
  readonly capital: string | null;
  /** In km², rounded; null if unknown. */
  readonly area: number | null;
  /** Degrees; a point inside its largest polygon. */
  readonly lon: number;
  readonly lat: number;
  /** `dot` if it is too small to be visible as a polygon on a world map (under 3,000 km²). */
  readonly drawnAs: 'polygon' | 'dot';
  readonly unMember: boolean;
  readonly illustrative: boolean;
};

/**
 * Every real country or fictional State, sorted by alpha-3 code.
 *
 * @param on - ISO date for membership of groups; by default current members
 * @throws Problem `reference_wrong` with every faulty line at once
 */
export function loadCountries(contentRoot: string, kind: ReferenceKind, on: string | null = null): readonly Country[] {
  const folder = referenceFolder(kind);
  const rows = readReference(contentRoot, `${folder}/countries.csv`);
  const centroids = readReference(contentRoot, `${folder}/centroids.csv`);
  const memberships = readReference(contentRoot, `${folder}/groups.csv`);
  const sources = [rows, centroids, memberships, ...rowsOfNames(contentRoot, kind)] as const;
  return onceFor(sources, `countries ${kind} ${on}`, () => countriesOf(contentRoot, kind, on, { rows, centroids }));
}

function countriesOf(
  contentRoot: string,
  kind: ReferenceKind,
  on: string | null,
  { rows, centroids }: { rows: readonly ReferenceRow[]; centroids: readonly ReferenceRow[] },
): readonly Country[] {
  const faults = faultsOf(rows);
  if (faults.length > 0) {
    throw new Problem('reference_wrong', `${referenceFolder(kind)}/countries.csv`, { faults });
  }
  const names = openNames(contentRoot, kind, 'countries');
  const points = new Map(centroids.map((row) => [cell(row, 'iso3'), row]));
  const groups = new Map<string, string[]>();
  for (const membership of loadMemberships(contentRoot, kind)) {
    if (!isMember(membership, on)) continue;
    groups.set(membership.country, [...(groups.get(membership.country) ?? []), membership.group]);
  }
  return rows
    .map((row): Country => {
      const code = cell(row, 'iso3');
      const point = points.get(code);
      return {
        code,
        alpha2: cell(row, 'iso2'),
        m49: cell(row, 'm49') || null,
        names: names(row),
        region: cell(row, 'region') || null,
        subregion: cell(row, 'subregion') || null,
        intermediate: cell(row, 'intermediate') || null,
        groups: groups.get(code) ?? [],
        capital: cell(row, 'capital') || null,
        area: point && cell(point, 'area_km2') !== '' ? Number(cell(point, 'area_km2')) : null,
        lon: point ? Number(cell(point, 'lon')) : 0,
        lat: point ? Number(cell(point, 'lat')) : 0,
        drawnAs: point && cell(point, 'layer') === 'dot' ? 'dot' : 'polygon',
        unMember: cell(row, 'un_member') === 'true',
        illustrative: kind === 'illustrative',
      };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function faultsOf(rows: readonly ReferenceRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const code = cell(row, 'iso3');
    const faults: string[] = [];
    if (!/^[A-Z]{3}$/.test(code)) faults.push(`Line ${row.line}: "${code}" is not an alpha-3 code.`);
    if (!/^([A-Z]{2})?$/.test(cell(row, 'iso2')))
      faults.push(`Line ${row.line}: "${cell(row, 'iso2')}" is not an alpha-2 code.`);
    if (seen.has(code)) faults.push(`Line ${row.line}: ${code} is already in line ${seen.get(code)}.`);
    if (Object.keys(namesOf(row)).length === 0) faults.push(`Line ${row.line}: ${code} has no name in any language.`);
    seen.set(code, row.line);
    return faults;
  });
}
