/**
 * Checks the reference tables against each other: every country, group, region and treaty that a table refers to must
 * exist.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Codes,
  type ContentTable,
  type Fault,
  keysOf,
  nearest,
  openContent,
  openTable,
  strays,
  twice,
} from '../content/index.ts';
import {
  backwards,
  circles,
  membershipDays,
  nameless,
  overlapping,
  percentages,
  projectDays,
  sharedNames,
  treatyDays,
} from './check-rows.ts';
import { languagesOfNames, type NamedTable, namedTables } from './names.ts';
import { type ReferenceKind, referenceFolder } from './table.ts';

/** Faults of every table, real and fictional. */
export function checkReference(contentRoot: string): Fault[] {
  const kinds = (['real', 'illustrative'] as const).filter((kind) =>
    existsSync(join(contentRoot, referenceFolder(kind), 'countries.csv')),
  );
  const shared = open(contentRoot, 'pipelines/reference', [
    ...(['treaty_names', 'treaty_coverage', 'bodies'] as const),
    ...(['actors', 'recommendations', 'milestones'] as const),
  ]);
  const working = workingLanguage(contentRoot);
  const treaties = keysOf(shared.tables.treaty_names, 'treaty');
  const bodies = keysOf(shared.tables.bodies, 'code');
  return [
    ...shared.faults,
    ...Object.values(shared.tables).flatMap((table) => nameless(table, working)),
    ...twice(shared.tables.treaty_names, ['treaty']),
    ...twice(shared.tables.treaty_coverage, ['treaty']),
    ...twice(shared.tables.bodies, ['code']),
    ...backwards(shared.tables.treaty_names, 'opened', 'in_force', treatyDays),
    ...strays(shared.tables.treaty_coverage, 'treaty', treaties, 'treaty_names.csv'),
    ...checkPlan(shared.tables),
    ...kinds.flatMap((kind) => checkWorld(contentRoot, kind, treaties, bodies)),
    ...kinds.flatMap((kind) =>
      (['countries', 'group_names', 'regions', 'organisations'] as const).flatMap((name) => {
        const file = `${referenceFolder(kind)}/${name}.csv`;
        return existsSync(join(contentRoot, file)) ? nameless(openTable(contentRoot, file).table, working) : [];
      }),
    ),
  ];
}

/** The language whose name replaces a missing one; null if it cannot be read, which the check of texts reports. */
function workingLanguage(contentRoot: string): string | null {
  const { file, faults } = openContent(contentRoot, 'texts/languages.yaml');
  return file === null || faults.length > 0 ? null : (file.value as { working: string }).working;
}

/** Facts about the action plan must refer to declared actors and recommendations. */
function checkPlan({
  actors,
  recommendations,
  milestones,
}: Tables<'actors' | 'recommendations' | 'milestones'>): Fault[] {
  const known = keysOf(actors, 'actor');
  return [
    ...twice(actors, ['actor']),
    ...twice(recommendations, ['recommendation']),
    ...twice(milestones, ['milestone']),
    ...strays(recommendations, 'actors', known, 'actors.csv', true),
    ...strays(milestones, 'actors', known, 'actors.csv', true),
    ...strays(milestones, 'recommendation', keysOf(recommendations, 'recommendation'), 'recommendations.csv'),
  ];
}

/**
 * Tables of support, if there are any: an activity refers to countries of the same kind (real or fictional), and an
 * amount has a currency.
 */
function checkSupport(contentRoot: string, kind: ReferenceKind, countries: Codes): Fault[] {
  const folder = referenceFolder(kind);
  const names = (['projects', 'organisations'] as const).filter((name) =>
    existsSync(join(contentRoot, folder, `${name}.csv`)),
  );
  const { tables, faults } = open(contentRoot, folder, names);
  const { projects = null, organisations = null } = tables as Partial<typeof tables>;
  return [
    ...faults,
    ...twice(organisations, ['organisation']),
    ...['aliases', 'iati'].flatMap((column) => sharedNames(organisations, column)),
    ...backwards(projects, 'start', 'end', projectDays),
    ...twice(projects, ['project']),
    ...strays(projects, 'countries', countries, 'countries.csv', true),
    ...strays(projects, 'part_of', keysOf(projects, 'project'), 'projects.csv'),
    ...(['country', 'area'] as const).flatMap((of) => percentages(projects, of)),
    ...(projects?.rows ?? []).flatMap((row, at) =>
      ((row.amount ?? '') === '') === ((row.currency ?? '') === '')
        ? []
        : projects!.fault(at, 'amount', {
            what: 'An amount has a currency, and a currency an amount.',
            correction: 'Fill in both cells, or neither.',
          }),
    ),
  ];
}

