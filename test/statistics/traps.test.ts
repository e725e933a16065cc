/** Edge cases, each with the result of COINr 1.1.14 according to its source. */
import { describe, expect, it } from 'vitest';
import {
  aggregate,
  availability,
  copeland,
  deviation,
  impute,
  imputeAcross,
  mean,
  median,
  type Normalisation,
  normalise,
  outranking,
  rank,
  screen,
  shapeOf,
  type Treatment,
  treat,
} from '../../src/statistics/index.ts';
import { expectAgreement, golden } from './coinr.ts';

const usual: Treatment = { skew: 2, kurtosis: 3.5, most: 5, otherwise: 'log_ct' };

describe('means and medians', () => {
  it('are rounded like in R, so that imputed values tie with equal values', () => {
    expect(mean([0.1, 0.7, 0.1, 0.7])).toBe(0.39999999999999997);
    expect(mean([0.1, 0.2, 0.7])).toBe(0.3333333333333333);
    expect(median([0.2, 0.1])).toBe(0.15000000000000002);
    expect(median([0.7, 0.1, null, 0.1, 0.7])).toBe(0.39999999999999997);
  });
});

describe('treatment', () => {
  it('does not change a column that winsorisation would make constant', () => {
    const flags = [0, 0, 0, 0, 0, 0, 1];
    expect(treat(flags, usual)).toMatchObject({ column: flags, unable: true, winsorised: 0, transformed: false });
    expect(treat(flags, { ...usual, most: 1 })).toMatchObject({ column: flags, unable: true, winsorised: 1 });
  });

  it('cannot assess two values, a constant column, or three values whose skewness exceeds the limit', () => {
    for (const column of [[1, 9], [4, 4, 4, 4], [null, null], []])
      expect(treat(column, usual)).toMatchObject({ column, unable: true, before: { passes: null } });
    expect(treat([1, 2, 900], usual)).toMatchObject({ unable: false, before: { passes: true, kurtosis: null } });
    expect(treat([1, 2, 900], { ...usual, skew: 1 })).toMatchObject({ column: [1, 2, 900], unable: true });
  });

  it('passes without treatment where skewness or kurtosis is below its limit, and not where it equals it', () => {
    const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40];
    const { skew, kurtosis } = shapeOf(column);
    expect(treat(column, { ...usual, skew: 1, kurtosis: kurtosis! + 1e-9 }).before.passes).toBe(true);
    expect(treat(column, { ...usual, skew: skew!, kurtosis: kurtosis! }).before.passes).toBe(false);
  });

  it('rounds skewness like R where the last digit decides', () => {
    // One point apart from three equal ones: exactly 2 in plain doubles, which would not pass.
    expect(treat([0, 0, 0, 3.9], usual).before).toEqual({
      passes: true,
      skew: 1.9999999999999998,
      kurtosis: 4.000000000000001,
    });
    // Its sign determines which end is winsorised first.
    expect(shapeOf([0.1, 0.7, 0.1, 0.7]).skew).toBe(4.45130251477677e-16);
  });

  it('transforms the original column, and keeps the result even if it does not pass', () => {
    const column = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 900, 1000, 1100];
    const found = treat(column, { ...usual, skew: 0.1, kurtosis: -9, most: 1 });
    expect(found).toMatchObject({ transformed: true, winsorised: 1, afterTransforming: { passes: false } });
    expect(found.column[0]).toBe(Math.log(0.01 * 1100));
    expect(found.column[12]).toBe(Math.log(1100 + 0.01 * 1100));
    const combined = treat(column, { ...usual, skew: 0.1, kurtosis: -9, most: 1, combine: true });
    expect(combined.column[12]).toBe(Math.log(1000 + 0.01 * 1000));
  });

  it('winsorises up to the maximum where it is forced, although the distribution passes', () => {
    const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100];
    expect(treat(column, usual).winsorised).toBe(1);
    expect(treat(column, { ...usual, most: 3, force: true }).winsorised).toBe(3);
  });

  it('reverses a column with a long lower tail before its logarithm', () => {
    const column = [-900, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const found = treat(column, { ...usual, most: 0, otherwise: 'log_ct_plus' });
    expect(found.by).toEqual(['', 'log_CT_neg']);
    expect(found.column[0]).toBe(-Math.log(9 + 0.01 * 909 + 900));
  });

  it('shifts the minimum to 1 before a Box-Cox transformation', () => {
    const column = [0, 1, 2, 3, 4, 5, 6, 7, 8, 900];
    const root = treat(column, { ...usual, most: 0, otherwise: { boxcox: 0.5 } }).column;
    expect(root[0]).toBe(0);
    expect(root[9]).toBeCloseTo((901 ** 0.5 - 1) / 0.5, 12);
    expect(treat(column, { ...usual, most: 0, otherwise: { boxcox: 0 } }).column[9]).toBe(Math.log(901));
  });
});

