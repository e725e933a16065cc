import { describe, expect, it } from 'vitest';
import {
  buildIndex,
  choiceOf,
  type IndexData,
  type IndexMethod,
  openReplicator,
  runSensitivity,
  runUncertainty,
  type Variations,
} from '../../src/statistics/index.ts';

const columns: Record<string, (number | null)[]> = {
  one: [1, 4, 9, 2, 7, 5],
  two: [9, 3, 1, 8, 2, 6],
  three: [2, 5, 4, null, 9, 1],
};
const data: IndexData = {
  units: ['a', 'b', 'c', 'd', 'e', 'f'],
  columns: new Map(Object.entries(columns)),
  groups: new Map(),
  nodes: [
    ...Object.keys(columns).map((code) => ({
      code,
      level: 1,
      parent: 'all',
      weight: 1,
      direction: 1 as const,
      denominator: null,
      scale: 1,
    })),
    { code: 'all', level: 2, parent: null, weight: 1, direction: 1, denominator: null, scale: 1 },
  ],
};
const method: IndexMethod = {
  denominate: false,
  screen: null,
  impute: { by: 'none', group: null },
  treat: null,
  treatEach: new Map(),
  normalise: { by: 'min_max', to: { low: 1, high: 100 } },
  normaliseEach: new Map(),
  weights: null,
  aggregate: [{ by: 'arithmetic', leastShare: null }],
};
const nothing: Variations = { winsorise: [], normalise: [], aggregate: [], impute: [], weights: null, leaveOut: false };

describe('a replication', () => {
  it('without variation equals the index', () => {
    const { units } = runUncertainty(openReplicator(data, method, nothing), { replications: 3, seed: 1 });
    const nominal = buildIndex(data, method).aggregated.get('all')!;
    units.forEach(({ scores }, unit) => {
      expect(scores.low).toBeCloseTo(nominal[unit]!, 12);
      expect(scores.high).toBeCloseTo(nominal[unit]!, 12);
    });
  });

  it('can be reproduced by hand from its parameters', () => {
    const vary: Variations = {
      ...nothing,
      aggregate: ['arithmetic', 'geometric'],
      weights: { noise: 0.25, levels: [1] },
      leaveOut: true,
    };
    const replicator = openReplicator(data, method, vary);
    const run = runUncertainty(replicator, { replications: 40, seed: 7 });
    for (const replication of [0, 17, 39]) {
      const { choice, random } = choiceOf(7, replication);
      const draw = replicator.draw(choice, random);
      const nodes = data.nodes.filter(({ code }) => code !== draw.leftOut);
      const weights = new Map(data.nodes.map(({ code }, at) => [code, draw.weights![at]!]));
      const byHand = buildIndex(
        { ...data, nodes },
        { ...method, weights, aggregate: [{ by: draw.aggregate as 'arithmetic', leastShare: null }] },
      );
      byHand.aggregated.get('all')!.forEach((score, unit) => {
        expect(run.scores[unit * 40 + replication]).toBeCloseTo(score!, 10);
      });
    }
  });

  it('that cannot be computed is counted and excluded from the intervals', () => {
    const vary: Variations = {
      ...nothing,
      normalise: [method.normalise, { by: 'z_score', mean: 0, deviation: 1 }],
      aggregate: ['arithmetic', 'geometric'],
    };
    const run = runUncertainty(openReplicator(data, method, vary), { replications: 200, seed: 3 });
    expect(run.failed.length).toBeGreaterThan(20);
    expect(run.failed.length).toBeLessThan(80);
    expect(run.units[0]!.scores.median).not.toBeNull();
  });

  it.each(['geometric', 'harmonic'] as const)('is computed if only a unit below coverage lacks a %s mean', (by) => {
    // Of three values, the last unit has only one, which is 0.
    const few: IndexData = {
      ...data,
      units: [...data.units, 'g'],
      columns: new Map(Object.entries(columns).map(([code, own]) => [code, [...own, code === 'one' ? 0 : null]])),
    };
    const own: IndexMethod = { ...method, normalise: { by: 'none' }, aggregate: [{ by, leastShare: 0.5 }] };
    const replicator = openReplicator(few, own, nothing);
    const { failed, units } = runUncertainty(replicator, { replications: 2, seed: 1 });
    expect(failed).toEqual([]);
    expect(units.map(({ scores }) => scores.median)).toEqual(
      buildIndex(few, own)
        .aggregated.get('all')!
        .map((score) => (score === null ? null : expect.closeTo(score, 12))),
    );
    expect(units.at(-1)!.scores.median).toBeNull();
  });

  it.each(['harmonic', 'arithmetic'] as const)(
    'has no %s mean that is not finite, as with weights of both signs',
    (by) => {
      const node = (code: string, parent: string | null, level: number, weight = 1) => ({
        ...{ code, parent, level, weight },
        ...{ direction: 1 as const, denominator: null, scale: 1 },
      });
      const nodes = [
        ...[node('a', 'part', 1), node('b', 'part', 1, -1), node('c', 'part', 1), node('d', 'rest', 1)],
        ...[node('part', 'all', 2), node('rest', 'all', 2), node('all', null, 3)],
      ];
      // The inverse values of the first unit sum to 0, and the values of the second are too large to be added.
      const values = { a: [22, 1.5e308], b: [11, -1.5e308], c: [22, 1], d: [3, 5] };
      const signed: IndexData = { ...data, units: ['u', 'v'], columns: new Map(Object.entries(values)), nodes };
      const aggregate = [by, 'arithmetic' as const].map((mean) => ({ by: mean, leastShare: null }));
      const own: IndexMethod = { ...method, normalise: { by: 'none' }, aggregate };
      const { units } = runUncertainty(openReplicator(signed, own, nothing), { replications: 1, seed: 1 });
      const built = buildIndex(signed, own).aggregated.get('all')!;
      expect(built).toContain(by === 'harmonic' ? 3 : 5);
      expect(units.map(({ scores }) => scores.median)).toEqual(built);
    },
  );

  it('is the same for the same seed, and different for another', () => {
    const vary: Variations = { ...nothing, weights: { noise: 0.25, levels: [1] } };
    const run = (seed: number) => [
      ...runUncertainty(openReplicator(data, method, vary), { replications: 20, seed }).scores,
    ];
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });
});

describe('sensitivity', () => {
  it('assigns all variance to the only factor that moves ranks', () => {
    const vary: Variations = { ...nothing, aggregate: ['arithmetic', 'harmonic'], winsorise: [1, 2] };
    const { factors, failedRows } = runSensitivity(openReplicator(data, method, vary), { base: 500, seed: 2 });
    const of = (name: string) => factors.find(({ factor }) => factor === name)!;
    expect(failedRows).toBe(0);
    expect(of('aggregate').total).toBeCloseTo(1, 1);
    expect(of('aggregate').firstLow).toBeGreaterThan(0.8);
    expect(of('winsorise').total).toBe(0);
  });

  it('does not exist where nothing moves the ranks', () => {
    const { factors } = runSensitivity(openReplicator(data, method, { ...nothing, winsorise: [1, 2] }), {
      base: 50,
      seed: 2,
    });
    expect(factors).toEqual([expect.objectContaining({ factor: 'winsorise', first: null, total: null })]);
  });
});
