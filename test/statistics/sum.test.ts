import { describe, expect, it } from 'vitest';
import { sumOf } from '../../src/statistics/index.ts';

/** Sums of doubles in C's `long double` on x86-64, rounded to a double at the end. */
const extended: [number[], number][] = [
  [[3.725290298461915e-9, 1.1102230246251568e-16, -3.725290298461914e-9], 1.1102230328969627e-16],
  [
    [
      0.0078125, 5.551115123125784e-17, 3.637978807091714e-12, -4.336808689942019e-19, -7.275957614183428e-12,
      1.4210854715202007e-14,
    ],
    0.0078124999963762876,
  ],
  [
    [-2.220446049250313e-16, 1.7347234759768075e-18, -6.103515625e-5, -5.820766091346742e-11, 6.103515625000001e-5],
    -5.820788120979633e-11,
  ],
  [[-26114632.234320015, -1855211756.3223457, -13839604.246746872], -1895165992.8034127],
  [[27045824.225547425, 40488188939892.234, -42292958234.026794], 40445923027482.43],
];

describe('a sum', () => {
  it.each(extended)('of %j is that of extended precision', (values, sum) => {
    expect(sumOf(values)).toBe(sum);
  });

  it('in plain double precision would differ for two of them', () => {
    const other = extended.filter(([values, sum]) => values.reduce((a, b) => a + b, 0) !== sum);
    expect(other).toHaveLength(2);
  });

  it('of n times 1/n is 1', () => {
    for (const parts of [3, 6, 7, 11, 13]) {
      const shares = new Array(parts).fill(1 / parts);
      expect(sumOf(shares), `${parts}`).toBe(1);
    }
  });

  it('of no values is 0, and of values that are not finite is not finite', () => {
    expect(sumOf([])).toBe(0);
    expect(sumOf([1, Number.POSITIVE_INFINITY, 2])).toBe(Number.POSITIVE_INFINITY);
    expect(sumOf([1, Number.NaN])).toBeNaN();
  });
});