describe('normalisation', () => {
  const ways: Normalisation[] = [
    { by: 'min_max', to: { low: 0, high: 100 } },
    { by: 'z_score', mean: 0, deviation: 1 },
    { by: 'distance_to_maximum' },
    { by: 'rank', ties: 'lowest' },
    { by: 'percentile_rank' },
    { by: 'borda' },
    { by: 'fraction_of_maximum' },
    { by: 'distance_to_target', target: 3, cut: false },
    { by: 'distance_to_reference', unit: 0 },
  ];
  it.each(ways)('by $by gives no value to an empty column', (how) => {
    expect(normalise([null, null], how)).toEqual([null, null]);
  });

  it('gives a constant column no min\u2013max value, z-score or distance, and one shared rank', () => {
    const same = [0.1, 0.1, null, 0.1];
    const none = [null, null, null, null];
    expect(deviation(same)).toBe(0);
    expect(normalise(same, ways[0]!)).toEqual(none);
    expect(normalise(same, ways[1]!)).toEqual(none);
    expect(normalise(same, ways[2]!)).toEqual(none);
    expect(normalise(same, ways[3]!)).toEqual([1, 1, null, 1]);
    expect(normalise(same, ways[4]!)).toEqual([0, 0, null, 0]);
    expect(normalise(same, ways[6]!)).toEqual([1, 1, null, 1]);
  });

  it('gives a single unit no percentile rank and no z-score', () => {
    expect(normalise([5], { by: 'percentile_rank' })).toEqual([null]);
    expect(normalise([5], { by: 'z_score', mean: 0, deviation: 1 })).toEqual([null]);
    expect(normalise([5], { by: 'rank' })).toEqual([1]);
  });

  it('ranks ties by the lowest, the highest or the mean of their ranks', () => {
    const column = [3, 1, 3, 2];
    expect(rank(column, { order: 'ascending' })).toEqual([3, 1, 3, 2]);
    expect(rank(column, { order: 'ascending', ties: 'highest' })).toEqual([4, 1, 4, 2]);
    expect(rank(column, { order: 'descending', ties: 'average' })).toEqual([1.5, 4, 1.5, 3]);
  });

  it('limits a distance to at most 1, also where the reference is the minimum', () => {
    expect(normalise([0, 5, 10], { by: 'distance_to_target', target: 5, cut: true })).toEqual([0, 1, 1]);
    expect(normalise([0, 5, 10], { by: 'distance_to_reference', unit: 0, cut: true })).toEqual([null, 1, 1]);
    expect(normalise([0, 5, 10], { by: 'distance_to_reference', unit: 0 })).toEqual([null, null, null]);
  });

  it('limits values to the goalposts at both ends unless switched off', () => {
    const posts = { by: 'goalposts', low: 2, high: 4, to: { low: 0, high: 10 } } as const;
    expect(normalise([0, 3, 9], { ...posts, cut: true })).toEqual([0, 5, 10]);
    expect(normalise([0, 3, 9], { ...posts, cut: false })).toEqual([-10, 5, 35]);
  });
});

describe('imputation', () => {
  it('does not change a unit without a group, a group without values and an empty column', () => {
    const groups = ['a', 'a', 'b', null];
    expect(impute([4, null, null, null], { by: 'group_mean', groups }).column).toEqual([4, 4, null, null]);
    expect(impute([null, null], { by: 'mean' })).toEqual({ column: [null, null], imputed: [false, false], put: 0 });
  });

  it('from the other indicators of a unit agrees with COINr', () => {
    const data = golden('iData');
    const meta = golden('iMeta');
    const codes = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'];
    const directions = codes.map((code) => Number(meta.text('Direction')[meta.text('iCode').indexOf(code)]) as 1 | -1);
    const found = imputeAcross(codes.map(data.column), directions, 'mean');
    const expected = golden('i_mean_row_normfirst');
    codes.forEach((code, at) => void expectAgreement(found[at]!.column, expected.column(code), code));
  });

  it('from other indicators does not fill a unit or an indicator without any value', () => {
    const found = imputeAcross(
      [
        [1, null, 3],
        [null, null, null],
        [null, null, 5],
      ],
      [1, 1, -1],
      'median',
    );
    expect(found.map(({ column }) => column)).toEqual([
      [1, null, 3],
      [null, null, null],
      [5, null, 5],
    ]);
  });
});

