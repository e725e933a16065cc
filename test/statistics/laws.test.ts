/** Properties of an index for any data: order of units and nodes, and each option of a replication alone. */
import { describe, expect, it } from 'vitest';
import {
  aggregateTable,
  balancedWeights,
  buildIndex,
  correlate,
  type IndexData,
  type LevelMean,
  normalise,
  openReplicator,
  randomStream,
  type Variations,
} from '../../src/statistics/index.ts';
import { always } from './always.ts';
import { codes, method, nodes, nothing } from './pillars.ts';

const units = 14;
const random = randomStream(9, 1);
const data: IndexData = {
  units: Array.from({ length: units }, (_, at) => `u${at}`),
  columns: new Map(
    codes.map((code) => [code, Array.from({ length: units }, () => (random() < 0.15 ? null : 100 * random() ** 5))]),
  ),
  groups: new Map(),
  nodes,
};
const arithmetic: LevelMean = { by: 'arithmetic', leastShare: null };

/** Checks that a replication and the index built step by step agree on every unit. */
function agree(found: Float64Array | null, built: readonly (number | null)[]) {
  built.forEach((score, unit) => {
    if (score === null) expect(found![unit]).toBeNaN();
    else expect(found![unit]).toBeCloseTo(score, 9);
  });
}

describe('an index does not depend on', () => {
  const built = buildIndex(data, method);
  it('the order in which its nodes are listed', () => {
    const turned = { ...data, nodes: nodes.toReversed() };
    expect(buildIndex(turned, method).aggregated.get('I')).toEqual(built.aggregated.get('I'));
    expect(openReplicator(turned, method, nothing).nominal).toEqual(openReplicator(data, method, nothing).nominal);
    agree(openReplicator(turned, method, nothing).replicate({}, always(0)), built.aggregated.get('I')!);
  });

  it('the order of its units', () => {
    const turned = {
      ...data,
      units: data.units.toReversed(),
      columns: new Map([...data.columns].map(([code, column]) => [code, column.toReversed()])),
    };
    const other = buildIndex(turned, method);
    for (const [code, ranks] of built.ranks) expect(other.ranks.get(code)).toEqual(ranks.toReversed());
    for (const [code, scores] of built.aggregated)
      agree(
        Float64Array.from(scores.toReversed(), (s) => s ?? Number.NaN),
        other.aggregated.get(code)!,
      );
  });

  it('the scale of its weights, only on their proportions', () => {
    const heavier = { ...data, nodes: nodes.map((one) => ({ ...one, weight: 7 * one.weight })) };
    agree(
      Float64Array.from(built.aggregated.get('I')!, (score) => score ?? Number.NaN),
      buildIndex(heavier, method).aggregated.get('I')!,
    );
  });
});

