import { describe, expect, it } from 'vitest';
import {
  availability,
  correlate,
  cronbach,
  direct,
  effectiveWeights,
  principalComponents,
  screen,
} from '../../src/statistics/index.ts';
import { expectAgreement, golden } from './coinr.ts';

const data = golden('iData');
const normalised = golden('norm_minmax_1_100');
const meta = golden('iMeta');
const indicators = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'];

describe('correlations agree with COINr', () => {
  it.each(['pearson', 'spearman', 'kendall'] as const)('%s, over the units that have both', (by) => {
    const expected = golden(`corr_pairwise_${by}`);
    for (const other of indicators) {
      const found = indicators.map((one) => correlate(normalised.column(one), normalised.column(other), by));
      expectAgreement(found, expected.column(other), `${by} ${other}`);
    }
  });

  it('are missing where one of the two does not vary', () => {
    expect(correlate([1, 1, 1], [1, 2, 3], 'pearson')).toBeNull();
    expect(correlate([1, 1, 1], [1, 2, 3], 'kendall')).toBeNull();
  });
});

describe('the quality of a construct agrees with COINr', () => {
  it('in Cronbach\u2019s alpha', () => {
    const expected = golden('cronbach');
    const groups = [['x1', 'x2', 'x3'], ['x6', 'x7', 'x8'], indicators];
    const found = groups.map((group) => cronbach(group.map((code) => normalised.column(code))));
    expectAgreement(
      found,
      [Number(expected.units[0]), expected.column('alpha_C')[0]!, expected.column('alpha_all')[0]!],
      'alpha',
    );
  });

  it('in effective weights', () => {
    const expected = golden('eff_weights');
    const tree = meta
      .text('iCode')
      .map((code, row) => ({
        code,
        parent: meta.text('Parent')[row] || null,
        level: Number(meta.units[row]),
        weight: Number(meta.text('Weight')[row]),
      }))
      .filter(({ level }) => level > 0);
    const found = effectiveWeights(tree);
    expectAgreement(
      expected.units.map((code) => found.get(code)!),
      expected.column('EffWeight'),
      'weights',
    );
  });

  it('in screening by available values and by non-zero values', () => {
    const columns = indicators.map((code) => data.column(code));
    const expected = golden('data_avail');
    expectAgreement(
      availability(columns).map(({ available }) => available),
      expected.column('Dat_Avail'),
      'available',
    );
    expectAgreement(
      availability(columns).map(({ nonZero }) => nonZero),
      expected.column('Non_Zero'),
      'not 0',
    );
    const included = golden('screen_byNAandzeros').text('Included');
    expect(screen(columns, { available: 0.75, nonZero: 0.8 }).map((stays) => (stays ? 'TRUE' : 'FALSE'))).toEqual(
      included,
    );
  });
});

describe('principal components', () => {
  it('put all variance of two perfectly correlated columns into the first', () => {
    const found = principalComponents([
      [1, 2, 3, 4],
      [2, 4, 6, 8],
    ]);
    expectAgreement(found!.variances, [2, 0], 'variances');
    expectAgreement(found!.loadings[0]!, [Math.SQRT1_2, Math.SQRT1_2], 'loadings');
  });

  it('sum to the number of columns and are orthogonal', () => {
    const columns = ['x1', 'x5', 'x7', 'x4'].map((code) => direct(data.column(code), 1));
    const { variances, loadings } = principalComponents(columns)!;
    expect(variances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(4, 12);
    expect(loadings[0]!.reduce((sum, one, place) => sum + one * loadings[1]![place]!, 0)).toBeCloseTo(0, 12);
  });

  it('do not exist for a constant column', () => {
    expect(
      principalComponents([
        [1, 2, 3],
        [5, 5, 5],
      ]),
    ).toBeNull();
  });
});
