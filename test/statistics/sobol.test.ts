import { describe, expect, it } from 'vitest';
import { randomStream, sobolIndices } from '../../src/statistics/index.ts';

/** Evaluates the design for a function of uniform numbers, as `runSensitivity` does for an index. */
function design(factors: number, base: number, of: (x: readonly number[]) => number, run = 4) {
  const empty = () => new Float64Array(base);
  const outcomes = { a: empty(), b: empty(), mixed: Array.from({ length: factors }, empty) };
  for (let row = 0; row < base; row += 1) {
    const random = randomStream(run, row);
    const a = Array.from({ length: factors }, random);
    const b = Array.from({ length: factors }, random);
    outcomes.a[row] = of(a);
    outcomes.b[row] = of(b);
    outcomes.mixed.forEach((column, factor) => {
      column[row] = of(a.map((value, at) => (at === factor ? b[at]! : value)));
    });
  }
  return outcomes;
}

describe('Sobol\u2019s indices', () => {
  it('of the Ishigami function agree with the analytic values', () => {
    const [a, b] = [7, 0.1];
    const outcomes = design(3, 20_000, (x) => {
      const [one, two, three] = x.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
      return Math.sin(one) + a * Math.sin(two) ** 2 + b * three ** 4 * Math.sin(one);
    });
    const variance = a ** 2 / 8 + (b * Math.PI ** 4) / 5 + (b ** 2 * Math.PI ** 8) / 18 + 0.5;
    const first = [0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2, a ** 2 / 8, 0].map((part) => part / variance);
    const shared = (8 * b ** 2 * Math.PI ** 8) / 225 / variance;
    const total = [first[0]! + shared, first[1]!, shared];
    const found = sobolIndices(outcomes, { seed: 1 });
    expect(found.variance).toBeCloseTo(variance, 0);
    found.factors.forEach((factor, at) => {
      expect(Math.abs(factor.first! - first[at]!), `first ${at + 1}`).toBeLessThan(0.03);
      expect(Math.abs(factor.total! - total[at]!), `total ${at + 1}`).toBeLessThan(0.03);
      // One interval in twenty misses the true value, but none by more than its width.
      const width = factor.totalHigh! - factor.totalLow!;
      expect(Math.abs((factor.totalHigh! + factor.totalLow!) / 2 - total[at]!)).toBeLessThan(1.5 * width);
    });
  });

  it('of the Sobol g-function agree with the analytic values', () => {
    const a = [0, 1, 4.5, 9];
    const outcomes = design(4, 20_000, (x) =>
      x.reduce((product, u, at) => (product * (Math.abs(4 * u - 2) + a[at]!)) / (1 + a[at]!), 1),
    );
    const parts = a.map((one) => 1 / 3 / (1 + one) ** 2);
    const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    const found = sobolIndices(outcomes, { seed: 1 });
    found.factors.forEach((factor, at) => {
      const others = parts.reduce((product, part, place) => (place === at ? product : product * (1 + part)), 1);
      expect(Math.abs(factor.first! - parts[at]! / variance), `first ${at + 1}`).toBeLessThan(0.03);
      expect(Math.abs(factor.total! - (parts[at]! * others) / variance), `total ${at + 1}`).toBeLessThan(0.03);
    });
  });

  it('have intervals with about 95 % coverage of the true value', () => {
    let held = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const random = randomStream(77, seed);
      const n = 300;
      const [a, b] = [0, 1].map(() => Array.from({ length: n }, () => [random(), random()] as const)) as never as [
        (readonly [number, number])[],
        (readonly [number, number])[],
      ];
      // The first factor has two thirds of the variance, by coefficients of √2 and 1.
      const of = ([x, y]: readonly [number, number]) => Math.SQRT2 * x + y;
      const outcomes = {
        a: Float64Array.from(a, of),
        b: Float64Array.from(b, of),
        mixed: [
          Float64Array.from(a, (row, at) => of([b[at]![0], row[1]])),
          Float64Array.from(a, (row, at) => of([row[0], b[at]![1]])),
        ],
      };
      const { firstLow, firstHigh } = sobolIndices(outcomes, { seed }).factors[0]!;
      if (firstLow! <= 2 / 3 && firstHigh! >= 2 / 3) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(52);
  });

  it('of a factor of which one alternative in twenty-four causes nearly all variance vary little and stay below 1', () => {
    const worth = (u: number) => [0.6, 2, 9][u < 1 / 24 ? 2 : u < 4 / 24 ? 1 : 0]!;
    const of = ([choice, other]: readonly number[]) => worth(choice!) * (1 + 0.2 * other!);
    // E[worth] and E[worth²], for the share of the variance that the choice explains.
    const [mean, square] = [1, 2].map((power) => (20 * 0.6 ** power + 3 * 2 ** power + 9 ** power) / 24) as [
      number,
      number,
    ];
    const first = (1.1 ** 2 * (square - mean ** 2)) / (square * (1.1 ** 2 + 0.04 / 12) - (1.1 * mean) ** 2);
    expect(first).toBeGreaterThan(0.99);
    for (let run = 0; run < 40; run += 1) {
      const found = sobolIndices(design(2, 128, of, run), { seed: run }).factors[0]!;
      expect(Math.abs(found.first! - first)).toBeLessThan(0.02);
      expect(found.first!).toBeLessThanOrEqual(1);
      expect(found.firstHigh!).toBeLessThanOrEqual(1);
    }
  });

  it('exclude a row where one of its evaluations failed, and count it', () => {
    const outcomes = design(2, 500, ([x, y]) => x! + y!);
    outcomes.mixed[1]![7] = Number.NaN;
    outcomes.a[9] = Number.NaN;
    const { failedRows, factors } = sobolIndices(outcomes, { seed: 1 });
    expect(failedRows).toBe(2);
    expect(Math.abs(factors[0]!.total! - 0.5)).toBeLessThan(0.1);
  });
});
