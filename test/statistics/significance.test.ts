import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { correlationSignificance, summarise } from '../../src/statistics/index.ts';

describe('the p-value of a correlation', () => {
  // From R 4.2: 2 * pt(-abs(t), n - 2) with t = r * sqrt((n - 2) / (1 - r^2)). With two degrees of freedom it is 1 - |r|.
  it.each([
    [0.5, 10, 0.14111328125],
    [0.5, 4, 0.5],
    [-0.9, 4, 0.1],
    [0, 30, 1],
    [1, 12, 0],
    [0.2, 102, 0.04384],
  ])('of %d over %i units is %d', (correlation, units, p) => {
    expect(correlationSignificance(correlation, units)).toBeCloseTo(p, 4);
  });

  it('does not exist for fewer than three units', () => {
    expect(correlationSignificance(0.5, 2)).toBeNull();
  });

  it('decreases as the correlation and the number of units increase', () => {
    const at = (correlation: number, units: number) => correlationSignificance(correlation, units)!;
    for (let step = 1; step < 20; step += 1) {
      expect(at(step / 20, 40)).toBeLessThan(at((step - 1) / 20, 40));
      expect(at(0.3, 10 * step + 10)).toBeLessThan(at(0.3, 10 * step));
    }
  });
});

describe('the summary of a column', () => {
  const rows = (name: string) =>
    parse(readFileSync(resolve(import.meta.dirname, `../golden/coinr/${name}.csv`), 'utf8'), {
      columns: true,
    }) as Record<string, string>[];

  it('agrees with COINr', () => {
    const data = rows('iData');
    for (const row of rows('stats_raw')) {
      const column = data.map((unit) => (unit[row.iCode!] === '' ? null : Number(unit[row.iCode!])));
      const own = summarise(column);
      const expected = [
        row.Min,
        row.Max,
        row.Mean,
        row.Median,
        row.Std,
        row['N.Avail'],
        row['N.NonZero'],
        row['N.Unique'],
        row['N.Same'],
      ].map(Number);
      [
        own.lowest,
        own.highest,
        own.mean,
        own.median,
        own.deviation,
        own.available,
        own.nonZero,
        own.unique,
        own.same,
      ].forEach((value, at) => void expect(value, `${row.iCode} ${at}`).toBeCloseTo(expected[at]!, 10));
    }
  });
});
