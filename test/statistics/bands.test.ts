import { describe, expect, it } from 'vitest';
import { roomForRanks } from '../../src/statistics/columns/standing.ts';
import {
  bandOf,
  buildIndex,
  copeland,
  type IndexMethod,
  mean,
  openReplicator,
  quantile,
  randomStream,
  rank,
  rankInto,
  rankingRoom,
  runSensitivity,
  runUncertainty,
} from '../../src/statistics/index.ts';
import { recordRanks } from '../../src/statistics/uncertainty/rank-bands.ts';
import { always } from './always.ts';
import { codes, made, method, much, nothing } from './pillars.ts';

describe('an interval', () => {
  it.each([1, 2, 3, 4, 7, 20, 21, 22, 100, 1001])('of %i values is between their quantiles', (count) => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = randomStream(seed, count);
      // Many of them are tied.
      const values = Array.from({ length: count }, () => Math.floor(random() * 12) * random() ** (seed % 2));
      expect(bandOf(Float64Array.from(values))).toEqual({
        median: quantile(values, 0.5),
        low: quantile(values, 0.05),
        high: quantile(values, 0.95),
      });
    }
  });

  it('of no values does not exist', () => {
    const none = { median: null, low: null, high: null };
    expect(bandOf(new Float64Array(0))).toEqual(none);
    expect(bandOf(new Float64Array(300).fill(Number.NaN))).toEqual(none);
  });

  it.each([10, 199, 230, 3000])('leaves out what has no value, of %i values', (count) => {
    const random = randomStream(count, 1);
    const values = Float64Array.from({ length: count }, () => (random() < 0.2 ? Number.NaN : random()));
    expect(bandOf(values)).toEqual(bandOf(values.filter((value) => !Number.isNaN(value))));
  });

  it.each([
    ['one value', () => 7],
    ['an infinite range', (at: number) => (at % 2 === 0 ? 1.5e308 : -1.5e308)],
    ['nearly all values equal', (at: number) => (at === 0 ? 1e9 : 3)],
  ])('of %s is found without buckets of equal width, or with one of nearly all', (_, of) => {
    const values = Array.from({ length: 500 }, (_none, at) => of(at));
    expect(bandOf(Float64Array.from(values))).toEqual({
      median: quantile(values, 0.5),
      low: quantile(values, 0.05),
      high: quantile(values, 0.95),
    });
  });
});

describe('intervals of ranks', () => {
  // Few units are counted, many are kept.
  it.each([1, 7, 255, 256, 300])('of %i units are those of the ranks of all replications', (units) => {
    const random = randomStream(units, 1);
    const record = recordRanks(units, 40);
    const found: (number | null)[][] = Array.from({ length: units }, () => []);
    for (let replication = 0; replication < 40; replication += 1) {
      if (replication === 9) continue;
      const scores = Float64Array.from({ length: units }, () =>
        random() < 0.1 ? Number.NaN : Math.floor(50 * random()),
      );
      record.add(replication, scores);
      const ranks = rank(
        Array.from(scores, (score) => (Number.isNaN(score) ? null : score)),
        { order: 'descending' },
      );
      for (const [unit, own] of ranks.entries()) found[unit]!.push(own);
    }
    expect(record.bands()).toEqual(
      found.map((ranks) => ({
        median: quantile(ranks, 0.5),
        low: quantile(ranks, 0.05),
        high: quantile(ranks, 0.95),
        mean: expect.closeTo(mean(ranks)!, 12),
      })),
    );
  });
});

describe('ranks of more units than two bytes can count', () => {
  const units = 65_537;

  it('are whole in the intervals of an index', () => {
    const record = recordRanks(units, 1);
    record.add(
      0,
      Float64Array.from({ length: units }, (_, unit) => -unit),
    );
    const bands = record.bands();
    for (const unit of [0, 65_534, 65_535, 65_536])
      expect(bands[unit]).toMatchObject({ low: unit + 1, mean: unit + 1 });
  });

  it('have room, as in a score tree', () => {
    const ranks = roomForRanks(units, units + 1);
    const scores = Float64Array.from({ length: units }, (_, unit) => (unit === 3 ? Number.NaN : -unit));
    rankInto(scores, rankingRoom(units), ranks, 1);
    expect([ranks[1], ranks[1 + 3], ranks[1 + 65_535], ranks[1 + 65_536]]).toEqual([1, 0, 65_535, 65_536]);
    expect(roomForRanks(65_535, 1)).toBeInstanceOf(Uint16Array);
  });
});

