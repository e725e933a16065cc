/** Holds the tables of reference facts against one another: no table names a country, group, region or treaty that there is not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentTable, type Fault, nearest, openContent, openTable } from '../content/index.ts';
import { languagesOfNames, type NamedTable, namedTables } from './names.ts';
import { type ReferenceKind, referenceFolder } from './table.ts';

/** Faults of every table, of both worlds where there are two. */
export function checkReference(contentRoot: string): Fault[] {
  const kinds = (['real', 'illustrative'] as const).filter((kind) =>
    existsSync(join(contentRoot, referenceFolder(kind), 'countries.csv')),
  );
  const shared = open(contentRoot, 'pipelines/reference', [
    ...(['treaty_names', 'treaty_coverage', 'bodies'] as const),
    ...(['actors', 'recommendations', 'milestones'] as const),
  ]);
  const treaties = codesOf(shared.tables.treaty_names, 'treaty');
  const bodies = codesOf(shared.tables.bodies, 'code');
  return [
    ...shared.faults,
    ...twice(shared.tables.treaty_names, ['treaty']),
    ...strays(shared.tables.treaty_coverage, 'treaty', treaties, 'treaty_names.csv'),
    ...checkPlan(shared.tables),
    ...kinds.flatMap((kind) => checkWorld(contentRoot, kind, treaties, bodies)),
  ];
}

/** Facts about the plan name actors and recommendations that are declared. */
function checkPlan({
  actors,
  recommendations,
  milestones,
}: Tables<'actors' | 'recommendations' | 'milestones'>): Fault[] {
  const known = codesOf(actors, 'actor');
  return [
    ...twice(actors, ['actor']),
    ...twice(recommendations, ['recommendation']),
    ...twice(milestones, ['milestone']),
    ...strays(recommendations, 'actors', known, 'actors.csv', true),
    ...strays(milestones, 'actors', known, 'actors.csv', true),
    ...strays(milestones, 'recommendation', codesOf(recommendations, 'recommendation'), 'recommendations.csv'),
  ];
}

