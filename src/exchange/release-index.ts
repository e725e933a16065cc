/**
 * A release as indices in COINr's table format, one for each dimension, so that a reviewer can recompute them in
 * COINr or with `gap index build`. Indicators have their published scores; how these are computed from answers is in
 * the release itself.
 */
import { hasAcceptedReturn } from '../domain/index.ts';
import type { MartRow, OpenRelease } from '../release/index.ts';
import { buildIndex } from '../statistics/index.ts';
import { readCoinTables } from './coin-table.ts';
import { csvCell } from './csv-rows.ts';
import { readMethod } from './index-method.ts';

export type ExportedIndex = {
  /** Code of the dimension. */
  readonly dimension: string;
  readonly iData: string;
  readonly iMeta: string;
  readonly method: string;
  /** An R script that computes the same with COINr. */
  readonly script: string;
  /** Number of scores that equal those of the release when recomputed from the tables. */
  readonly agreeing: number;
  /** Scores that differ, each with the explanation. */
  readonly differing: readonly ExportedDifference[];
};

export type ExportedDifference = {
  readonly country: string;
  readonly element: string;
  readonly released: number | null;
  readonly recomputed: number | null;
  /** Children that do not apply to the country: a release excludes them, COINr does not. */
  readonly notApplicable: readonly string[];
  /** Children without a published score: a release's score includes what is known of them, COINr's does not. */
  readonly unpublished: readonly string[];
};

type Score = MartRow & {
  readonly country: string;
  readonly level: string;
  readonly element: string;
  readonly parent: string | null;
  readonly score: number | null;
  readonly status: string;
  readonly threshold: number;
};

const levels: Readonly<Record<string, number>> = { indicator: 1, pillar: 2, dimension: 3 };
/** In points, the same as in a build. */
const tolerance = 1e-9;

/** @param language - language of the names next to codes; an element without a name keeps its code */
export function exportIndices(release: OpenRelease, language: string): ExportedIndex[] {
  const published = readPublished(release, language);
  return published.framework
    .filter(({ level, element }) => level === 'dimension' && isScored(published.scores, element))
    .map(({ element }) => exportIndex(published, String(element)));
}

/** What the index files are made of. */
type Published = {
  /** Of the countries that reported in the cycle released. */
  readonly scores: readonly Score[];
  /** By `<country> <element>`. */
  readonly scoreOf: ReadonlyMap<string, Score>;
  /** In order of code. */
  readonly countries: readonly string[];
  readonly regions: ReadonlyMap<unknown, MartRow[string]>;
  /** Elements that have a place in an index. */
  readonly framework: readonly MartRow[];
  readonly name: (kind: unknown, code: unknown) => string;
};

function readPublished(release: OpenRelease, language: string): Published {
  const { cycle } = release.manifest;
  const scores = release.rows<Score>('scores').filter((row) => row.cycle === cycle && hasAcceptedReturn(row.status));
  const names = new Map(
    release
      .rows('labels')
      .filter((row) => row.language === language)
      .map(({ kind, id, label }) => [`${kind} ${id}`, String(label)]),
  );
  return {
    scores,
    scoreOf: new Map(scores.map((row) => [`${row.country} ${row.element}`, row])),
    countries: [...new Set(scores.map(({ country }) => country))].sort(),
    regions: new Map(release.rows('countries').map(({ country, region }) => [country, region!])),
    framework: release
      .rows('framework')
      .filter(
        ({ level, weight, element }) => String(level) in levels && (weight !== null || isScored(scores, element)),
      ),
    name: (kind, code) => names.get(`${kind} ${code}`) ?? String(code),
  };
}

