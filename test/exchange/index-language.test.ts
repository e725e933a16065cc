/** Settings of method.yaml that published indices need beyond COINr's. */
import { describe, expect, it } from 'vitest';
import { readCoinTables, readDraws, readMethod } from '../../src/exchange/index.ts';
import type { Problem } from '../../src/problem/index.ts';
import { buildIndex, openReplicator, replayDraws } from '../../src/statistics/index.ts';
import { always } from '../statistics/always.ts';

const iMeta = `iCode,Level,Parent,Direction,Weight,Type
x1,1,P,1,1,Indicator
x2,1,P,-1,1,Indicator
x3,1,All,1,2,Indicator
P,2,All,1,1,Aggregate
All,3,,1,,Aggregate
`;
const iData = 'uCode,x1,x2,x3\na,1,8,100\nb,10,4,1000\nc,100,2,10\n';
const tables = readCoinTables(iData, iMeta);
const build = (yaml: string, of = tables) => buildIndex(of.data, readMethod(yaml, of).method);
const column = (yaml: string, code: string) => build(yaml).aggregated.get(code)!;

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    const { where, message, fix } = error as Problem;
    return `${where}: ${message} ${fix}`;
  }
  return 'nothing is refused';
}

describe('normalise', () => {
  it('takes logarithms of the measured values, before the direction is applied', () => {
    const { normalised } = build('normalise: [{ by: logarithm, base: 10 }, { by: min_max, to: [0, 1] }]');
    normalised.get('x1')!.forEach((score, at) => void expect(score).toBeCloseTo([0, 0.5, 1][at]!, 12));
    normalised.get('x2')!.forEach((score, at) => void expect(score).toBeCloseTo([0, 0.5, 1][at]!, 12));
  });

  it('compares with goalposts on a logarithmic scale, in the unit of the values', () => {
    const yaml = `normalise:
  by: none
  each:
    x1: { by: goalposts, low: 1, high: 1000, logarithm: true, to: [0, 1] }
    x2: { by: goalposts, low: 8, high: 2, logarithm: true, to: [0, 1] }
`;
    const { normalised } = build(yaml);
    normalised.get('x1')!.forEach((score, at) => void expect(score).toBeCloseTo([0, 1 / 3, 2 / 3][at]!, 12));
    normalised.get('x2')!.forEach((score, at) => void expect(score).toBeCloseTo([0, 0.5, 1][at]!, 12));
  });

  it('reports an aggregate that has no score for any unit, as where all weights below it are 0', () => {
    expect(build('weights: { x1: 0, x2: 0 }').log.join('\n')).toContain('P has no score for any unit');
    expect(build('weights: { x1: 0, x2: 1 }').log.join('\n')).not.toContain('has no score');
  });

  it('gives a missing value for the logarithm of 0 or less, and reports it', () => {
    const zero = readCoinTables('uCode,x1,x2,x3\na,0,8,1\nb,10,4,2\nc,100,2,3\n', iMeta);
    const built = build('normalise: { by: none, each: { x1: logarithm } }', zero);
    expect(built.normalised.get('x1')![0]).toBeNull();
    expect(built.log.join('\n')).toContain('x1 has values that could not be normalised');
  });

  it.each([
    ['normalise: []', 'normalise.steps has no step'],
    ['normalise: { by: logarithm, base: 1 }', 'base is 1'],
    ['normalise: { by: goalposts, low: 0, high: 9, logarithm: true }', 'normalise.low is 0'],
    ['normalise: [rank, { by: min_max, to: 7 }]', 'normalise.steps, entry 2.to'],
  ])('refuses %s', (yaml, said) => {
    expect(refusal(() => build(yaml))).toContain(said);
  });
});

