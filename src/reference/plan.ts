/**
 * The recommendations on which the action plan is based, subsequent events on each, and capacity-building projects in
 * sources. Each fact has its source and date; what a source does not state is null.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { openNames } from './names.ts';
import { cell, type ReferenceKind, type ReferenceRow, readReference, referenceFolder } from './table.ts';

type Names = Readonly<Record<string, string>>;

export type Recommendation = {
  readonly code: string;
  /** The addressees: codes of actors. */
  readonly actors: readonly string[];
  readonly source: string;
  readonly asOf: string;
  readonly names: Names;
};

export type Milestone = {
  readonly code: string;
  readonly recommendation: string;
  readonly actors: readonly string[];
  /** A day, month or year, as in the source. */
  readonly date: string;
  readonly source: string;
  readonly asOf: string;
  /** False if the source is general knowledge: shown as "to be confirmed". */
  readonly confirmed: boolean;
  readonly names: Names;
};

export type PlanProject = {
  readonly code: string;
  /** Identifiers in other registers, as in the source. */
  readonly identifiers: string | null;
  readonly title: string;
  /** By language, if the source has several. */
  readonly titles: Names;
  /** As named in the source. */
  readonly funders: string;
  readonly implementers: string;
  /** Alpha-3 codes; empty if the source names no country. */
  readonly countries: readonly string[];
  /** Percentages of the amount in the order of the countries; empty if the source gives none. */
  readonly countryPercentages: readonly string[];
  readonly region: string | null;
  /** Areas of need, assigned from the keywords of the source. */
  readonly areas: readonly string[];
  readonly areaPercentages: readonly string[];
  /** A day, month or year. */
  readonly start: string | null;
  readonly end: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly note: string | null;
  /** The project whose amount includes this one's, so that sums do not count it twice. */
  readonly partOf: string | null;
  readonly source: string;
  readonly asOf: string;
};

const folder = 'pipelines/reference';
const listOf = (row: ReferenceRow, column: string) => cell(row, column).split(' ').filter(Boolean);

/** Actors by code and name. */
export function loadActors(contentRoot: string): { readonly code: string; readonly names: Names }[] {
  const file = `${folder}/actors.csv`;
  const names = openNames(contentRoot, 'real', 'actors');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'actor'),
    names: names(row),
  }));
}

/** In the order of the source. @throws Problem `content_faulty` */
export function loadRecommendations(contentRoot: string): Recommendation[] {
  const file = `${folder}/recommendations.csv`;
  const names = openNames(contentRoot, 'real', 'recommendations');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'recommendation'),
    actors: listOf(row, 'actors'),
    source: cell(row, 'source'),
    asOf: cell(row, 'as_of'),
    names: names(row),
  }));
}

/** Sorted by recommendation and date. @throws Problem `content_faulty` */
export function loadMilestones(contentRoot: string): Milestone[] {
  const file = `${folder}/milestones.csv`;
  const names = openNames(contentRoot, 'real', 'milestones');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'milestone'),
    recommendation: cell(row, 'recommendation'),
    actors: listOf(row, 'actors'),
    date: cell(row, 'date'),
    source: cell(row, 'source'),
    asOf: cell(row, 'as_of'),
    confirmed: cell(row, 'confirmed') === 'true',
    names: names(row),
  }));
}

/** Projects in sources; empty if there is no such table. @throws Problem `content_faulty` */
export function loadProjects(contentRoot: string, kind: ReferenceKind = 'real'): PlanProject[] {
  const file = `${referenceFolder(kind)}/projects.csv`;
  return existsSync(join(contentRoot, file)) ? readReference(contentRoot, file).map(projectOf) : [];
}

/**
 * Projects of an external table, checked against the schema of `pipelines/reference/projects.csv`.
 *
 * @throws Problem `reference_wrong` with every faulty line at once
 */
export function readProjects(csvText: string, where: string): PlanProject[] {
  const { table, faults } = tableOf(`${folder}/projects.csv`, csvText);
  if (table === null || faults.length > 0) {
    throw new Problem('reference_wrong', where, { faults: faults.map(({ line, what }) => `Line ${line}: ${what}`) });
  }
  return table.rows.map((row) => projectOf({ ...row, line: 0 }));
}

const maybe = (row: ReferenceRow, column: string) => cell(row, column) || null;

const titlesIn = (row: ReferenceRow): Names =>
  Object.fromEntries(
    Object.keys(row).flatMap((column) => {
      const language = /^title_([a-z]{2,3})$/.exec(column)?.[1];
      return language === undefined || cell(row, column) === '' ? [] : [[language, cell(row, column)]];
    }),
  );

const projectOf = (row: ReferenceRow): PlanProject => ({
  code: cell(row, 'project'),
  identifiers: maybe(row, 'identifiers'),
  title: cell(row, 'title'),
  titles: titlesIn(row),
  funders: cell(row, 'funders'),
  implementers: cell(row, 'implementers'),
  countries: listOf(row, 'countries'),
  countryPercentages: listOf(row, 'country_percentages'),
  region: maybe(row, 'region'),
  areas: listOf(row, 'areas'),
  areaPercentages: listOf(row, 'area_percentages'),
  start: maybe(row, 'start'),
  end: maybe(row, 'end'),
  amount: cell(row, 'amount') === '' ? null : Number(cell(row, 'amount')),
  currency: maybe(row, 'currency'),
  note: maybe(row, 'note'),
  partOf: maybe(row, 'part_of'),
  source: cell(row, 'source'),
  asOf: cell(row, 'as_of'),
});