describe('a replication equals the result of the engine that builds an index', () => {
  const means: IndexMethod['aggregate'][] = [
    [{ by: 'arithmetic', leastShare: null }],
    [{ by: 'geometric', leastShare: 0.6 }],
    [{ by: 'harmonic', leastShare: null }],
    [{ by: 'generalised', power: 2, leastShare: null }],
    [{ by: 'copeland', leastShare: null }],
    [
      { by: 'geometric', leastShare: 0.6 },
      { by: 'arithmetic', leastShare: 1 },
    ],
  ];
  it.each(
    means.flatMap((mean) =>
      [true, false].map((gaps) => [mean.map(({ by }) => by).join(' then '), gaps, mean] as const),
    ),
  )('with %s means, gaps %s', (_, gaps, aggregate) => {
    const replicator = openReplicator(made(gaps), { ...method, aggregate }, nothing);
    const found = replicator.replicate({}, always(0))!;
    const built = buildIndex(made(gaps), { ...method, aggregate }).aggregated.get('I')!;
    built.forEach((score, unit) => {
      if (score === null) expect(found[unit]).toBeNaN();
      else expect(found[unit]).toBeCloseTo(score, 10);
    });
  });

  it.each([true, false])('for any random options, gaps %s', (gaps) => {
    const replicator = openReplicator(made(gaps), method, much);
    let leftOut = 0;
    for (let replication = 0; replication < 60; replication += 1) {
      const numbers = () => randomStream(8, replication);
      const choice = () => {
        const random = numbers();
        const of = { impute: random(), winsorise: random(), normalise: random(), aggregate: random() };
        return [{ ...of, leave_out: random(), weights: random() }, random] as const;
      };
      const found = replicator.replicate(...choice())!;
      const draw = replicator.draw(...choice());
      if (draw.leftOut !== null) leftOut += 1;
      replicator
        .replay(draw)
        .aggregated.get('I')!
        .forEach((score, unit) => {
          if (score === null) expect(found[unit]).toBeNaN();
          else expect(found[unit]).toBeCloseTo(score, 9);
        });
    }
    expect(leftOut).toBeGreaterThan(40);
  });

  it('keeps ties: scores that differ only by the order of addition have the same rank', () => {
    const same = {
      ...made(false),
      columns: new Map(codes.map((code) => [code, [0.1, 0.1, ...new Array(12).fill(0.7)]])),
    };
    const run = runUncertainty(openReplicator(same, { ...method, treat: null }, much), { replications: 50, seed: 1 });
    expect(run.units.slice(2).map(({ ranks }) => [ranks.low, ranks.high])).toEqual(new Array(12).fill([1, 1]));
  });
});

it('the only indicator of an aggregate may be left out', () => {
  const data = made(false);
  const alone = { ...data, nodes: data.nodes.filter(({ code }) => code !== 'q2') };
  const replicator = openReplicator(alone, method, { ...nothing, leaveOut: true });
  const draw = replicator.draw({ leave_out: 0.999 }, always(0));
  expect(draw.leftOut).toBe('q1');
  const built = replicator.replay(draw).aggregated;
  expect(built.get('Q')).toEqual(new Array(14).fill(null));
  expect(built.get('I')).toEqual(built.get('P'));
  const found = replicator.replicate({ leave_out: 0.999 }, always(0))!;
  built.get('I')!.forEach((score, unit) => void expect(found[unit]).toBeCloseTo(score!, 10));
});

it('units that screening excludes only in a replication have no score there', () => {
  const data = made(true);
  const order = ['denominate', 'impute', 'screen', 'treat', 'normalise'] as const;
  const screened = { ...method, order, impute: { by: 'mean' as const, group: null } };
  const strict = { ...screened, screen: { available: 0.8, nonZero: null, within: null } };
  const replicator = openReplicator(data, strict, { ...nothing, impute: ['mean', 'none'] });
  expect(replicator.units).toHaveLength(14);
  const found = replicator.replicate({ impute: 0.9 }, always(0))!;
  const gapsOf = (unit: number) => codes.filter((code) => data.columns.get(code)![unit] === null).length;
  const whole = data.units.filter((_, unit) => gapsOf(unit) <= 1);
  expect(whole.length).toBeGreaterThan(2);
  expect(whole.length).toBeLessThan(14);
  expect(data.units.filter((_, unit) => !Number.isNaN(found[unit]!))).toEqual(whole);
});

it('a replication without units or without the reference unit after screening cannot be computed', () => {
  const data = made(true);
  const order = ['denominate', 'impute', 'screen', 'treat', 'normalise'] as const;
  const screened = { ...method, order, impute: { by: 'mean' as const, group: null } };
  const whole = { available: 1, nonZero: null, within: null };
  const gappy = data.units.findIndex((_, unit) => codes.some((code) => data.columns.get(code)![unit] === null));
  const reference = { by: 'distance_to_reference', unit: data.units[gappy]! } as const;
  for (const strict of [
    { ...screened, screen: { ...whole, exclude: data.units.filter((_, unit) => unit > gappy) } },
    { ...screened, screen: whole, normalise: reference },
  ]) {
    const replicator = openReplicator(data, strict, { ...nothing, impute: ['mean', 'none'] });
    expect(replicator.replicate({ impute: 0.1 }, always(0))).not.toBeNull();
    expect(replicator.replicate({ impute: 0.9 }, always(0))).toBeNull();
  }
});

describe('a run', () => {
  const replicator = () => openReplicator(made(true), method, much);

  it.each([
    [
      'replications',
      (onProgress: (share: number) => void) => runUncertainty(replicator(), { replications: 101, seed: 2 }, onProgress),
    ],
    [
      'rows of the design',
      (onProgress: (share: number) => void) => runSensitivity(replicator(), { base: 201, seed: 2 }, onProgress),
    ],
  ])('reports the progress of its %s, which never decreases', (_, run) => {
    const reported: number[] = [];
    run((share) => reported.push(share));
    expect(reported.length).toBeGreaterThan(10);
    expect(reported.every((share, at) => share >= 0 && share <= 1 && (at === 0 || share >= reported[at - 1]!))).toBe(
      true,
    );
  });

  it('has the same replications for any number of them', () => {
    const short = runUncertainty(replicator(), { replications: 70, seed: 2 });
    const long = runUncertainty(replicator(), { replications: 101, seed: 2 });
    for (const unit of long.units.keys())
      expect(long.scores.subarray(unit * 101, unit * 101 + 70)).toEqual(
        short.scores.subarray(unit * 70, (unit + 1) * 70),
      );
  });
});

it('the Copeland score of pillars is computed from their scores', () => {
  const built = buildIndex(made(false), {
    ...method,
    aggregate: [
      { by: 'arithmetic', leastShare: null },
      { by: 'copeland', leastShare: null },
    ],
  }).aggregated;
  expect(built.get('I')).toEqual(copeland([built.get('P')!, built.get('Q')!], [2, 1]));
});
