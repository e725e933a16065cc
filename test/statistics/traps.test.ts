/** Cases that are easy to get wrong, each with what COINr 1.1.14 gives by its source. */
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
  it('are rounded as R rounds them, so that what is imputed ties with the same values', () => {
    expect(mean([0.1, 0.7, 0.1, 0.7])).toBe(0.39999999999999997);
    expect(mean([0.1, 0.2, 0.7])).toBe(0.3333333333333333);
    expect(median([0.2, 0.1])).toBe(0.15000000000000002);
    expect(median([0.7, 0.1, null, 0.1, 0.7])).toBe(0.39999999999999997);
  });
});

describe('treatment', () => {
  it('leaves alone a column that winsorising would make all one value', () => {
    const flags = [0, 0, 0, 0, 0, 0, 1];
    expect(treat(flags, usual)).toMatchObject({ column: flags, unable: true, winsorised: 0, transformed: false });
    expect(treat(flags, { ...usual, most: 1 })).toMatchObject({ column: flags, unable: true, winsorised: 1 });
  });

  it('cannot judge two values, values that are all one, or three with a limit on skew that they exceed', () => {
    for (const column of [[1, 9], [4, 4, 4, 4], [null, null], []])
      expect(treat(column, usual)).toMatchObject({ column, unable: true, before: { passes: null } });
    expect(treat([1, 2, 900], usual)).toMatchObject({ unable: false, before: { passes: true, kurtosis: null } });
    expect(treat([1, 2, 900], { ...usual, skew: 1 })).toMatchObject({ column: [1, 2, 900], unable: true });
  });

  it('passes at once where skew or kurtosis is within its limit, and not where it is on it', () => {
    const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40];
    const { skew, kurtosis } = shapeOf(column);
    expect(treat(column, { ...usual, skew: 1, kurtosis: kurtosis! + 1e-9 }).before.passes).toBe(true);
    expect(treat(column, { ...usual, skew: skew!, kurtosis: kurtosis! }).before.passes).toBe(false);
  });

  it('rounds skew as R does where the last digit decides', () => {
    // One point off three that are all one value: 2 in plain doubles, which would not pass.
    expect(treat([0, 0, 0, 3.9], usual).before).toEqual({
      passes: true,
      skew: 1.9999999999999998,
      kurtosis: 4.000000000000001,
    });
    // Its sign states which end is winsorised first.
    expect(shapeOf([0.1, 0.7, 0.1, 0.7]).skew).toBe(4.45130251477677e-16);
  });

  it('transforms the untouched column, and keeps it though it does not pass again', () => {
    const column = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 900, 1000, 1100];
    const found = treat(column, { ...usual, skew: 0.1, kurtosis: -9, most: 1 });
    expect(found).toMatchObject({ transformed: true, winsorised: 1, afterTransforming: { passes: false } });
    expect(found.column[0]).toBe(Math.log(0.01 * 1100));
    expect(found.column[12]).toBe(Math.log(1100 + 0.01 * 1100));
    const combined = treat(column, { ...usual, skew: 0.1, kurtosis: -9, most: 1, combine: true });
    expect(combined.column[12]).toBe(Math.log(1000 + 0.01 * 1000));
  });

  it('winsorises on to the most though the shape passes, where it is forced', () => {
    const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100];
    expect(treat(column, usual).winsorised).toBe(1);
    expect(treat(column, { ...usual, most: 3, force: true }).winsorised).toBe(3);
  });

  it('turns a long tail at the low end round before its logarithm', () => {
    const column = [-900, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const found = treat(column, { ...usual, most: 0, otherwise: 'log_ct_plus' });
    expect(found.by).toEqual(['', 'log_CT_neg']);
    expect(found.column[0]).toBe(-Math.log(9 + 0.01 * 909 + 900));
  });

  it('shifts the lowest to 1 before Box and Cox', () => {
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
  it.each(ways)('by $by gives no value to a column without any', (how) => {
    expect(normalise([null, null], how)).toEqual([null, null]);
  });

  it('gives values that are all one no min\u2013max, z-score or distance, and one shared rank', () => {
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

  it('ranks ties by the lowest, the highest or the mean of their places', () => {
    const column = [3, 1, 3, 2];
    expect(rank(column, { order: 'ascending' })).toEqual([3, 1, 3, 2]);
    expect(rank(column, { order: 'ascending', ties: 'highest' })).toEqual([4, 1, 4, 2]);
    expect(rank(column, { order: 'descending', ties: 'average' })).toEqual([1.5, 4, 1.5, 3]);
  });

  it('cuts a distance at 1 from above only, also where the reference is the lowest', () => {
    expect(normalise([0, 5, 10], { by: 'distance_to_target', target: 5, cut: true })).toEqual([0, 1, 1]);
    expect(normalise([0, 5, 10], { by: 'distance_to_reference', unit: 0, cut: true })).toEqual([null, 1, 1]);
    expect(normalise([0, 5, 10], { by: 'distance_to_reference', unit: 0 })).toEqual([null, null, null]);
  });

  it('cuts goalposts at both ends unless it is told not to', () => {
    const posts = { by: 'goalposts', low: 2, high: 4, to: { low: 0, high: 10 } } as const;
    expect(normalise([0, 3, 9], { ...posts, cut: true })).toEqual([0, 5, 10]);
    expect(normalise([0, 3, 9], { ...posts, cut: false })).toEqual([-10, 5, 35]);
  });
});

describe('imputation', () => {
  it('leaves a unit without a group, a group without a value and a column without any as they are', () => {
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

  it('from other indicators leaves a unit and an indicator without any value', () => {
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
  it('takes what is missing from 1, so that nine of ten missing is under a tenth', () => {
    const columns = [[1], ...new Array(9).fill([null])];
    expect(availability(columns)[0]!.available).toBe(1 - 9 / 10);
    expect(screen(columns, { available: 0.1, nonZero: null })).toEqual([false]);
  });

  it('counts the share that is not 0 among the values that are there', () => {
    expect(availability([[0], [null], [3]])[0]).toEqual({ missing: 1, zero: 1, available: 1 - 1 / 3, nonZero: 0.5 });
    expect(screen([[null], [null]], { available: null, nonZero: 0.05 })).toEqual([false]);
  });
});

describe('aggregation', () => {
  it('asks for a share of direct children, and the share itself passes', () => {
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

  it('gives none where the weights of what is there are 0, or the mean is no real number', () => {
    expect(aggregate([[5], [null]], [0, 1], { by: 'arithmetic' })).toEqual([null]);
    expect(aggregate([[5], [null]], [0, 1], { by: 'geometric' })).toEqual([null]);
    expect(aggregate([[-5], [1]], [1, 1], { by: 'generalised', power: 0.5 })).toEqual([null]);
  });

  it('refuses a geometric mean of 0 even with a weight of 0, and takes a negative harmonic one', () => {
    expect(() => aggregate([[0], [4]], [0, 1], { by: 'geometric' })).toThrow('geometric');
    expect(() => aggregate([[0], [4]], [1, 1], { by: 'generalised', power: -1 })).toThrow('generalised');
    expect(aggregate([[-2], [4]], [1, 1], { by: 'harmonic' })[0]).toBe(-8);
    expect(() => aggregate([[0], [4]], [1, 1], { by: 'harmonic' })).toThrow('harmonic');
  });

  it('does not ask a unit under the threshold whether its mean is defined', () => {
    expect(aggregate([[0], [null]], [1, 1], { by: 'geometric' }, 0.6)).toEqual([null]);
  });

  it('ties two units that have the same scores on other indicators of the same weight', () => {
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
  it('calls it even where half of the weight is on each side, though a sixth is no exact number', () => {
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

  it('compares on what both have, gives none to a unit without any value, and no gain by a gap', () => {
    const children = [
      [1, null, 3, null],
      [2, 1, null, null],
    ];
    expect(copeland(children, [1, 1])).toEqual([0, -1, 1, null]);
  });

  it('leaves out a unit that has too few of them, and compares nobody with it', () => {
    const children = [
      [1, null, 3, 2],
      [2, 1, 4, 3],
    ];
    expect(copeland(children, [1, 1], 0.5)).toEqual([-1, -3, 3, 1]);
    expect(copeland(children, [1, 1], 0.6)).toEqual([-2, null, 2, 0]);
  });

  it('of the case agrees with COINr between units that have no gap', () => {
    const expected = golden('outrank_matrix_A');
    const columns = ['x1', 'x2', 'x3'].map((code) => golden('norm_minmax_1_100').column(code));
    const found = outranking(columns, [2, 1, 1]);
    const whole = [0, 3, 4, 6, 8, 10, 11].filter((unit) => columns.every((column) => column[unit] !== null));
    expect(whole.length).toBeGreaterThan(4);
    for (const one of whole)
      for (const other of whole) expect(found[one]![other]).toBe(expected.column(`V${other + 1}`)[one]);
  });
});
