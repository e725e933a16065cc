import { describe, expect, it } from 'vitest';
import { readCoinTables, readMethod } from '../../src/exchange/index.ts';
import type { Problem } from '../../src/problem/index.ts';

const iMeta = `iCode,Level,Parent,Direction,Weight,Type,Target,minmax_lower,minmax_upper,goalpost_lower,goalpost_upper,goalpost_scale,goalpost_trunc2posts,scaled_lower,scaled_upper,scale_factor,zscore_mean,zscore_sd
x1,1,All,1,1,Indicator,8,0,10,1,5,100,TRUE,2,4,50,10,2
x2,1,All,-1,1,Indicator,3,0,1,1,5,10,FALSE,2,4,50,0,1
All,2,,1,1,Aggregate,,,,,,,,,,,,
`;
const tables = readCoinTables('uCode,x1,x2\na,1,2\nb,3,4\n', iMeta);
const read = (yaml: string) => readMethod(yaml, tables);

function refusal(yaml: string): string {
  try {
    read(yaml);
  } catch (error) {
    return `${(error as Problem).message} ${(error as Problem).fix}`;
  }
  return 'nothing is refused';
}

describe('a method', () => {
  it('without settings applies only min\u2013max normalisation and arithmetic means', () => {
    const { method, weighting } = read('');
    expect(method).toMatchObject({
      order: ['denominate', 'screen', 'impute', 'treat', 'normalise'],
      denominate: false,
      screen: null,
      impute: { by: 'none' },
      treat: null,
      normalise: { by: 'min_max', to: { low: 0, high: 100 } },
      aggregate: [{ by: 'arithmetic', leastShare: null }],
      weights: null,
    });
    expect(weighting).toEqual({ by: 'given' });
  });

  it('has COINr\u2019s defaults where it requests outlier treatment without settings', () => {
    expect(read('treat: {}').method.treat).toMatchObject({
      skew: 2,
      kurtosis: 3.5,
      most: 5,
      force: false,
      otherwise: 'log_ct',
      combine: false,
    });
    expect(read('treat: { most: null }').method.treat).toMatchObject({ most: null });
  });

  it('applies the settings of single indicators and, for all others, the general ones', () => {
    const { treatEach } = read('treat: { most: 3, skew: 1, each: { x1: none, x2: { most: 1 } } }').method;
    expect(treatEach.get('x1')).toBeNull();
    expect(treatEach.get('x2')).toMatchObject({ most: 1, skew: 1 });
  });

  it('may use COINr\u2019s names for steps', () => {
    const { method } = read(
      'impute: { by: i_median }\ntreat: { otherwise: log_CT_plus }\nnormalise: { by: n_zscore }\naggregate: [a_gmean]',
    );
    expect(method.impute.by).toBe('median');
    expect(method.treat).toMatchObject({ otherwise: 'log_ct_plus' });
    expect(method.normalise).toEqual({ by: 'z_score', mean: 0, deviation: 1 });
    expect(method.aggregate).toEqual([{ by: 'geometric', leastShare: null }]);
  });

  it('takes parameters from iMeta, with goalposts and targets reversed by the direction', () => {
    const each = (by: string) => [...read(`normalise: { by: ${by}, from_meta: true }`).method.normaliseMeta!.values()];
    expect(each('min_max')[1]).toEqual({ by: 'min_max', to: { low: 0, high: 1 } });
    expect(each('distance_to_target')).toEqual([
      { by: 'distance_to_target', target: 8, cut: false },
      { by: 'distance_to_target', target: -3, cut: false },
    ]);
    expect(each('goalposts')).toEqual([
      { by: 'goalposts', low: 1, high: 5, to: { low: 0, high: 100 }, cut: true },
      { by: 'goalposts', low: -5, high: -1, to: { low: 0, high: 10 }, cut: false },
    ]);
    expect(each('scale')[1]).toEqual({ by: 'goalposts', low: -4, high: -2, to: { low: 0, high: 50 }, cut: false });
    expect(each('z_score')[0]).toEqual({ by: 'z_score', mean: 10, deviation: 2 });
  });

  it('lets an indicator have its own settings in addition to those from iMeta', () => {
    const { method } = read('normalise: { by: min_max, from_meta: true, each: { x1: n_rank } }');
    expect(method.normaliseEach).toEqual(new Map([['x1', { by: 'rank', ties: 'lowest' }]]));
    expect([...method.normaliseMeta!.keys()]).toEqual(['x1', 'x2']);
  });

  it.each([
    ['an unknown step', 'normalize: { by: rank }', 'the method has the unknown setting "normalize"'],
    ['an unknown setting', 'normalise: { by: rank, to: [0, 1] }', 'normalise has the unknown setting "to"'],
    ['an unknown name', 'impute: { by: modus }', 'impute.by is "modus". Write impute.by as one of none, mean'],
    ['an unknown indicator', 'treat: { each: { x9: none } }', 'treat.each has the code "x9", which is not in iMeta'],
    ['a weight of none', 'weights: { x1: 1, y: 2 }', 'weights has the code "y", which is not in iMeta'],
    ['an unknown unit', 'screen: { include: [z] }', '"z" in screen.include'],
    [
      'a share over 1',
      'screen: { available: 67 }',
      'screen.available is 67. Write screen.available as a share from 0 to 1',
    ],
    ['a group mean without a group', 'impute: { by: group_mean }', 'group_mean without a group'],
    ['a step twice', 'order: [treat, treat, screen, impute]', 'order has treat twice. Write each step once'],
    [
      'a step that the order lacks',
      'impute: mean\norder: [treat]',
      'order leaves out impute, which the method asks for',
    ],
    ['a step of another name', 'order: [normalize]', 'order is "normalize". Write order as one of denominate, screen'],
    ['an unknown group', 'impute: { by: group_mean, group: Region }', 'impute.group is "Region"'],
    ['a level above the index', 'screen: { within: { level: 3, available: 0.5 } }', 'a whole number from 2 to 2'],
    ['the weights of the index itself', 'weights: { by: balanced, level: 2 }', 'weights.level is 2'],
    ['Box and Cox without a power', 'treat: { otherwise: boxcox }', 'Write treat.otherwise as { boxcox: 0.5 }'],
    ['half a point', 'treat: { most: 2.5 }', 'treat.most is 2.5. Write treat.most as a whole number from 0'],
    ['goalposts that are one', 'normalise: { by: goalposts, low: 5, high: 5 }', 'are both 5'],
    ['no deviation', 'normalise: { by: z_score, deviation: 0 }', 'normalise.deviation as a number above 0'],
    ['an unknown reference', 'normalise: { by: n_dist2ref, unit: z }', 'normalise.unit as a uCode of iData'],
    ['too many means', 'aggregate: [a_amean, a_gmean]', 'aggregate has 2 entries for an index of 1 levels'],
    ['noise over 1', 'uncertainty: { weights: { noise: 25, levels: [1] } }', 'as a share from 0 to 1'],
    ['noise at no level', 'uncertainty: { weights: { noise: 0.2, levels: [4] } }', 'a whole number from 1 to 2'],
    ['a generalised mean without its power', 'aggregate: { by: generalised }', 'aggregate.power is missing'],
    ['a number too large', 'normalise: { by: min_max, to: [0, 1e300] }', 'normalise.to as a number up to 1e+200'],
    ['an infinite number', 'treat: { skew: .inf }', 'treat.skew is Infinity. Write treat.skew as a number up to'],
    ['a weight too large', 'weights: { x1: 1.5e308 }', 'weights.x1 as a number up to 1e+200'],
    ['a weight too small', 'weights: { x1: 1e-200 }', 'weights.x1 as 0 or a number from 1e-100 to 1e+100'],
    ['a text for a number', 'treat: { most: five }', 'treat.most is "five". Write treat.most as a number'],
    ['half a replication', 'uncertainty: { replications: 0.5 }', 'as a whole number from 1'],
    ['what is no YAML', 'treat: {\n  most: 5', 'it is not YAML (Flow map'],
    ['a reference from iMeta', 'normalise: { by: rank, from_meta: true }', 'normalise takes "rank" from iMeta'],
    [
      'limits varied where nothing is treated',
      'uncertainty: { winsorise: [1, 2] }',
      'treat, so that there is something to vary',
    ],
    ['a group mean varied without a group', 'uncertainty: { impute: [mean, group_mean] }', 'impute.group'],
  ])('with %s is refused', (_, yaml, expected) => {
    expect(refusal(yaml)).toContain(expected);
  });

  it.each([
    ['treat:\n  each:\n    x1:\n      most: five', 'method.yaml, line 4'],
    ['impute: { by: mean }\n\n# the rest\nnormalize: { by: rank }', 'method.yaml, line 4'],
    ['aggregate:\n  - by: generalised', 'method.yaml, line 2'],
    ['aggregate:\n  - by: a_gmean\n    least_shar: 0.5', 'method.yaml, line 3'],
    ['screen:\n  available: 0.5\n  include: [b, z]', 'method.yaml, line 3'],
    ['weights:\n  x1: 1\n  y: 2', 'method.yaml, line 3'],
    ['denominate: true\nuncertainty:\n  impute: [mean]\n  seed: -1', 'method.yaml, line 4'],
    ['treat: {\n  most: 5', 'method.yaml, line 2'],
    ['- impute', 'method.yaml'],
  ])('names the line of the fault in %j', (yaml, place) => {
    expect(() => read(yaml)).toThrow(expect.objectContaining({ where: place }));
  });

  it('may name a step by a word, and may omit from the order steps without effect', () => {
    const { method } = read('impute: i_mean\nnormalise: z_score\norder: [normalise, impute]');
    expect(method.impute.by).toBe('mean');
    expect(method.normalise.by).toBe('z_score');
    expect(method.order).toEqual(['normalise', 'impute', 'denominate', 'screen', 'treat']);
  });
});