describe('screening', () => {
  it('computes availability as 1 minus the missing share, so that nine of ten missing is slightly below a tenth', () => {
    const columns = [[1], ...new Array(9).fill([null])];
    expect(availability(columns)[0]!.available).toBe(1 - 9 / 10);
    expect(screen(columns, { available: 0.1, nonZero: null })).toEqual([false]);
  });

  it('computes the non-zero share among available values', () => {
    expect(availability([[0], [null], [3]])[0]).toEqual({ missing: 1, zero: 1, available: 1 - 1 / 3, nonZero: 0.5 });
    expect(screen([[null], [null]], { available: null, nonZero: 0.05 })).toEqual([false]);
  });
});

describe('aggregation', () => {
  it('requires a share of direct children, and a share equal to the threshold passes', () => {
    const children = [[1], [null], [3], [null]];
    expect(aggregate(children, [1, 1, 1, 1], { by: 'arithmetic' }, 0.5)).toEqual([2]);
    expect(aggregate(children, [1, 1, 1, 1], { by: 'arithmetic' }, 0.51)).toEqual([null]);
    expect(aggregate(children, [9, 1, 9, 1], { by: 'arithmetic' }, 0.6)).toEqual([null]);
  });

  it('gives no generalised mean to a unit that lacks a child', () => {
    const children = [
      [2, 2],
      [null, 4],
    ];
    const found = aggregate(children, [1, 1], { by: 'generalised', power: 2 });
    expect(found[0]).toBeNull();
    expect(found[1]).toBeCloseTo(Math.sqrt(10), 12);
  });

  it('gives none where the weights of available children are 0, or the mean is not a real number', () => {
    expect(aggregate([[5], [null]], [0, 1], { by: 'arithmetic' })).toEqual([null]);
    expect(aggregate([[5], [null]], [0, 1], { by: 'geometric' })).toEqual([null]);
    expect(aggregate([[-5], [1]], [1, 1], { by: 'generalised', power: 0.5 })).toEqual([null]);
  });

  it('refuses a geometric mean of 0 even with a weight of 0, and accepts a negative harmonic mean', () => {
    expect(() => aggregate([[0], [4]], [0, 1], { by: 'geometric' })).toThrow('geometric');
    expect(() => aggregate([[0], [4]], [1, 1], { by: 'generalised', power: -1 })).toThrow('generalised');
    expect(aggregate([[-2], [4]], [1, 1], { by: 'harmonic' })[0]).toBe(-8);
    expect(() => aggregate([[0], [4]], [1, 1], { by: 'harmonic' })).toThrow('harmonic');
  });

  it('does not check whether the mean is defined for a unit below the threshold', () => {
    expect(aggregate([[0], [null]], [1, 1], { by: 'geometric' }, 0.6)).toEqual([null]);
  });

  it('ties two units with the same scores on different indicators of equal weight', () => {
    const children = [
      [0.1, 0.7, 0.3],
      [0.3, 0.1, 0.7],
      [0.7, 0.3, 0.1],
    ];
    const [one, two, three] = aggregate(children, [1, 1, 1], { by: 'arithmetic' });
    expect(two).toBe(one);
    expect(three).toBe(one);
  });
});

describe('outranking', () => {
  it('is a tie where half of the weight is on each side, although a sixth is not exact in binary', () => {
    for (const half of [3, 5, 7, 9, 11]) {
      const children = Array.from({ length: 2 * half }, (_, at) => (at < half ? [1, 2] : [2, 1]));
      expect(
        outranking(
          children,
          children.map(() => 1),
        )[0]![1],
        `${half}`,
      ).toBe(0.5);
      expect(
        copeland(
          children,
          children.map(() => 1),
        ),
        `${half}`,
      ).toEqual([0, 0]);
    }
  });

  it('compares indicators that both units have, gives no score to a unit without values, and no advantage for missing values', () => {
    const children = [
      [1, null, 3, null],
      [2, 1, null, null],
    ];
    expect(copeland(children, [1, 1])).toEqual([0, -1, 1, null]);
  });

  it('excludes a unit with too few indicators from all comparisons', () => {
    const children = [
      [1, null, 3, 2],
      [2, 1, 4, 3],
    ];
    expect(copeland(children, [1, 1], 0.5)).toEqual([-1, -3, 3, 1]);
    expect(copeland(children, [1, 1], 0.6)).toEqual([-2, null, 2, 0]);
  });

  it('of the case agrees with COINr between units without missing values', () => {
    const expected = golden('outrank_matrix_A');
    const columns = ['x1', 'x2', 'x3'].map((code) => golden('norm_minmax_1_100').column(code));
    const found = outranking(columns, [2, 1, 1]);
    const whole = [0, 3, 4, 6, 8, 10, 11].filter((unit) => columns.every((column) => column[unit] !== null));
    expect(whole.length).toBeGreaterThan(4);
    for (const one of whole)
      for (const other of whole) expect(found[one]![other]).toBe(expected.column(`V${other + 1}`)[one]);
  });
});