function exportIndex(published: Published, dimension: string): ExportedIndex {
  const { scores, framework } = published;
  const nodes = below(framework, dimension).filter((node) => isScored(scores, node.element));
  const { threshold } = scores[0]!;
  const iData = dataTable(published, nodes);
  const iMeta = structureTable(published, nodes);
  const method = `normalise: { by: none }\naggregate: { by: arithmetic, least_share: ${threshold} }\n`;
  const tables = readCoinTables(iData, iMeta);
  const { aggregated, units } = buildIndex(tables.data, readMethod(method, tables).method);
  const aggregates = nodes.filter(({ level }) => level !== 'indicator').map((node) => String(node.element));
  const compared = aggregates.flatMap((code) =>
    units.map((country, at) => compareScore(published, { code, country, recomputed: aggregated.get(code)![at]! })),
  );
  return {
    dimension,
    iData,
    iMeta,
    method,
    script: scriptOf(threshold),
    agreeing: compared.filter((difference) => difference === null).length,
    differing: compared.filter((difference) => difference !== null),
  };
}

/** A country a row, an indicator a column. */
function dataTable({ countries, regions, scoreOf, name }: Published, nodes: readonly MartRow[]): string {
  const indicators = nodes.filter(({ level }) => level === 'indicator').map((node) => String(node.element));
  return csv([
    ['uCode', 'uName', 'region', ...indicators],
    ...countries.map((code) => [
      code,
      name('country', code),
      regions.get(code) ?? null,
      ...indicators.map((indicator) => scoreOf.get(`${code} ${indicator}`)?.score ?? null),
    ]),
  ]);
}

/** An element of the index a row, with its weight and the one above. */
function structureTable({ name }: Published, nodes: readonly MartRow[]): string {
  return csv([
    ['Level', 'iCode', 'iName', 'Direction', 'Weight', 'Parent', 'Type'],
    ...nodes.map((node) => [
      levels[String(node.level)]!,
      node.element!,
      name(node.level, node.element),
      1,
      node.weight ?? 1,
      node.parent ?? null,
      node.level === 'indicator' ? 'Indicator' : 'Aggregate',
    ]),
    [null, 'region', 'region', null, null, null, 'Group'],
  ]);
}

/** Null if the score that was computed again is the one of the release. */
function compareScore(
  { scoreOf, framework }: Published,
  { code, country, recomputed }: { code: string; country: string; recomputed: number | null },
): ExportedDifference | null {
  const released = scoreOf.get(`${country} ${code}`)?.score ?? null;
  const isOne =
    released === null || recomputed === null ? released === recomputed : Math.abs(released - recomputed) <= tolerance;
  if (isOne) return null;
  const statusOf = (node: string) => scoreOf.get(`${country} ${node}`)?.status ?? '';
  const under = below(framework, code)
    .map((node) => String(node.element))
    .filter((node) => node !== code);
  const notApplicable = under.filter((node) => statusOf(node) === 'not_applicable');
  const unpublished = under.filter((node) => statusOf(node).startsWith('below_'));
  return { country, element: code, released, recomputed, notApplicable, unpublished };
}

function isScored(scores: readonly Score[], element: unknown): boolean {
  return scores.some((row) => row.element === element);
}

/** A node and all its descendants, indicators first, in framework order. */
function below(framework: readonly MartRow[], element: unknown): MartRow[] {
  const own = framework.filter((node) => node.element === element);
  const children = framework.filter(({ parent }) => parent === element);
  const nodes = [...children.flatMap((child) => below(framework, child.element)), ...own];
  return nodes.sort((a, b) => levels[String(a.level)]! - levels[String(b.level)]!);
}

function csv(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return `${rows.map((row) => row.map((cell) => csvCell(cell === null ? '' : String(cell))).join(',')).join('\n')}\n`;
}

function scriptOf(threshold: number): string {
  return `# Computes the scores again with COINr 1.1.14: https://bluefoxr.github.io/COINr
library(COINr)
read <- function(file) read.csv(file, na.strings = "", encoding = "UTF-8", check.names = FALSE)
coin <- new_coin(read("iData.csv"), read("iMeta.csv"))
coin <- Normalise(coin, dset = "Raw", global_specs = list(f_n = "none"))
coin <- Aggregate(coin, dset = "Normalised", f_ag = "a_amean", dat_thresh = ${threshold})
write.csv(get_dset(coin, dset = "Aggregated"), "aggregated.csv", row.names = FALSE, na = "")
`;
}
