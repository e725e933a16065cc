/** The order of needs and its uncertainty: a documented rule, recomputed here in the simplest way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountOf, type Ranked, standingsOf, surenessOf } from '../../src/dashboard/bind/ranking.ts';

const one = (figure: number, replications: readonly number[] = [], cover = 1): Ranked => ({
  figure,
  cover,
  replications,
});

describe('the order of needs', () => {
  it('is by the figure times the share that support does not cover; ties share the best rank', () => {
    const found = standingsOf([one(40), one(60, [], 0.5), one(80), one(30), one(20)], 3);
    expect(found.map(({ place }) => place)).toEqual([2, 3, 1, 3, 5]);
  });

  it('has the 90 % rank interval over replications, and the share of replications in which a need is among the first', () => {
    // The second need is ahead in one replication of four.
    const found = standingsOf([one(50, [50, 50, 50, 50]), one(40, [40, 40, 40, 60])], 1);
    expect(found).toEqual([
      { place: 1, low: 1, high: 2, chance: 0.75 },
      { place: 2, low: 1, high: 2, chance: 0.25 },
    ]);
  });

  it('is certain where all replications agree, and unknown without replications', () => {
    expect(standingsOf([one(50, [50, 45]), one(10, [10, 12])], 1)[0]).toMatchObject({ low: 1, high: 1, chance: 1 });
    expect(standingsOf([one(50), one(10)], 1)[1]).toEqual({ place: 2, low: 2, high: 2, chance: null });
    expect([1, 0.95, 0.7, 0.5, 0.2, null].map(surenessOf)).toEqual([
      'certain',
      'certain',
      'likely',
      'open',
      'unlikely',
      'unknown',
    ]);
  });

  it('varies the effect of support evenly from none to double, so that an order that depends only on support is uncertain', () => {
    const strengths = Array.from({ length: 200 }, (_, nth) => discountOf(nth));
    expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...strengths)).toBeLessThan(2);
    expect(strengths.filter((strength) => strength < 1).length).toBe(100);
    const same = Array.from({ length: 200 }, () => 60);
    const less = Array.from({ length: 200 }, () => 45);
    // A need of 60 with one funder (30 as published) is behind one of 45 without support, and ahead where support has
    // little effect.
    const [supported, alone] = standingsOf([one(60, same, 0.5), one(45, less)], 1);
    expect([supported!.place, alone!.place]).toEqual([2, 1]);
    expect(surenessOf(alone!.chance)).toBe('likely');
    expect(supported!.chance! + alone!.chance!).toBeCloseTo(1, 9);
  });

  it('agrees with a simple count for any needs in any input order', () => {
    const need = fc.integer({ min: 1, max: 100 });
    const row = fc.record({
      figure: need,
      cover: fc.constantFrom(1, 0.75, 0.5, 0.25),
      replications: fc.array(need, { minLength: 7, maxLength: 7 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 4 }), (rows, first) => {
        const found = standingsOf(rows, first);
        rows.forEach((own, at) => {
          const taken = own.replications.map((_, nth) => {
            const worth = (other: Ranked) => other.replications[nth]! * other.cover ** discountOf(nth);
            return 1 + rows.filter((other) => worth(other) > worth(own) + 1e-6).length;
          });
          expect(found[at]!.chance).toBeCloseTo(taken.filter((place) => place <= first).length / taken.length, 9);
          expect(found[at]!.low).toBe(Math.min(...taken));
          expect(found[at]!.high).toBe(Math.max(...taken));
        });
        const turned = standingsOf(rows.toReversed(), first).toReversed();
        expect(turned).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });
});
