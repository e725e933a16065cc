import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildRelease,
  type OpenRelease,
  type OwnView,
  type OwnWeights,
  openRelease,
  viewWithWeights,
  weighable,
} from '../../../src/release/index.ts';
import { runScoreTree } from '../../../src/statistics/index.ts';
import { smallContent } from '../content.ts';
import { frozenCycle, inputsOf } from '../frozen.ts';
import { now } from '../world.ts';

const { root, remove } = smallContent();
let files: ReadonlyMap<string, Uint8Array>;
let release: OpenRelease;

beforeAll(async () => {
  const frozen = frozenCycle(root, 'preparedness', '2026', now, ['XAH']);
  ({ files } = await buildRelease({ contentRoot: root, inputs: inputsOf(root, [frozen]) }));
  release = openRelease(files);
});
afterAll(remove);

const view = async (element: string, weights: OwnWeights): Promise<OwnView | null> => {
  const kept = release.scoreTree()!;
  const one = weighable(kept).find(({ code }) => code === element)!;
  return viewWithWeights(release, kept, one, weights, runScoreTree);
};
const of = (country: string, found: OwnView | null) => found!.countries.find((one) => one.country === country)!;
const scoreOf = (country: string, element: string) =>
  release.rows('scores').find((row) => row.country === country && row.element === element)!.score as number | null;

describe('a view with the published weights', () => {
  it('equals the published figures in every score, tier and interval end', async () => {
    const elements = weighable(release.scoreTree()!);
    expect(elements.length).toBeGreaterThan(0);
    for (const { code } of elements) {
      const found = (await view(code, {}))!;
      const scored = found.countries.filter(({ published }) => published !== null);
      expect(scored.length).toBeGreaterThan(4);
      expect(scored.every(({ published }) => published!.band !== null)).toBe(true);
      for (const { own, published } of found.countries) expect(own).toEqual(published);
      expect(found.agreement).toMatchObject({ shift: 0 });
    }
  });

  it('uses the replications of the release for its intervals', async () => {
    const kept = release.scoreTree()!;
    const places = [...kept.elements.keys()];
    const bands = await runScoreTree('bands', kept.scoreTree, kept.data, kept.vary!, kept.vary!, places);
    const rows = release.rows('bands');
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const at = places.findIndex((place) => kept.elements[place]!.code === row.element);
      const unit = at * kept.countries.length + kept.countries.indexOf(String(row.country));
      expect(bands.score.low[unit]).toBeCloseTo(row.p05 as number, 6);
      expect(bands.rank.high[unit]).toBeCloseTo(row.rank_p95 as number, 6);
    }
  });

  it('is the same if the tables of the release are too large to keep their rows', async () => {
    const part = (path: string, from: number, to: number) => files.get(path)!.slice(from, to);
    const large = openRelease({ get: (path) => files.get(path), part }, { mostBytes: 0, leastLarge: 0 });
    const kept = release.scoreTree()!;
    const rules = weighable(kept).find(({ code }) => code === 'RULES')!;
    const found = await viewWithWeights(large, kept, rules, { 'RUL.PLAN': 3 }, runScoreTree);
    expect(found).toEqual(await view('RULES', { 'RUL.PLAN': 3 }));
  });

  it('does not change if all weights are doubled', async () => {
    const found = (await view('RULES', { 'RUL.LAW': 2, 'RUL.PLAN': 2 }))!;
    for (const { own, published } of found.countries) expect(own).toEqual(published);
  });
});

