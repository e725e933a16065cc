/** Explains a figure of a region, a group or the world: the countries whose scores it aggregates. */
import { compareNames } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  type AskedFigure,
  demand,
  type ExplainedFigure,
  type ExplainedRelease,
  indexOf,
  key,
  labelsOf,
  modelsOf,
  number,
} from './read.ts';

export type ExplainedGroup = ExplainedFigure<'group'> & {
  /** Code of the region, subregion or group; `world` for all. */
  readonly group: string;
  readonly groupLabel: string;
  readonly element: string;
  readonly level: string;
  readonly label: string;
  readonly members: number;
  readonly reporting: number;
  readonly scored: number;
  /** In points; null if fewer countries have a score than a published mean requires. */
  readonly mean: number | null;
  readonly median: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Every member, sorted by name; `score` is null if none is published. */
  readonly countries: readonly {
    readonly country: string;
    readonly label: string;
    readonly score: number | null;
    readonly status: string;
  }[];
};

/** Kinds of aggregates by kind of label, with a test of whether a country is a member. */
const kinds: Readonly<Record<string, (country: Readonly<Record<string, unknown>>, group: string) => boolean>> = {
  world: () => true,
  region: ({ region }, group) => region === group,
  subregion: ({ subregion }, group) => subregion === group,
  group: ({ groups }, group) =>
    String(groups ?? '')
      .split(' ')
      .includes(group),
};

/** True if the release has figures for a region, a group or the world under this code. */
export const isGroup = (release: ExplainedRelease, code: string): boolean =>
  release.rows('region_scores').some(({ region }) => region === code);

/** @throws Problem `figure_unknown` if the release has no such element or cycle */
export function explainGroup(
  release: ExplainedRelease,
  { country: group, element, cycle, language }: AskedFigure,
): ExplainedGroup {
  const rows = indexOf(release);
  const say = labelsOf(release, language);
  demand(release, 'cycle', cycle, 'cycles', 'cycle');
  demand(release, 'figure', element, 'region_scores', 'element');
  const row = rows.regions.get(key(cycle, group, element))?.[0];
  if (!row) throw new Problem('figure_unknown', 'figure', { kind: 'figure', code: element, known: [] });
  const isIn = kinds[String(row.kind)]!;
  const members = release.rows('countries').filter((country) => isIn(country, group));
  const labelled = members.flatMap(({ country }) => {
    const score = rows.scores.get(key(cycle, country, element))?.[0];
    const code = String(country);
    return score
      ? [{ country: code, label: say('country', code), score: number(score.score), status: String(score.status) }]
      : [];
  });
  const compare = compareNames(language);
  return {
    kind: 'group',
    release: release.id,
    cycle,
    illustrative: release.illustrative,
    group,
    groupLabel: say(row.kind === 'subregion' ? 'region' : String(row.kind), group),
    element,
    level: String(row.level),
    label: say(String(row.level), element),
    members: number(row.members) ?? 0,
    reporting: number(row.reporting) ?? 0,
    scored: number(row.scored) ?? 0,
    mean: number(row.mean),
    median: number(row.median),
    lowest: number(row.lowest),
    highest: number(row.highest),
    countries: labelled.sort((a, b) => compare(a.label, b.label)),
    models: modelsOf(release, 'region_scores'),
  };
}