/** Tables of support, of a world that has any: an activity names countries of its own world, and an amount has a currency. */
function checkSupport(contentRoot: string, kind: ReferenceKind, countries: readonly string[]): Fault[] {
  const folder = referenceFolder(kind);
  const names = (['projects', 'organisations'] as const).filter((name) =>
    existsSync(join(contentRoot, folder, `${name}.csv`)),
  );
  const { tables, faults } = open(contentRoot, folder, names);
  const { projects = null, organisations = null } = tables as Partial<typeof tables>;
  return [
    ...faults,
    ...twice(organisations, ['organisation']),
    ...twice(projects, ['project']),
    ...strays(projects, 'countries', countries, 'countries.csv', true),
    ...strays(projects, 'part_of', codesOf(projects, 'project'), 'projects.csv'),
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

/** As many percentages as there are countries (areas), and 100 of them, each rounded at most to a whole. */
function percentages(projects: ContentTable | null, of: 'country' | 'area'): Fault[] {
  const [named, column] = of === 'country' ? ['countries', 'country_percentages'] : ['areas', 'area_percentages'];
  return (projects?.rows ?? []).flatMap((row, at) => {
    const stated = (row[column] ?? '').split(' ').filter(Boolean).map(Number);
    const count = (row[named] ?? '').split(' ').filter(Boolean).length;
    const sum = stated.reduce((total, one) => total + one, 0);
    const isWhole = stated.length === count && Math.abs(sum - 100) <= 0.5 * count;
    if (stated.length === 0 || isWhole) return [];
    return projects!.fault(at, column, {
      what: `${stated.length} percentages come to ${sum}, for ${count} ${named}.`,
      correction: `Write one percentage for each of the ${named}, 100 together, or none.`,
    });
  });
}

function checkWorld(
  contentRoot: string,
  kind: ReferenceKind,
  treaties: readonly string[],
  bodies: readonly string[],
): Fault[] {
  const folder = referenceFolder(kind);
  const names = ['countries', 'centroids', 'groups', 'group_names', 'regions', 'tiles', 'treaties'] as const;
  const { tables, faults } = open(contentRoot, folder, names);
  const countries = codesOf(tables.countries, 'iso3');
  const regions = codesOf(tables.regions, 'code');
  const groups = codesOf(tables.group_names, 'group');
  return [
    ...faults,
    ...twice(tables.countries, ['iso3']),
    ...twice(tables.regions, ['code']),
    ...twice(tables.group_names, ['group']),
    ...twice(tables.tiles, ['iso3']),
    ...twice(tables.treaties, ['treaty', 'iso3']),
    ...['region', 'subregion', 'intermediate'].flatMap((column) =>
      strays(tables.countries, column, regions, 'regions.csv'),
    ),
    ...strays(tables.regions, 'parent', regions, 'regions.csv'),
    ...strays(tables.centroids, 'iso3', countries, 'countries.csv'),
    ...strays(tables.tiles, 'iso3', countries, 'countries.csv'),
    ...strays(tables.groups, 'group', groups, 'group_names.csv'),
    ...strays(tables.groups, 'iso3', countries, 'countries.csv'),
    ...strays(tables.treaties, 'treaty', treaties, 'treaty_names.csv'),
    // A union of States may be a Party too.
    ...strays(tables.treaties, 'iso3', [...countries, ...bodies], 'countries.csv or bodies.csv'),
    ...backwards(tables.groups),
    ...checkNames(contentRoot, kind),
    ...checkShapes(contentRoot, `${folder}/boundaries.geojson`, countries),
    ...checkSupport(contentRoot, kind, countries),
  ];
}

/** Names of entries that their table does not have. */
function checkNames(contentRoot: string, kind: ReferenceKind): Fault[] {
  const folder = referenceFolder(kind);
  const codes = new Map(
    Object.entries(namedTables).map(([name, column]) => [
      name,
      codesOf(openTable(contentRoot, `${folder}/${name}.csv`).table, column),
    ]),
  );
  return languagesOfNames(contentRoot, kind).flatMap((language) => {
    const { table, faults } = openTable(contentRoot, `${folder}/names/${language}.csv`);
    if (table === null || faults.length > 0) return [...faults];
    const unknown = table.rows.flatMap(({ table: name = '', code = '' }, at) => {
      const known = codes.get(name as NamedTable)!;
      if (known.includes(code)) return [];
      const said = { what: `"${code}" is not in ${name}.csv.`, near: nearest(code, known) };
      return table.fault(at, 'code', { ...said, correction: `Write a code of ${folder}/${name}.csv.` });
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

const codesOf = (table: ContentTable | null, column: string): string[] => [
  ...new Set((table?.rows ?? []).map((row) => row[column] ?? '').filter(Boolean)),
];

/** Codes in a column that the other table does not declare. Of a table that cannot be read nothing is unknown. */
function strays(
  table: ContentTable | null,
  column: string,
  known: readonly string[],
  declaredIn: string,
  /** True where a cell holds several, separated by spaces. */
  isList = false,
): Fault[] {
  if (table === null || known.length === 0) return [];
  const codes = new Set(known);
  return table.rows.flatMap((row, at) => {
    const cell = row[column] ?? '';
    return (isList ? cell.split(' ') : [cell]).flatMap((code) => {
      if (code === '' || codes.has(code)) return [];
      const near = nearest(code, known);
      const correction = near.length > 0 ? '' : `Write a code of ${declaredIn}, or declare it there.`;
      return table.fault(at, column, { what: `"${code}" is not in ${declaredIn}.`, near, correction });
    });
  });
}

function twice(table: ContentTable | null, key: readonly string[]): Fault[] {
  const seen = new Map<string, string>();
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = key.map((column) => row[column] ?? '').join(' ');
    const first = seen.get(code);
    seen.set(code, first ?? table!.where(at));
    if (first === undefined) return [];
    const what = `"${code}" is in the table already, at ${first}.`;
    return table!.fault(at, key[0]!, { what, correction: 'Remove one of the two lines.' });
  });
}

const backwards = (table: ContentTable | null): Fault[] =>
  (table?.rows ?? []).flatMap(({ valid_from: from = '', valid_to: to = '' }, at) =>
    from !== '' && to !== '' && from >= to
      ? table!.fault(at, 'valid_to', {
          what: `The membership ends on ${to}, which is not after ${from}.`,
          correction: 'Write the first day no longer a member.',
        })
      : [],
  );

type Shape = { readonly properties: { readonly code?: string; readonly footnote?: string } };

/** A shape of no country is drawn only with a footnote that says what it is. */
function checkShapes(contentRoot: string, name: string, countries: readonly string[]): Fault[] {
  const { file, faults } = openContent(contentRoot, name);
  if (file === null || faults.length > 0) return [...faults];
  const codes = new Set(countries);
  return (file.value as { features: readonly Shape[] }).features.flatMap(({ properties }, at) => {
    const { code, footnote } = properties;
    if (code === undefined || codes.has(code) || footnote !== undefined) return [];
    const said = { what: `The shape "${code}" is of no country of countries.csv.`, near: nearest(code, countries) };
    return file.fault(['features', at, 'properties', 'code'], { ...said, correction: 'Correct its code.' });
  });
}