describe('a view with other weights', () => {
  it('has the mean with these weights', async () => {
    const found = await view('RULES', { 'RUL.PLAN': 3 });
    const by = (3 * scoreOf('XAB', 'RUL.PLAN')! + scoreOf('XAB', 'RUL.LAW')!) / 4;
    expect(of('XAB', found).own!.score).toBeCloseTo(by, 9);
    expect(found!.parts.map(({ share }) => share).sort()).toEqual([0.25, 0.75]);
  });

  it('changes the intervals with the scores', async () => {
    const found = await view('RULES', { 'RUL.PLAN': 4, 'RUL.LAW': 0.25 });
    const moved = found!.countries.filter(({ own, published }) => own && own.band!.low !== published?.band?.low);
    expect(moved.length).toBeGreaterThan(2);
    for (const { own } of found!.countries) {
      if (own === null) continue;
      expect(own.band!.low).toBeLessThanOrEqual(own.band!.high);
      expect(own.band!.rankLow).toBeLessThanOrEqual(own.band!.rankHigh);
    }
  });

  it('rounds the ends of its intervals to a tenth of a point, so that many views do not disclose an exact answer', async () => {
    for (const times of [0.25, 1.75, 3]) {
      const found = (await view('RULES', { 'RUL.PLAN': times }))!;
      const ends = found.countries.flatMap(({ own }) => (own === null ? [] : [own.band!.low, own.band!.high]));
      expect(ends.length).toBeGreaterThan(6);
      for (const end of ends) expect(end).toBe(Number(end.toFixed(1)));
    }
    // The intervals of the release are exact, so it is the view that rounds.
    const exact = release.rows('bands').filter(({ p05 }) => typeof p05 === 'number' && p05 !== Number(p05.toFixed(1)));
    expect(exact.length).toBeGreaterThan(0);
  });

  it('that are all 0 does not exist', async () => {
    expect(await view('RULES', { 'RUL.PLAN': 0, 'RUL.LAW': 0 })).toBeNull();
  });

  it('has the score and intervals of the only part with a weight, and no score where that part has none', async () => {
    const found = (await view('RULES', { 'RUL.PLAN': 0 }))!;
    for (const { country, own } of found.countries) expect(own?.score ?? null).toBe(scoreOf(country, 'RUL.LAW'));
    const row = release.rows('bands').find(({ country, element }) => country === 'XAB' && element === 'RUL.LAW')!;
    expect(of('XAB', found).own!.band!.low).toBeCloseTo(row.p05 as number, 0);
  });

  it('leaves out a part without a value that counts, whatever the kept items give', async () => {
    const kept = release.scoreTree()!;
    const rules = weighable(kept).find(({ code }) => code === 'RULES')!;
    const least = Object.fromEntries(Object.keys(kept.least).map((name) => [name, 0]));
    const lenient = { ...kept, least: { ...kept.least, ...least } };
    const hides = (row: { country?: unknown; element?: unknown }) => row.country === 'XAB' && row.element === 'RUL.LAW';
    const without = {
      marts: release.marts,
      rows: (mart: string) =>
        release
          .rows(mart)
          .map((row) =>
            mart === 'scores' && hides(row) ? { ...row, score: null, status: 'below_threshold', with_value: 0 } : row,
          ),
    };
    const found = (await viewWithWeights(without, lenient, rules, {}, runScoreTree))!;
    const plan = scoreOf('XAB', 'RUL.PLAN');
    expect(of('XAB', found).own!.score).toBe(plan);
  });

  it('has no score for countries that have not reported', async () => {
    expect(of('XAH', await view('RULES', { 'RUL.PLAN': 2 }))).toMatchObject({
      status: 'not_reported',
      published: null,
      own: null,
    });
  });
});

describe('the inputs that a release keeps for it', () => {
  it('are in the manifest, hashed with the seal, and never published', () => {
    expect(release.manifest.inputs.map(({ path }) => path)).toContain('inputs/score_tree.json');
    expect(files.has('inputs/score_tree.json')).toBe(true);
    expect(release.file('inputs/score_tree.json')).toBeNull();
  });

  it('are at another path in releases of earlier software', () => {
    const earlier = [...files].map(
      ([path, bytes]) => [path.replace('inputs/score_tree.json', 'inputs/forest.json'), bytes] as const,
    );
    const opened = openRelease(new Map(earlier));
    expect(opened.scoreTree()).toEqual(release.scoreTree());
    expect(opened.file('inputs/forest.json')).toBeNull();
  });

  it('are missing in older releases', () => {
    expect(
      openRelease(new Map([...files].filter(([path]) => path !== 'inputs/score_tree.json'))).scoreTree(),
    ).toBeNull();
  });
});