describe('aggregate', () => {
  const none = 'normalise: none\n';

  it('supports product, minimum and maximum; a parent may skip a level', () => {
    expect(column(`${none}aggregate: { by: product }`, 'P')).toEqual([-8, -40, -200]);
    expect(column(`${none}aggregate: { by: minimum }`, 'All')).toEqual([-8, -4, -2]);
    expect(column(`${none}aggregate: { by: maximum }`, 'All')).toEqual([100, 1000, 100]);
  });

  it('gives no product to a unit that lacks a factor, and the minimum over available values', () => {
    const gaps = readCoinTables('uCode,x1,x2,x3\na,1,,100\nb,10,4,1000\n', iMeta);
    expect(build(`${none}aggregate: { by: product }`, gaps).aggregated.get('P')).toEqual([null, -40]);
    expect(build(`${none}aggregate: { by: minimum }`, gaps).aggregated.get('P')).toEqual([1, -4]);
  });

  it('omits a child of weight 0 from a product', () => {
    expect(column(`${none}weights: { x2: 0 }\naggregate: { by: product }`, 'P')).toEqual([1, 10, 100]);
    // Also where it has no value: it is no factor.
    const gaps = readCoinTables('uCode,x1,x2,x3\na,1,,100\nb,10,4,1000\nc,,4,1\n', iMeta);
    const built = build(`${none}weights: { x2: 0 }\naggregate: { by: product }`, gaps);
    expect(built.aggregated.get('P')).toEqual([1, 10, null]);
  });

  it('can use another method for one aggregate, and standardise the inputs of another', () => {
    const yaml = `${none}aggregate:
  by: arithmetic
  each:
    P: { by: arithmetic, rescale: [z_score, { by: min_max, to: [0, 1] }] }
    All: { by: maximum }
`;
    const inside = [(1 - 8) / 2, (10 - 4) / 2, (100 - 2) / 2];
    column(yaml, 'P').forEach((score, at) => {
      expect(score).toBeCloseTo((inside[at]! - inside[0]!) / (inside[2]! - inside[0]!), 12);
    });
    expect(column(yaml, 'All')).toEqual([100, 1000, 10]);
  });

  it.each([
    ['aggregate: { each: { x1: geometric } }', 'not an aggregate of iMeta'],
    ['aggregate: { levels: [arithmetic, arithmetic, arithmetic] }', 'aggregate has 3 entries'],
    ['aggregate: { by: arithmetic, rescale: { by: distance_to_reference, unit: a } }', 'unit'],
  ])('refuses %s', (yaml, said) => {
    expect(refusal(() => build(yaml))).toContain(said);
  });

  it('is the same in replications, for every mean', () => {
    const data = readCoinTables('uCode,x1,x2,x3\na,3,2,5\nb,4,,7\nc,9,8,2\nd,1,7,4\n', iMeta);
    const cases = ['arithmetic', 'product', 'minimum', 'maximum'].flatMap((by) =>
      [1, 0].map((weight) => ({ by, weight })),
    );
    for (const { by, weight } of cases) {
      const yaml = `normalise: { by: min_max, to: [1, 100] }
weights: { x2: ${weight} }
aggregate: { by: arithmetic, each: { P: { by: ${by}, rescale: rank }, All: { by: ${by} } } }`;
      const { method } = readMethod(yaml, data);
      const nothing = { winsorise: [], normalise: [], aggregate: [], impute: [], weights: null, leaveOut: false };
      const replicator = openReplicator(data.data, method, nothing);
      const again = replicator.replicate({}, always(0));
      again!.forEach((score, at) => {
        const nominal = replicator.nominal[at]!;
        if (Number.isNaN(nominal)) expect(score, by).toBeNaN();
        else expect(score, by).toBeCloseTo(nominal, 10);
      });
    }
  });
});

describe('iData', () => {
  it('may have codes for missing values that the method names', () => {
    const given = readCoinTables('uCode,x1,x2,x3\na,-99,..,1\nb,-99.0,4,2\nc,100,2,3\n', iMeta, {
      missing: ['-99', '..'],
    });
    expect(given.data.columns.get('x1')).toEqual([null, null, 100]);
    expect(given.data.columns.get('x2')).toEqual([null, 4, 2]);
  });

  const years = 'uCode,Time,x1,x2,x3\na,2020,1,1,1\na,2021,2,2,2\nb,2021,3,3,3\n';

  it('may have rows of several years, of which one is chosen', () => {
    expect(readCoinTables(years, iMeta, { year: '2021' }).data.units).toEqual(['a', 'b']);
    expect(refusal(() => readCoinTables(years, iMeta))).toContain('Choose one with --year');
    expect(refusal(() => readCoinTables(years, iMeta, { year: '1999' }))).toContain('2020, 2021');
  });

  it('can have weights by year', () => {
    const yaml = 'weights: { by: year, years: { 2020: { x3: 5 }, 2021: { x3: 7 } } }';
    const of = (year: string | null) => () =>
      readMethod(yaml, { ...readCoinTables(years, iMeta, { year: '2021' }), year });
    expect(of('2020')().method.weights?.get('x3')).toBe(5);
    expect(of('2021')().method.weights?.get('x3')).toBe(7);
    expect(refusal(of('2019'))).toContain('weights.years has no 2019');
    expect(refusal(of(null))).toContain('--year');
  });

  it('refuses a parent that is not above its child', () => {
    expect(refusal(() => readCoinTables(iData, iMeta.replace('x3,1,All', 'x3,1,x1')))).toContain('A parent is above');
  });
});

describe('a file of replications', () => {
  const { method } = readMethod('normalise: { by: min_max, to: [1, 100] }', tables);
  const nothing = { winsorise: [], normalise: [], aggregate: [], impute: [], weights: null, leaveOut: false };

  it('can be replayed, row by row', () => {
    const csv = `replication,aggregate,left_out,normalise,weight_x1,weight_P
0,,,,,
1,geometric,,,,
2,,x3,,,
3,,,"{""by"":""rank""}",3,
`;
    const draws = readDraws(csv, tables, new Map());
    const { scores, replications } = replayDraws(openReplicator(tables.data, method, nothing), draws);
    expect(replications).toBe(4);
    const root = (yaml: string) => column(`${yaml}\n`, 'All');
    const own = 'normalise: { by: min_max, to: [1, 100] }';
    const rows = [root(own), root(`${own}\naggregate: geometric`), root(`${own}\nweights: { x3: 0 }`)];
    rows.push(root('normalise: rank\nweights: { x1: 3 }'));
    for (const [replication, row] of rows.entries())
      row.forEach((score, unit) => void expect(scores[unit * 4 + replication]).toBeCloseTo(score!, 10));
  });

  it.each([
    ['replication,weight_zz\n0,1\n', 'names no node'],
    ['replication,aggregate\n0,mode\n', 'line 2: "mode" as aggregate'],
    ['replication,winsorise\n0,-1\n', 'whole number'],
    ['replication,left_out\n0,P\n', 'code of an indicator'],
    ['replication,normalise\n0,"{""by"""\n', 'line 2'],
    ['replication,weight_x1\n0,-3\n', 'a number from 0'],
  ])('refuses %j with its line', (csv, said) => {
    expect(refusal(() => readDraws(csv, tables, new Map()))).toContain(said);
  });
});
