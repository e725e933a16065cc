/** Typed-in marts of needs next to support: support for each country and area, and how it relates to the need. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { resultTables } from './results.ts';
import { areas, cycle, draw, label, states } from './world.ts';

const regionOf = new Map(states.map(([country, , region]) => [country as string, region]));
const groupsOf = new Map(states.map(([country], n) => [country as string, n % 3 === 0 ? 'sids ldc' : '']));
const fundersOf = (count: number) => ['meridian-fund', 'harbour-bank'].slice(0, count).join(' ') || null;
const standings = ['unmet', 'ending', 'supported', 'overlap', 'low', 'unknown'];

const boardRow = (row: DatasetRow): DatasetRow => {
  const [country, area] = [String(row.country), String(row.area)];
  const need = row.need === null ? null : Number(row.need);
  const isPressing = Number(row.priority ?? 0) >= 3 && need !== null && need > 0;
  const underWay = Math.floor(draw('w', country, area) * 3);
  const endsSoon = underWay > 0 && draw('e', country, area) < 0.5;
  const funders = Math.min(underWay, 2);
  const status = underWay > 0 ? 'shown' : draw('k', country, area) < 0.2 ? 'unknown' : 'none';
  const overlap = need === null ? null : funders >= 2 && need < 20;
  const standing = !isPressing
    ? need === null
      ? 'unknown'
      : overlap
        ? 'overlap'
        : 'low'
    : status === 'shown'
      ? endsSoon
        ? 'ending'
        : 'supported'
      : status === 'none'
        ? 'unmet'
        : 'unknown';
  const cover = status === 'none' ? 1 : endsSoon || status === 'unknown' ? 0.75 : funders > 1 ? 0.25 : 0.5;
  return {
    cycle,
    request: `${country}.${area}`,
    country,
    area,
    region: regionOf.get(country)!,
    groups: groupsOf.get(country)!,
    tier: Math.min(4, 1 + Math.floor(Number(row.mean_score) / 25)),
    need,
    need_p05: row.need_p05!,
    need_median: row.need_median!,
    need_p95: row.need_p95!,
    need_status: row.need_status!,
    gap: row.gap!,
    priority: row.priority!,
    help_wanted: draw('h', country, area) < 0.3 ? null : row.help_wanted!,
    readiness: row.readiness!,
    readiness_count: 2,
    under_way: underWay,
    ending: endsSoon ? underWay : 0,
    ends_soon: endsSoon,
    planned: draw('f', country, area) < 0.2 ? 1 : 0,
    undated: 0,
    unplaced: 0,
    funders: fundersOf(funders),
    funder_count: funders,
    until: underWay === 0 ? null : endsSoon ? '2027-03-31' : '2029',
    end_status: underWay === 0 ? 'none' : 'given',
    support_status: status,
    overlap,
    standing,
    unmet: standing === 'unmet',
    cover,
    remaining: need === null ? null : need * cover,
  };
};

const board = (): DatasetRow[] => resultTables.needs!().map(boardRow);

/** Counts for the world, regions and one group, as in the mart. */
function boardAreas(): DatasetRow[] {
  const rows = board();
  const places: [string, string, (row: DatasetRow) => boolean][] = [
    ['world', 'world', () => true],
    ...['XNR', 'XSR'].map((region): [string, string, (row: DatasetRow) => boolean] => [
      'region',
      region,
      (row) => row.region === region,
    ]),
    ...['sids', 'ldc'].map((group): [string, string, (row: DatasetRow) => boolean] => [
      'group',
      group,
      (row) => String(row.groups).split(' ').includes(group),
    ]),
  ];
  return places.flatMap(([kind, region, has]) =>
    areas.flatMap((area) => {
      const own = rows.filter((row) => row.area === area && has(row));
      return standings.flatMap((standing, at) => {
        const countries = own.filter((row) => row.standing === standing).length;
        if (countries === 0) return [];
        return {
          cycle,
          kind,
          region,
          area,
          standing,
          in_region: kind === 'region' ? region : null,
          in_group: kind === 'group' ? region : null,
          standing_position: at + 1,
          countries,
          reporting: own.length,
          funder_count: standing === 'unmet' ? 0 : 2,
        };
      });
    }),
  );
}

export const boardLabels: readonly DatasetRow[] = [
  ...label('organisation', 'meridian-fund', 'Meridian Fund', 'Fonds Meridian'),
  ...label('organisation', 'harbour-bank', 'Harbour Bank', 'Banque du port'),
  ...label('support', 'table:one', 'A training course', 'Un cours de formation'),
];

export const boardTables: Record<string, () => DatasetRow[]> = {
  board,
  board_areas: boardAreas,
  need_replications: () =>
    board()
      .filter(({ need }) => need !== null)
      .map(({ request, country, area, need }) => ({
        cycle,
        request: request!,
        country: country!,
        area: area!,
        needs: Array.from({ length: 20 }, (_, nth) =>
          Math.max(0, Number(need) + 20 * (draw('d', request, nth) - 0.5)).toFixed(1),
        ).join(' '),
      })),
  board_support: () =>
    board()
      .filter(({ support_status: status }) => status === 'shown')
      .map((row, n) => ({
        cycle,
        request: row.request!,
        country: row.country!,
        area: row.area!,
        activity: 'table:one',
        state: row.ends_soon === true ? 'ending' : 'runs',
        begins: '2025-01',
        ends: row.until!,
        funders: row.funders ?? '',
        implementers: n % 2 === 0 ? 'meridian-fund' : '',
        amount_here: n % 3 === 0 ? 50000 : null,
        amount: n % 3 === 2 ? null : 200000,
        amount_status: ['here', 'whole', 'none'][n % 3]!,
        currency: n % 3 === 2 ? null : 'EUR',
        year: n % 3 === 2 ? null : 2025,
        sources: 'table',
        citation: 'A register',
        as_of: '2026-06',
      })),
  area_costs: () =>
    areas.slice(0, 8).map((area, n) => ({
      kind: 'illustrative',
      area,
      currency: n % 4 === 3 ? 'USD' : 'EUR',
      year: n % 4 === 2 ? 2020 : 2026,
      amounts: n + 1,
      least: 100_000 * (n + 1),
      median: 200_000 * (n + 1),
      most: 400_000 * (n + 1),
    })),
  support_sums: () =>
    areas.flatMap((area, n) => [
      {
        kind: 'illustrative',
        scope: 'area',
        code: area,
        stage: 'under_way',
        currency: n % 4 === 0 ? 'none' : 'EUR',
        amount: n % 4 === 0 ? null : 1200000,
        year_from: 2024,
        year_to: 2026,
        activities: 4,
        included: n % 4 === 0 ? 0 : 2,
        other_currencies: 0,
        parts: 0,
        without_amount: 1,
        without_share: 1,
      },
    ]),
};
