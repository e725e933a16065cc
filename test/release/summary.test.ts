/** Summaries of a release, compared with the published tables behind them, for random tables. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFiles, orderModels, readModels } from '../../src/pipeline/index.ts';
import { inputTypes } from '../../src/release/index.ts';
import { openWarehouse, type Warehouse, type WarehouseRow } from '../../src/warehouse/index.ts';
import { projectRoot } from './content.ts';

const types: Readonly<Record<string, string>> = {
  'input.cycles': 'cycle varchar, target double, is_current boolean',
  'marts.bands': 'cycle varchar, country varchar, level varchar, element varchar, score double, p05 double, p95 double',
  'marts.progress':
    'country varchar, level varchar, element varchar, from_cycle varchar, to_cycle varchar, is_baseline boolean, change double, changed_answers integer, same_sign double',
  'marts.needs':
    'cycle varchar, country varchar, area varchar, need double, need_p05 double, need_p95 double, unmet boolean',
  'marts.region_scores': 'cycle varchar, kind varchar, region varchar, level varchar, element varchar, median double',
  'marts.need_areas': 'cycle varchar, area varchar, unmet_countries integer',
};
type Row = Record<string, string | number | boolean | null>;
const sql = (mart: string) =>
  readFileSync(join(projectRoot, `pipelines/marts/summaries/${mart}.sql`), 'utf8').replace(/;\s*$/, '');

const countries = ['AAA', 'BBB', 'CCC'];
const elements = ['P1', 'P2', 'P3', 'P4'];
/** Few distinct values, so that ties and values equal to the target are common. */
const points = fc.constantFrom(0, 40, 74.9, 75, 75.1, 90, 100);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 5 });
const pairs = countries.flatMap((country) => elements.map((element) => ({ country, element })));
const some = fc.subarray(pairs);

const tables = fc.record({
  target: maybe(fc.constant(75)),
  bands: some.chain((of) =>
    fc.tuple(
      ...of.map((pair) =>
        fc.record({ score: points, ends: maybe(fc.tuple(points, points)) }).map(
          ({ score, ends }): Row => ({
            cycle: 'x-2',
            level: 'pillar',
            ...pair,
            score,
            p05: ends && Math.min(...ends),
            p95: ends && Math.max(...ends),
          }),
        ),
      ),
    ),
  ),
  progress: some.chain((of) =>
    fc.tuple(
      ...of.map((pair) =>
        fc
          .record({
            change: maybe(fc.constantFrom(-30, -2, 0, 1e-12, 2, 30)),
            changed_answers: fc.constantFrom(0, 3, null),
            same_sign: maybe(fc.constantFrom(0.5, 0.9, 0.949, 0.95, 1)),
          })
          .map(
            (rest): Row => ({
              level: 'pillar',
              from_cycle: 'x-1',
              to_cycle: 'x-2',
              is_baseline: true,
              ...pair,
              ...rest,
            }),
          ),
      ),
    ),
  ),
  needs: some.chain((of) =>
    fc.tuple(
      ...of.map(({ country, element }) =>
        fc
          .record({ need: points, unmet: maybe(fc.boolean()) })
          .map((rest): Row => ({ cycle: 'x-2', country, area: element, need_p05: null, need_p95: null, ...rest })),
      ),
    ),
  ),
  medians: fc.tuple(
    ...elements.map((element) =>
      maybe(points).map(
        (median): Row => ({ cycle: 'x-2', kind: 'world', region: 'world', level: 'pillar', element, median }),
      ),
    ),
  ),
});
type Tables = typeof tables extends fc.Arbitrary<infer T> ? T : never;

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
  for (const schema of ['input', 'marts']) await warehouse.run(`create schema ${schema}`);
  for (const [table, columns] of Object.entries(types)) await warehouse.run(`create table ${table} (${columns})`);
  for (const mart of ['country_summary', 'release_summary'])
    await warehouse.run(`create view marts.${mart} as ${sql(mart)}`);
});
afterAll(() => warehouse.close());

type Summaries = { readonly country: WarehouseRow[]; readonly release: WarehouseRow[] };

/** Summaries of tables that were drawn before: each property draws the same ones, by the same seed. */
const known = new Map<string, Promise<Summaries>>();

function summaries(given: Tables): Promise<Summaries> {
  const key = JSON.stringify(given);
  const found = known.get(key) ?? summarise(given);
  known.set(key, found);
  return found;
}

async function summarise(given: Tables): Promise<Summaries> {
  const areas = elements.map((area) => ({
    cycle: 'x-2',
    area,
    unmet_countries: given.needs.filter((row) => row.area === area && row.unmet === true).length,
  }));
  const tablesOf: [string, readonly Row[]][] = [
    ['input.cycles', [{ cycle: 'x-2', target: given.target, is_current: true }]],
    ['marts.bands', given.bands],
    ['marts.progress', given.progress],
    ['marts.needs', given.needs],
    ['marts.region_scores', given.medians],
    ['marts.need_areas', areas],
  ];
  for (const [table, all] of tablesOf) {
    await warehouse.run(`delete from ${table}`);
    if (all.length === 0) continue;
    const names = Object.keys(all[0]!);
    const rows = all.map((_, row) => `(${names.map((_name, at) => `$${row * names.length + at + 1}`)})`);
    await warehouse.run(
      `insert into ${table} (${names}) values ${rows}`,
      all.flatMap((row) => names.map((name) => row[name]!)),
    );
  }
  return {
    country: [...(await warehouse.rows('select * from marts.country_summary'))],
    release: [...(await warehouse.rows('select * from marts.release_summary'))],
  };
}

