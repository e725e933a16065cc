/** Typed-in marts of twelve fictional States, with the columns of pipelines/marts/ and enough rows for every page. */
import type { DatasetRow, ReleaseView } from '../../src/dashboard/index.ts';
import { answerTables } from './marts/answers.ts';
import { boardTables } from './marts/board.ts';
import { checkTables } from './marts/checks.ts';
import { placeTables } from './marts/places.ts';
import { planTables } from './marts/plan.ts';
import { resultTables } from './marts/results.ts';
import { stepTables } from './marts/steps.ts';
import { summaryTables } from './marts/summary.ts';
import { cycle, label } from './marts/world.ts';

export { maps } from './marts/maps.ts';

const tables = {
  ...answerTables,
  ...resultTables,
  ...checkTables,
  ...planTables,
  ...stepTables,
  ...summaryTables,
  ...placeTables,
  ...boardTables,
};
const built = new Map<string, DatasetRow[]>();

export const release: ReleaseView = {
  id: 'r-0123456789ab',
  cycle,
  illustrative: true,
  published: '2026-11-02',
  marts: Object.keys(tables),
  rows: (mart) => {
    if (!built.has(mart)) built.set(mart, tables[mart]!());
    return built.get(mart)!;
  },
};

/** The same with the real countries as well, as in a release that was built. */
export const releaseOfBothWorlds: ReleaseView = {
  ...release,
  rows: (mart) => {
    if (mart === 'countries') return [...release.rows(mart), ...realCountries];
    return mart === 'labels' ? [...release.rows(mart), ...realLabels] : release.rows(mart);
  },
};
/** The same with four earlier cycles: a break before every second one. */
export const releaseOfManyCycles: ReleaseView = {
  ...release,
  rows: (mart) => {
    const rows = release.rows(mart);
    const [before] = release.rows('cycles');
    if (mart === 'cycles')
      return [...earlierYears.map((year) => ({ ...before!, cycle: cycleOf(year), version: `${year}`, year })), ...rows];
    if (mart === 'breaks') return [...breaksBefore(String(before!.cycle)), ...rows];
    if (mart !== 'place_scores') return rows;
    const of = rows.filter((row) => row.cycle === before!.cycle);
    const earlier = earlierYears.flatMap((year, at) =>
      of.map((row) => ({
        ...row,
        cycle: cycleOf(year),
        figure: row.figure === null ? null : Math.max(0, Number(row.figure) - 6 * (earlierYears.length - at)),
      })),
    );
    return [...earlier, ...rows];
  },
};
const earlierYears = [2016, 2018, 2020, 2022];
const cycleOf = (year: number) => `cybercrime-${year}`;
const breaksBefore = (baseline: string): DatasetRow[] =>
  [...earlierYears.map(cycleOf), baseline].flatMap((of, at, all) =>
    at === 0
      ? []
      : [
          {
            ...release.rows('breaks')[0]!,
            cycle: of,
            from_cycle: all[at - 1]!,
            break_at: 2015 + 2 * at,
            is_other_version: at % 4 === 0,
            has_other_rules: at % 2 === 0,
            is_break: at % 2 === 0,
            ...(at % 2 === 0 ? {} : { same: 80, recoded: 0, added: 0, dropped: 0 }),
          },
        ],
  );

const realCountries: DatasetRow[] = [
  ['FRA', '150', 'coe eu'],
  ['GHA', '002', ''],
  ['BRA', '019', ''],
  ['JPN', '142', ''],
  ['MUS', '002', 'sids'],
  ['NOR', '150', 'coe'],
].map(([country, region, groups]) => ({
  country: country!,
  alpha2: country!.slice(0, 2),
  region: region!,
  subregion: null,
  groups: groups!,
  invited: false,
  reported: false,
  illustrative: false,
}));
const realLabels: DatasetRow[] = [
  ...label('region', '150', 'Europe', 'Europe'),
  ...label('region', '002', 'Africa', 'Afrique'),
  ...label('region', '019', 'Americas', 'Amériques'),
  ...label('region', '142', 'Asia', 'Asie'),
  ...label('group', 'coe', 'Council of Europe members', 'Membres du Conseil de l’Europe'),
  ...label('group', 'eu', 'European Union members', 'Membres de l’Union européenne'),
  ...['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].flatMap((code) => label('country', code, code, code)),
];
