/** Marts of the summary sentences, derived from the typed-in marts by the rules of `pipelines/marts/`. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { resultTables } from './results.ts';
import { cycle, pillars, score, states } from './world.ts';

const target = 75;

export const summaryTables: Record<string, () => DatasetRow[]> = {
  country_summary: () => {
    const none = { score: null, change: null, need: null, low: null, high: null, same_sign: null, target: null };
    const judged = states.flatMap(([country]) =>
      Object.entries(pillars).flatMap(([element, [parent]]) => {
        const value = score(cycle, country, element, 'pillar', parent).score as number | null;
        if (value === null || Math.abs(value - target) <= 5) return [];
        const statement = value > target ? 'strength' : 'gap';
        const own = { score: value, low: Math.max(0, value - 5), high: Math.min(100, value + 5), target };
        return [
          {
            ...none,
            ...own,
            cycle,
            country,
            statement,
            kind: 'pillar',
            element,
            order: value > target ? -value : value,
          },
        ];
      }),
    );
    const moved = resultTables.progress!()
      .filter((row) => row.level === 'pillar' && Number(row.same_sign) >= 0.95 && row.change !== 0)
      .map((row) => ({
        ...none,
        cycle,
        country: row.country!,
        statement: Number(row.change) > 0 ? 'rise' : 'fall',
        kind: 'pillar',
        element: row.element!,
        change: row.change!,
        same_sign: row.same_sign!,
        order: -Math.abs(Number(row.change)),
      }));
    const unmet = resultTables.needs!()
      .filter((row) => row.unmet === true)
      .map((row) => ({
        ...none,
        cycle,
        country: row.country!,
        statement: 'unmet',
        kind: 'area',
        element: row.area!,
        need: row.need!,
        order: -Number(row.need),
      }));
    const all = [...judged, ...moved, ...unmet];
    return all.map(({ order, ...row }) => ({
      ...row,
      position:
        1 +
        all.filter((other) => other.country === row.country && other.statement === row.statement && other.order < order)
          .length,
    }));
  },
  release_summary: () => {
    const row = (
      statement: string,
      kind: string,
      element: string,
      median: number | null,
      countries: number | null,
    ) => ({
      cycle,
      statement,
      kind,
      element,
      median,
      countries,
    });
    return [
      row('highest', 'pillar', 'CAP.LAW', 61, null),
      row('lowest', 'pillar', 'CAP.STAT', 37, null),
      row('lowest', 'pillar', 'CAP.MONEY', 37, null),
      row('unmet', 'area', 'legislation', null, 5),
      row('compared', 'all', 'all', null, 9),
      row('rising', 'all', 'all', null, 7),
      row('falling', 'all', 'all', null, 1),
    ];
  },
};