const always = (holds: (given: Tables, said: Awaited<ReturnType<typeof summaries>>) => void) =>
  fc.assert(
    fc.asyncProperty(tables, async (given) => holds(given, await summaries(given))),
    { numRuns: 60, seed: 7 },
  );
const find = (rows: readonly Row[], of: WarehouseRow) =>
  rows.find((row) => row.country === of.country && (row.element ?? row.area) === of.element)!;

describe('the summary of a country', () => {
  it('names exactly the elements on one side of the target, so that no strength is also a gap', () =>
    always(({ target, bands }, { country }) => {
      const judged = country.filter(({ statement }) => statement === 'strength' || statement === 'gap');
      const keys = judged.map((row) => `${row.country} ${row.element}`);
      expect(new Set(keys).size).toBe(keys.length);
      const wanted = bands.flatMap((row) => {
        if (target === null || row.p05 === null || row.p95 === null) return [];
        const [score, low, high] = [Number(row.score), Number(row.p05), Number(row.p95)];
        if (low >= target && score >= target) return [`${row.country} ${row.element} strength`];
        return high < target && score < target ? [`${row.country} ${row.element} gap`] : [];
      });
      expect(judged.map((row) => `${row.country} ${row.element} ${row.statement}`).sort()).toEqual(wanted.sort());
    }));

  it('names no change whose interval includes no change', () =>
    always(({ progress }, { country }) => {
      const moved = country.filter(({ statement }) => statement === 'rise' || statement === 'fall');
      const wanted = progress.filter(
        (row) => Math.abs(Number(row.change)) > 1e-9 && row.changed_answers !== 0 && Number(row.same_sign ?? 0) >= 0.95,
      );
      expect(moved.length).toBe(wanted.length);
      for (const row of moved) {
        const from = find(progress, row);
        expect(from.same_sign).toBeGreaterThanOrEqual(0.95);
        expect(Math.sign(Number(from.change))).toBe(row.statement === 'rise' ? 1 : -1);
      }
    }));

  it('has only figures of the published tables', () =>
    always(({ bands, progress, needs }, { country }) => {
      for (const row of country) {
        const from = row.kind === 'area' ? find(needs, row) : find(row.score === null ? progress : bands, row);
        for (const name of ['score', 'change', 'need']) if (row[name] !== null) expect(row[name]).toBe(from[name]);
      }
    }));

  it('gives ties the same rank', () =>
    always((_, { country }) => {
      for (const row of country) {
        const value = (one: WarehouseRow) => Math.abs(Number(one.score ?? one.change ?? one.need));
        const like = country.filter((one) => one.country === row.country && one.statement === row.statement);
        for (const other of like) expect(other.position === row.position).toBe(value(other) === value(row));
        expect(Math.min(...like.map(({ position }) => Number(position)))).toBe(1);
      }
    }));
});

describe('the summary of a release', () => {
  it('agrees with its tables, also with ties, without figures and without a change', () =>
    always(({ medians, progress, needs }, { country, release }) => {
      const of = (statement: string) => release.filter((row) => row.statement === statement);
      const count = (statement: string) => Number(of(statement)[0]!.countries);
      const known = medians.filter(({ median }) => median !== null);
      const values = known.map(({ median }) => Number(median));
      const [top, bottom] = [Math.max(...values), Math.min(...values)];
      const named = (median: number) => known.filter((row) => row.median === median).map(({ element }) => element);
      expect(
        of('highest')
          .map(({ element }) => element)
          .sort(),
      ).toEqual(named(top).sort());
      expect(
        of('lowest')
          .map(({ element }) => element)
          .sort(),
      ).toEqual(top === bottom ? [] : named(bottom).sort());
      const unmet = (area: unknown) => needs.filter((row) => row.area === area && row.unmet === true).length;
      const most = Math.max(...elements.map(unmet));
      const those = most === 0 ? [] : elements.filter((area) => unmet(area) === most);
      expect(
        of('unmet')
          .map(({ element, countries: n }) => [element, n])
          .sort(),
      ).toEqual(those.map((area) => [area, most]).sort());
      const compared = new Set(progress.filter(({ change }) => change !== null).map((row) => row.country));
      expect(count('compared')).toBe(compared.size);
      const moving = (statement: string) =>
        new Set(country.filter((row) => row.statement === statement).map((row) => row.country)).size;
      expect([count('rising'), count('falling')]).toEqual([moving('rise'), moving('fall')]);
    }));
});

describe('both summaries', () => {
  it('read only published tables and rules of the cycle, so that they disclose nothing else', async () => {
    const ordered = await orderModels(warehouse, readModels(modelFiles(projectRoot)), Object.keys(inputTypes()));
    for (const id of ['marts.country_summary', 'marts.release_summary']) {
      const { reads } = ordered.find((model) => model.id === id)!;
      expect(reads.filter((table) => !table.startsWith('marts.'))).toEqual(['input.cycles']);
    }
  });
});
