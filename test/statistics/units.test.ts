/** The unit of measurement changes no verdict: a column in units so small or large that its powers leave a double. */
import { describe, expect, it } from 'vitest';
import {
  aggregate,
  correlate,
  cronbach,
  deviation,
  farthest,
  impute,
  type Normalisation,
  normalise,
  principalComponents,
  randomStream,
  shapeOf,
  treat,
} from '../../src/statistics/index.ts';

const random = randomStream(4, 7);
const columns = Array.from({ length: 6 }, (_, at) =>
  // From nearly flat to a long tail.
  Array.from({ length: 40 }, () => (random() < 0.1 ? null : random() ** (1 + 2 * at))),
);
const powers = [-1000, -700, -300, -260, 250, 300, 600, 1000];
const times = (column: readonly (number | null)[], power: number) =>
  column.map((value) => (value === null ? null : value * 2 ** power));
const pairs = columns.flatMap((one, at) => columns.slice(at + 1).map((other) => [one, other] as const));

describe.each(powers)('in units of 2 to the power of %i', (power) => {
  it('skewness, kurtosis and deviation are the same', () => {
    for (const column of columns) {
      const [own, other] = [shapeOf(column), shapeOf(times(column, power))];
      expect(other.skew).toBeCloseTo(own.skew!, 10);
      expect(other.kurtosis).toBeCloseTo(own.kurtosis!, 10);
      expect(deviation(times(column, power))! / 2 ** power).toBeCloseTo(deviation(column)!, 12);
    }
  });

  it('the same columns are treated, and the same points moved', () => {
    for (const column of columns) {
      const how = { skew: 2, kurtosis: 3.5, most: 5, otherwise: 'log_ct' } as const;
      const [own, other] = [treat(column, how), treat(times(column, power), how)];
      expect(other.points).toEqual(own.points);
      expect(other.transformed).toBe(own.transformed);
      expect(other.unable).toBe(own.unable);
    }
  });

  it('z-scores, correlations, alpha and components are the same', () => {
    const scaled = columns.map((column) => times(column, power));
    columns.forEach((column, at) => {
      const how = { by: 'z_score', mean: 0, deviation: 1 } as const;
      const own = normalise(column, how);
      normalise(scaled[at]!, how).forEach((score, unit) => {
        if (own[unit] === null) expect(score).toBeNull();
        else expect(score).toBeCloseTo(own[unit]!, 10);
      });
    });
    for (const [one, other] of pairs) {
      const found = correlate(times(one, power), other, 'pearson')!;
      expect(found).toBeCloseTo(correlate(one, other, 'pearson')!, 10);
    }
    expect(cronbach(scaled)).toBeCloseTo(cronbach(columns)!, 10);
    const [own, other] = [principalComponents(columns)!, principalComponents(scaled)!];
    own.variances.forEach((variance, at) => void expect(other.variances[at]).toBeCloseTo(variance, 8));
  });
});

describe('at the ends of the numbers that an index uses', () => {
  const methods: Normalisation[] = [
    { by: 'min_max', to: { low: 0, high: 100 } },
    { by: 'z_score', mean: 0, deviation: 1 },
    { by: 'goalposts', low: -farthest, high: farthest, to: { low: 0, high: 1 }, cut: false },
    { by: 'distance_to_reference', unit: 2 },
    { by: 'distance_to_maximum' },
    { by: 'distance_to_target', target: farthest, cut: false },
    { by: 'fraction_of_maximum' },
  ];

  it.each(methods)('$by scores as it does in another unit', (how) => {
    const column = [-1, 0, 1, 0.6, null, -0.2];
    const large = column.map((value) => (value === null ? null : value * farthest));
    const own =
      'low' in how ? { ...how, low: -1, high: 1 } : how.by === 'distance_to_target' ? { ...how, target: 1 } : how;
    const expected = normalise(column, own);
    normalise(large, how).forEach((score, unit) => {
      if (expected[unit] === null) expect(score).toBeNull();
      else expect(score).toBeCloseTo(expected[unit]!, 9);
    });
    expect(expected.filter((score) => score === null)).toHaveLength(1);
  });

  it('a score is missing where it would be beyond them, and never infinite', () => {
    const tiny: Normalisation = { by: 'distance_to_target', target: 1e-320, cut: false };
    expect(normalise([0, 1, 5], tiny)).toEqual([0, null, null]);
    expect(normalise([0, 1], { by: 'logarithm', base: 1 + 2 ** -52, plus: 1 })).toEqual([0, expect.any(Number)]);
    expect(aggregate([[1e150], [1e150]], [1, 1], { by: 'product' })).toEqual([null]);
  });
});

it('a mean of numbers whose sum is too large for a double is finite', () => {
  expect(impute([1.5e308, null, 1.5e308, 1.2e308], { by: 'mean' }).column[1]).toBeCloseTo(1.4e308, -300);
  expect(impute([1.5e308, null, 1.5e308], { by: 'median' }).column[1]).toBe(1.5e308);
});