function checkWorld(contentRoot: string, kind: ReferenceKind, treaties: Codes, bodies: Codes): Fault[] {
  const folder = referenceFolder(kind);
  const names = ['countries', 'centroids', 'groups', 'group_names', 'regions', 'tiles', 'treaties'] as const;
  const { tables, faults } = open(contentRoot, folder, names);
  const countries = keysOf(tables.countries, 'iso3');
  const regions = keysOf(tables.regions, 'code');
  const groups = keysOf(tables.group_names, 'group');
  return [
    ...faults,
    ...twice(tables.countries, ['iso3']),
    ...twice(tables.countries, ['iso2']),
    ...twice(tables.centroids, ['iso3']),
    ...twice(tables.tiles, ['row', 'column']),
    ...twice(tables.regions, ['code']),
    ...twice(tables.group_names, ['group']),
    ...twice(tables.tiles, ['iso3']),
    ...twice(tables.treaties, ['treaty', 'iso3']),
    ...['region', 'subregion', 'intermediate'].flatMap((column) =>
      strays(tables.countries, column, regions, 'regions.csv'),
    ),
    ...strays(tables.regions, 'parent', regions, 'regions.csv'),
    ...circles(tables.regions),
    ...overlapping(tables.groups),
    ...backwards(tables.treaties, 'signature', 'entry_into_force', treatyDays),
    ...backwards(tables.treaties, 'consent_date', 'entry_into_force', treatyDays),
    ...strays(tables.centroids, 'iso3', countries, 'countries.csv'),
    ...strays(tables.tiles, 'iso3', countries, 'countries.csv'),
    ...strays(tables.groups, 'group', groups, 'group_names.csv'),
    ...strays(tables.groups, 'iso3', countries, 'countries.csv'),
    ...strays(tables.treaties, 'treaty', treaties, 'treaty_names.csv'),
    // A union of States may be a Party too.
    ...strays(tables.treaties, 'iso3', countries && bodies && [...countries, ...bodies], 'countries.csv or bodies.csv'),
    ...backwards(tables.groups, 'valid_from', 'valid_to', membershipDays),
    ...checkNames(contentRoot, kind),
    ...checkShapes(contentRoot, `${folder}/boundaries.geojson`, countries),
    ...checkSupport(contentRoot, kind, countries),
  ];
}

/** Names of entries that do not exist in their table. */
function checkNames(contentRoot: string, kind: ReferenceKind): Fault[] {
  const folder = referenceFolder(kind);
  const codes = new Map(
    Object.entries(namedTables).map(([name, column]) => [
      name,
      keysOf(openTable(contentRoot, `${folder}/${name}.csv`).table, column),
    ]),
  );
  return languagesOfNames(contentRoot, kind).flatMap((language) => {
    const { table, faults } = openTable(contentRoot, `${folder}/names/${language}.csv`);
    if (table === null || faults.length > 0) return [...faults];
    const unknown = table.rows.flatMap(({ table: name = '', code = '' }, at) => {
      const known = codes.get(name as NamedTable) ?? null;
      if (known === null || known.includes(code)) return [];
      const wording = { what: `"${code}" is not in ${name}.csv.`, near: nearest(code, known) };
      return table.fault(at, 'code', { ...wording, correction: `Write a code of ${folder}/${name}.csv.` });
    });
    return [...unknown, ...twice(table, ['table', 'code'])];
  });
}

type Tables<Name extends string> = Readonly<Record<Name, ContentTable | null>>;

function open<Name extends string>(contentRoot: string, folder: string, names: readonly Name[]) {
  const opened = names.map((name) => [name, openTable(contentRoot, `${folder}/${name}.csv`)] as const);
  return {
    tables: Object.fromEntries(opened.map(([name, { table }]) => [name, table])) as Tables<Name>,
    faults: opened.flatMap(([, { faults }]) => faults),
  };
}

type Shape = { readonly properties: { readonly code?: string; readonly footnote?: string } };

/** A shape without a country requires a footnote that states what it is. */
function checkShapes(contentRoot: string, name: string, countries: Codes): Fault[] {
  const { file, faults } = openContent(contentRoot, name);
  if (file === null || faults.length > 0 || countries === null) return [...faults];
  const codes = new Set(countries);
  return (file.value as { features: readonly Shape[] }).features.flatMap(({ properties }, at) => {
    const { code, footnote } = properties;
    if (code === undefined || codes.has(code) || footnote !== undefined) return [];
    const wording = {
      what: `The shape "${code}" belongs to no country in countries.csv.`,
      near: nearest(code, countries),
    };
    return file.fault(['features', at, 'properties', 'code'], { ...wording, correction: 'Correct its code.' });
  });
}
