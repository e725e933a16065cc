/** Published CSV files are consistent: aggregates in one table are recomputed from another with arquero, without SQL. */
import { type ColumnTable, fromCSV, op } from 'arquero';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportIndices } from '../../src/exchange/index.ts';
import type { OpenRelease } from '../../src/release/index.ts';
import { releaseOfTwelve } from './twelve.ts';

type Row = Record<string, string | number | boolean | null>;

let release: OpenRelease;
/** Codes are read as text: a region is `002`, not 2. */
const codes = Object.fromEntries(['region', 'subregion', 'groups', 'element'].map((name) => [name, String]));
const table = (mart: string): ColumnTable =>
  fromCSV(new TextDecoder().decode(release.csv(mart)), { parse: codes }) as ColumnTable;
const rowsOf = (of: ColumnTable): Row[] => of.objects() as Row[];
const close = (a: unknown, b: unknown) => Math.abs(Number(a) - Number(b)) < 1e-9;

/** Every country with each region and group that it belongs to. */
function places(): ColumnTable {
  const countries = table('countries');
  const one = (kind: string, column: string) =>
    rowsOf(countries).flatMap((row) =>
      String(row[column] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((region) => ({ country: row.country, kind, region })),
    );
  const all = [
    ...rowsOf(countries).map(({ country }) => ({ country, kind: 'world', region: 'world' })),
    ...one('region', 'region'),
    ...one('subregion', 'subregion'),
    ...one('group', 'groups'),
  ];
  const columns = ['country', 'kind', 'region'] as const;
  return fromCSV([columns.join(','), ...all.map((row) => columns.map((name) => row[name]).join(','))].join('\n'), {
    parse: codes,
  }) as ColumnTable;
}

/** The minimum number of countries for a published mean, by cycle. */
const leastGroup = () => new Map(rowsOf(table('cycles')).map((row) => [row.cycle, Number(row.least_group)]));

beforeAll(async () => {
  release = await releaseOfTwelve();
});

describe('published tables recomputed from one another', () => {
  it('have the mean, median, minimum and maximum of regions and groups, and none for too few countries', () => {
    const again = table('scores')
      .join(places(), 'country')
      .groupby('cycle', 'kind', 'region', 'level', 'element')
      .rollup({
        scored: op.valid('score'),
        mean: op.mean('score'),
        median: op.median('score'),
        lowest: op.min('score'),
        highest: op.max('score'),
      });
    const key = (row: Row) => [row.cycle, row.kind, row.region, row.level, row.element].join(' ');
    const published = new Map(rowsOf(table('region_scores')).map((row) => [key(row), row]));
    const least = leastGroup();
    const wrong = rowsOf(again).filter((row) => {
      const other = published.get(key(row));
      if (!other || other.scored !== row.scored) return true;
      const figures = ['mean', 'median', 'lowest', 'highest'];
      if (Number(row.scored) < least.get(row.cycle)!) return figures.some((name) => other[name] !== null);
      return figures.some((name) => !close(other[name], row[name]));
    });
    expect(wrong).toEqual([]);
    expect(again.numRows()).toBe(published.size);
    const shown = rowsOf(again).filter((row) => Number(row.scored) >= least.get(row.cycle)!);
    expect(shown.length).toBeGreaterThan(100);
  });

  it('use the same figures in comparisons: the score of a country, the mean of a region, within its interval', () => {
    const key = (row: Row, place: unknown) => [row.cycle, place, row.level, row.element].join(' ');
    const means = new Map(rowsOf(table('region_scores')).map((row) => [key(row, row.region), row.mean]));
    const own = new Map(rowsOf(table('scores')).map((row) => [key(row, row.country), row.score]));
    const bands = new Map(rowsOf(table('bands')).map((row) => [key(row, row.country), row]));
    let banded = 0;
    for (const row of rowsOf(table('place_scores')).filter(({ level }) => level !== 'area')) {
      const name = key(row, row.place);
      expect([name, row.figure]).toEqual([name, (row.kind === 'country' ? own : means).get(name) ?? null]);
      if (row.kind === 'country' && row.figure !== null) expect(row.low).toBe(bands.get(name)?.p05 ?? null);
      if (row.kind === 'country' || row.low === null) continue;
      banded += 1;
      // The mean of a replication is between the lowest and the highest of its countries.
      expect(Number(row.low)).toBeLessThanOrEqual(Number(row.high));
    }
    expect(banded).toBeGreaterThan(30);
  });

  it('count each invited country once by the outcome of its invitation', () => {
    const participation = rowsOf(table('participation'));
    const states = ['in_time', 'late', 'undated', 'under_review', 'silent', 'not_reported'];
    const all = rowsOf(places());
    for (const row of rowsOf(table('participation_counts'))) {
      const members = new Set(
        all.filter(({ kind, region }) => kind === row.kind && region === row.region).map(({ country }) => country),
      );
      const invited = participation.filter(({ cycle, country }) => cycle === row.cycle && members.has(country!));
      expect(row.invited).toBe(invited.length);
      expect(states.reduce((sum, state) => sum + Number(row[state]), 0)).toBe(invited.length);
      for (const state of states) expect(row[state]).toBe(invited.filter(({ status }) => status === state).length);
    }
  });

  it('have the mean need of each area, from the table of countries and areas', () => {
    const needs = table('needs');
    const areas = rowsOf(table('need_areas'));
    const cycles = [...new Set(areas.map(({ cycle }) => cycle))];
    const least = leastGroup();
    let compared = 0;
    for (const cycle of cycles) {
      const board = needs
        .params({ cycle })
        .filter((row: Row, $: { cycle: string }) => row.cycle === $.cycle)
        .groupby('country')
        .pivot('area', 'need', { sort: false });
      for (const area of areas.filter((row) => row.cycle === cycle)) {
        const stated = (board.array(String(area.area)) as (number | null)[]).filter((need) => need != null);
        expect([area.area, stated.length]).toEqual([area.area, area.stated]);
        if (stated.length < least.get(cycle!)!) expect(area.mean_need).toBeNull();
        else expect(close(area.mean_need, stated.reduce((sum, need) => sum + need!, 0) / stated.length)).toBe(true);
        compared += stated.length;
      }
      expect(board.numRows()).toBe(12);
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('have the coverage of each indicator: answers with a value among the applicable ones', () => {
    // In a group of alternative questions only the best counts, so a group counts as one.
    const groups = table('framework')
      .filter((row: Row) => row.level === 'question' && row.combine !== null)
      .select({ element: 'question', parent: 'indicator', combine: 'combine' })
      .dedupe();
    const counted = table('question_scores')
      .join_left(groups, [
        ['indicator', 'question'],
        ['indicator', 'question'],
      ])
      .filter((row: Row) => row.standing !== 'left_out')
      .derive({
        has: (row: Row) => (row.standing === 'scored' ? 1 : 0),
        unit: (row: Row) => row.combine ?? row.item,
      })
      .groupby('cycle', 'country', 'indicator', 'unit')
      .rollup({ has: op.max('has') })
      .groupby('cycle', 'country', 'indicator')
      .rollup({ counted: op.sum('has'), applicable: op.count() });
    const key = (row: Row, element: unknown) => [row.cycle, row.country, element].join(' ');
    const scores = new Map(
      rowsOf(table('scores'))
        .filter(({ level }) => level === 'indicator')
        .map((row) => [key(row, row.element), row]),
    );
    const wrong = rowsOf(counted).filter((row) => {
      const score = scores.get(key(row, row.indicator));
      return !score || !close(score.coverage, Number(row.counted) / Number(row.applicable));
    });
    expect(wrong).toEqual([]);
    expect(counted.numRows()).toBeGreaterThan(200);
  });

  it('are the tables of the exported indices, an indicator a column', () => {
    const { cycle } = release.manifest;
    const wide = table('scores')
      .params({ cycle })
      .filter((row: Row, $: { cycle: string }) => row.cycle === $.cycle && row.level === 'indicator')
      .filter((row: Row) => row.status !== 'not_reported')
      .groupby('country')
      .pivot('element', 'score', { sort: false })
      .orderby('country');
    const indices = exportIndices(release, 'en');
    expect(indices.length).toBeGreaterThan(1);
    for (const { iData } of indices) {
      const exported = fromCSV(iData, { parse: { ...codes, uCode: String } }) as ColumnTable;
      expect(exported.array('uCode')).toEqual(wide.array('country'));
      const indicators = exported.columnNames().slice(3);
      expect(indicators.length).toBeGreaterThan(1);
      const cells = (of: ColumnTable, column: string) => [...of.array(column)].map((cell) => cell ?? null);
      for (const indicator of indicators)
        expect([indicator, cells(exported, indicator)]).toEqual([indicator, cells(wide, indicator)]);
    }
  });
});
