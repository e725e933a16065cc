import { beforeAll, describe, expect, it } from 'vitest';
import { listDashboards, openAtlas, openBinder, type ReleaseView } from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { maps } from '../dashboard/marts.ts';
import { releaseOfTwelve } from '../recompute/twelve.ts';
import { projectRoot } from './content.ts';

const cycle = 'cybercrime-2026';
type Row = ReturnType<ReleaseView['rows']>[number];
let view: ReleaseView;
const rows = (mart: string): Row[] => view.rows(mart).filter((row) => row.cycle === undefined || row.cycle === cycle);
const pair = ({ country, area }: Row) => `${country}.${area}`;
const sorted = (found: readonly unknown[]) => found.map(String).sort();

beforeAll(async () => {
  const release = await releaseOfTwelve();
  view = {
    id: 'x',
    cycle,
    illustrative: true,
    published: null,
    marts: release.marts,
    rows: (mart) => release.rows(mart),
  };
});

describe('an unmet need', () => {
  it('counts as met where a source other than the country reports support', () => {
    const board = new Map(rows('board').map((row) => [row.request, row]));
    const others = rows('needs').filter(
      (row) => Number(row.active_support) === 0 && Number(board.get(pair(row))!.under_way) > 0 && Number(row.need) > 0,
    );
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ unmet }) => unmet !== false)).toEqual([]);
  });

  it('is the same in every table of a release', () => {
    const unmet = rows('needs').filter((row) => row.unmet === true);
    expect(unmet.length).toBeGreaterThan(3);
    const standing = (of: string) => sorted(rows('board').flatMap((row) => (row.standing === of ? [row.request] : [])));
    const status = (of: string) => sorted(rows('needs').flatMap((row) => (row.unmet_status === of ? [pair(row)] : [])));
    expect(standing('unmet')).toEqual(status('unmet'));
    // A need without a figure has no status, even if support is known.
    expect(standing('unknown')).toEqual(expect.arrayContaining(status('unknown')));
    expect(
      sorted(
        rows('country_summary').flatMap((row) => (row.statement === 'unmet' ? [`${row.country}.${row.element}`] : [])),
      ),
    ).toEqual(sorted(unmet.map(pair)));
    for (const { kind, region, area, unmet_countries: count } of rows('region_needs').filter(
      (row) => row.kind !== 'subregion',
    )) {
      const found = rows('board_areas').find(
        (row) => row.kind === kind && row.region === region && row.area === area && row.standing === 'unmet',
      );
      expect(Number(found?.countries ?? 0), `${kind} ${region} ${area}`).toBe(count);
    }
  });

  it('has no status in an earlier cycle', () => {
    const earlier = view.rows('needs').filter((row) => row.cycle !== cycle);
    expect(earlier.length).toBeGreaterThan(0);
    expect(earlier.filter(({ unmet }) => unmet === true)).toEqual([]);
  });

  it('is listed for the same countries on every page', () => {
    const dashboards = listDashboards(projectRoot);
    const binder = openBinder(dashboards, openAtlas(maps), loadTexts(projectRoot));
    const listed = (path: string, block: string, filter: Readonly<Record<string, string>>) => {
      const dashboard = dashboards.all.find(({ name }) => name === path.split('/')[0])!;
      const address = binder.addresses(view, dashboard).find((one) => one.path === path)!;
      const found = binder.bind(view, dashboard, { ...address, filter }, 'en').blocks.find(({ id }) => id === block);
      return found?.kind === 'table' ? sorted(found.table.rows.map(({ cells }) => cells[0]!.text)) : [];
    };
    const areas = rows('areas').map(({ area }) => String(area));
    for (const area of areas)
      expect(listed(`board/${area}`, 'requests', { unmet: 'yes' }), area).toEqual(listed(`needs/${area}`, 'unmet', {}));
    expect(areas.some((area) => listed(`needs/${area}`, 'unmet', {}).length > 0)).toBe(true);
  });
});