describe('a replication equals the result of the engine that builds an index', () => {
  const means: readonly LevelMean[] = [
    { by: 'product', leastShare: null },
    { by: 'minimum', leastShare: null },
    { by: 'maximum', leastShare: 0.6 },
    { by: 'generalised', power: 0, leastShare: null },
    { by: 'generalised', power: -2, leastShare: null },
    { ...arithmetic, rescale: { by: 'z_score', mean: 50, deviation: 10 } },
    { by: 'harmonic', leastShare: null, rescale: { by: 'min_max', to: { low: 5, high: 9 } } },
    { by: 'geometric', leastShare: 0.5, rescale: { by: 'min_max', to: { low: 5, high: 9 } } },
    { by: 'maximum', leastShare: 1, rescale: { by: 'min_max', to: { low: 1, high: 2 } } },
  ];
  it.each(means.map((mean) => [JSON.stringify(mean), mean] as const))('with %s', (_, mean) => {
    for (const aggregate of [[mean], [arithmetic, mean], [mean, arithmetic]]) {
      const how = { ...method, aggregate };
      const weightless = { ...how, weights: new Map([['p1', 0]]) };
      for (const one of [how, weightless])
        agree(openReplicator(data, one, nothing).replicate({}, always(0)), buildIndex(data, one).aggregated.get('I')!);
    }
  });

  it.each<[string, Partial<Variations>]>([
    ['winsorisation', { winsorise: [0, 1, 3] }],
    ['normalisation', { normalise: [method.normalise, { by: 'rank' }, { by: 'z_score', mean: 0, deviation: 1 }] }],
    ['imputation', { impute: ['none', 'mean', 'median'] }],
    ['aggregation', { aggregate: ['arithmetic', 'geometric', 'harmonic'] }],
    ['weights', { weights: { noise: 0.25, levels: [1, 2] } }],
    ['elements left out', { leaveOut: true }],
  ])('where only its %s varies', (_, vary) => {
    const replicator = openReplicator(data, method, { ...nothing, ...vary });
    expect(replicator.varied).toHaveLength(1);
    const seen = new Set<string>();
    for (let at = 0; at < 6; at += 1) {
      const number = (at + 0.5) / 6;
      const choice = Object.fromEntries(replicator.varied.map((factor) => [factor, number]));
      const draw = replicator.draw(choice, randomStream(4, at));
      const found = replicator.compute(draw);
      agree(found, replicator.replay(draw).aggregated.get('I')!);
      seen.add(found!.join());
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('imputation from the other indicators of a unit', () => {
  it('uses those of the same aggregate where a level is named, otherwise all', () => {
    const columns = new Map(codes.map((code, at) => [code, data.units.map((_, unit) => unit + 10 * at)]));
    columns.set('p1', [null, ...columns.get('p1')!.slice(1)] as number[]);
    const imputed = (level: number | null) => {
      const impute = { by: 'mean', group: null, across: 'indicators', level } as const;
      const {
        imputed: table,
        imputedPoints,
        log,
      } = buildIndex({ ...data, columns }, { ...method, treat: null, impute });
      expect(log).toContain('imputed 1 values by mean of the unit\u2019s other indicators');
      expect([...imputedPoints].filter(([, points]) => points.includes(true)).map(([code]) => code)).toEqual(['p1']);
      return table.get('p1')![0];
    };
    // All other indicators of the unit are at their minimum, so the imputed value is too.
    expect(imputed(2)).toBeCloseTo(1, 9);
    expect(imputed(null)).toBeCloseTo(1, 9);
    expect(imputed(3)).toBeCloseTo(1, 9);
  });
});

describe('the log of an index states', () => {
  const divided = {
    ...data,
    columns: new Map([...data.columns, ['people', data.units.map((_, unit) => (unit < 2 ? 0 : unit < 3 ? null : 10))]]),
    nodes: nodes.map((one) => (one.code === 'p1' ? { ...one, denominator: 'people', scale: 5 } : one)),
  };
  const whole = new Map([...divided.columns, ['p1', data.units.map((_, unit) => unit + 1)]]);

  it('which values are missing because their denominator is 0', () => {
    const { log, denominated } = buildIndex(
      { ...divided, columns: whole },
      { ...method, denominate: true, treat: null },
    );
    expect(log[0]).toBe('denominated 1 of 5 indicators');
    expect(log[1]).toBe('p1 has no value for 2 units whose people is 0');
    expect(denominated.get('p1')!.slice(0, 5)).toEqual([null, null, null, 2, 2.5]);
  });

  it('nothing where no denominator is 0', () => {
    const people = data.units.map(() => 10);
    const { log } = buildIndex(
      { ...divided, columns: new Map([...whole, ['people', people]]) },
      { ...method, denominate: true, treat: null },
    );
    expect(log.filter((line) => line.includes('people'))).toEqual([]);
  });

  it('which values are missing because their denominator is too small', () => {
    const people = data.units.map((_, unit) => (unit < 2 ? 1e-320 : 10));
    const { log, denominated, aggregated } = buildIndex(
      { ...divided, columns: new Map([...whole, ['people', people]]) },
      { ...method, denominate: true, treat: null },
    );
    expect(log[1]).toBe('p1 has no value for 2 units, whose share of people is too large');
    expect(denominated.get('p1')!.slice(0, 4)).toEqual([null, null, 1.5, 2]);
    // The lowest of the others, and not a share of an infinite range.
    expect(
      aggregated
        .get('p1')!
        .slice(2)
        .toSorted((a, b) => a! - b!)[0],
    ).toBe(1);
    expect(new Set(aggregated.get('p1')).size).toBe(data.units.length - 1);
  });

  it('which values could not be normalised', () => {
    const columns = new Map([...data.columns, ['p1', data.units.map((_, unit) => (unit < 4 ? null : 7))]]);
    const { log } = buildIndex({ ...data, columns }, { ...method, treat: null });
    expect(log.at(-1)).toBe('p1 has values that could not be normalised by min_max: those of 10 units');
    expect(buildIndex(data, method).log.filter((line) => line.includes('could not be normalised'))).toEqual([]);
  });
});

describe('goalposts', () => {
  it('that are equal are refused, since no score lies between them', () => {
    const same = { by: 'goalposts', low: 3, high: 3, to: { low: 0, high: 100 }, cut: true } as const;
    expect(() => normalise([1, 2], same)).toThrow(
      expect.objectContaining({ code: 'goalposts_equal', where: 'goalposts', details: { low: 3 } }),
    );
  });
});

describe('balanced weights', () => {
  it('of a middle level are found with the means of the levels above', () => {
    const geometric: LevelMean = { by: 'geometric', leastShare: null };
    const full = {
      ...data,
      columns: new Map([...data.columns].map(([code, column]) => [code, column.map((value) => value ?? 50)])),
    };
    const built = buildIndex(full, { ...method, aggregate: [arithmetic, geometric] });
    const how = { aggregate: [arithmetic, geometric], weights: null };
    const { weights, correlations } = balancedWeights(nodes, built.aggregated, how, 2);
    const index = aggregateTable(nodes, built.finished, { ...how, weights }).get('I')!;
    for (const code of ['P', 'Q'])
      expect(correlations.get(code)).toBeCloseTo(correlate(built.aggregated.get(code)!, index, 'pearson')!, 9);
    expect(correlations.get('P')).toBeCloseTo(correlations.get('Q')!, 6);
  });
});
