import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatValue } from '../../src/dashboard/bind/format-row.ts';
import { formatScore, loadTexts, roundDown } from '../../src/i18n/index.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../..'));
const boundaries = [25, 50, 60, 75, 80, 90, 100];
const under = [1e-8, 1e-6, 0.0004, 0.004, 0.04, 0.06, 0.4, 0.5, 0.6];

describe('a figure with classes', () => {
  it('is never rounded up to a class boundary that it does not reach, with any number of decimals', () => {
    for (const { code } of texts.languages) {
      const language = texts.language(code);
      for (const boundary of boundaries) {
        for (const digits of [0, 1, 2, 4]) {
          const reached = formatScore(language, boundary, digits);
          expect(formatScore(language, boundary - 1e-12, digits)).toBe(reached);
          for (const less of under) {
            expect(formatScore(language, boundary - less, digits), `${boundary} - ${less}`).not.toBe(reached);
            expect(formatValue(language, { as: 'number', digits }, boundary - less)).not.toBe(reached);
          }
        }
      }
    }
  });

  it('is truncated by less than one unit of its last decimal, also below 0', () => {
    expect([49.94, 0.949, -0.001, 12.5].map((value) => roundDown(value, 1))).toEqual([49.9, 0.9, -0.1, 12.5]);
    for (let value = 0; value <= 100; value += 0.37)
      for (const digits of [0, 1, 2]) {
        const printed = roundDown(value, digits);
        expect(printed).toBeLessThanOrEqual(value + 1e-9);
        expect(value - printed).toBeLessThan(10 ** -digits);
      }
  });
});
