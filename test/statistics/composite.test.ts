import { describe, expect, it } from 'vitest';
import { buildIndex, type IndexData, type IndexMethod } from '../../src/statistics/index.ts';
import { expectAgreement, golden } from './coinr.ts';

const iData = golden('iData');
const meta = golden('iMeta');

const data: IndexData = {
  units: iData.units,
  columns: new Map(iData.names.filter((name) => name.startsWith('x')).map((code) => [code, iData.column(code)])),
  groups: new Map([['Grp', iData.text('Grp').map((group) => group || null)]]),
  nodes: meta
    .text('iCode')
    .map((code, row) => ({
      code,
      level: Number(meta.units[row]),
      parent: meta.text('Parent')[row] || null,
      weight: Number(meta.text('Weight')[row]),
      direction: Number(meta.text('Direction')[row]) as 1 | -1,
      denominator: null,
      scale: 1,
    }))
    .filter(({ level }) => level > 0),
};

const method: IndexMethod = {
  denominate: false,
  screen: null,
  impute: { by: 'none', group: null },
  treat: { skew: 2, kurtosis: 3.5, most: 5, otherwise: 'log_ct' },
  treatEach: new Map(),
  normalise: { by: 'min_max', to: { low: 1, high: 100 } },
  normaliseEach: new Map(),
  weights: null,
  aggregate: [{ by: 'arithmetic', leastShare: null }],
};

describe('an index built in one go agrees with COINr', () => {
  it.each([
    ['agg_a_amean_thresh_none', [{ by: 'arithmetic', leastShare: null }]],
    ['agg_a_gmean_thresh_0.67', [{ by: 'geometric', leastShare: 0.67 }]],
    [
      'agg_a_hmean_thresh_0.6_1_1',
      [
        { by: 'harmonic', leastShare: 0.6 },
        { by: 'harmonic', leastShare: 1 },
        { by: 'harmonic', leastShare: 1 },
      ],
    ],
  ] as const)('%s', (file, aggregate) => {
    const expected = golden(file);
    const { aggregated } = buildIndex(data, { ...method, aggregate });
    for (const name of expected.names) expectAgreement(aggregated.get(name)!, expected.column(name), name);
  });

  it('in the ranks', () => {
    const expected = golden('ranks_amean');
    const { ranks } = buildIndex(data, method);
    for (const name of expected.names) expect(ranks.get(name), name).toEqual(expected.column(name));
  });
});

describe('the log of an index', () => {
  it('records what was done and what was omitted', () => {
    expect(buildIndex(data, method).log).toEqual([
      'denomination left out',
      'screening left out',
      'imputation left out',
      'treated outliers of x1, x7',
    ]);
  });

  it('names the units that screening excluded, also within an aggregate', () => {
    const { units, log } = buildIndex(data, {
      ...method,
      screen: { available: null, nonZero: null, within: { level: 2, available: 0.6 } },
    });
    expect(log[1]).toBe('screening set aside u03, u04, u06, u07, u10');
    expect(units).toHaveLength(7);
  });
});

it('means for only some levels are refused with the number of levels', () => {
  const two = [method.aggregate[0]!, method.aggregate[0]!];
  expect(() => buildIndex(data, { ...method, aggregate: two })).toThrow(
    'The method has 2 entries of "aggregate", but the index has 3 levels',
  );
});
