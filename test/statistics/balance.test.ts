import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregateTable,
  balancedWeights,
  correlate,
  type IndexNode,
  randomStream,
} from '../../src/statistics/index.ts';

const units = 120;
const random = randomStream(5, 0);
const trait = Array.from({ length: units }, random);
/** Pillars that correlate less and less with one trait. */
const columns = new Map(
  [0.6, 0.8, 1, 1.5].map((noise, at) => [`p${at}`, trait.map((value) => 10 * value + 10 * noise * random())]),
);
const node = { direction: 1 as const, denominator: null, scale: 1 };
const tree: IndexNode[] = [
  ...[...columns.keys()].map((code) => ({ ...node, code, level: 1, parent: 'all', weight: 1 })),
  { ...node, code: 'all', level: 2, parent: null, weight: 1 },
];
const arithmetic = { aggregate: [{ by: 'arithmetic' as const, leastShare: null }], weights: null };
const influence = (weights: ReadonlyMap<string, number> | null) => {
  const table = aggregateTable(tree, columns, { ...arithmetic, weights });
  return [...columns.keys()].map((code) => correlate(table.get(code)!, table.get('all')!, 'pearson')!);
};

describe('balanced weights', () => {
  it('make each node correlate equally with the index, where equal weights do not', () => {
    const before = influence(null);
    expect(Math.max(...before) - Math.min(...before)).toBeGreaterThan(0.05);
    const found = balancedWeights(tree, columns, arithmetic, 1);
    const after = influence(found.weights);
    expect(Math.max(...after) - Math.min(...after)).toBeLessThan(1e-9);
    expect(found.spread).toBeLessThan(1e-9);
    [...found.correlations.values()].forEach((own, at) => void expect(own).toBeCloseTo(after[at]!, 12));
  });

  it('are above 0 and sum to 1 within a parent', () => {
    const { weights } = balancedWeights(tree, columns, arithmetic, 1);
    const own = [...columns.keys()].map((code) => weights.get(code)!);
    expect(Math.min(...own)).toBeGreaterThan(0);
    expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(weights.get('all')).toBe(1);
  });

  it('bring correlations to different targets for each node', () => {
    const { weights, spread } = balancedWeights(tree, columns, arithmetic, 1, new Map([['p3', 1.1]]));
    const found = influence(weights);
    expect(spread).toBeLessThan(1e-9);
    expect(found[3]! / found[0]!).toBeCloseTo(1.1, 8);
    expect(found[2]! / found[1]!).toBeCloseTo(1, 8);
  });

  it('come as close as possible where no exact solution exists, without a zero weight', () => {
    // The pillar that nearly equals the trait would need a negative weight.
    const nearly = new Map([...columns, ['p0', trait.map((value) => 10 * value + random())]]);
    const found = balancedWeights(tree, nearly, arithmetic, 1);
    expect(found.spread).toBeGreaterThan(0.001);
    expect(found.spread).toBeLessThan(0.1);
    const own = [...columns.keys()].map((code) => found.weights.get(code)!);
    expect(Math.max(...own) / Math.min(...own)).toBeLessThanOrEqual(901);
  });

  it('of a middle level do not change the others', () => {
    const deeper: IndexNode[] = [
      ...tree
        .filter(({ level }) => level === 1)
        .map((one, at) => ({ ...one, parent: at < 2 ? 'A' : 'B', weight: at + 1 })),
      { ...node, code: 'A', level: 2, parent: 'all', weight: 1 },
      { ...node, code: 'B', level: 2, parent: 'all', weight: 3 },
      { ...node, code: 'all', level: 3, parent: null, weight: 1 },
    ];
    const table = aggregateTable(deeper, columns, arithmetic);
    const { weights, correlations } = balancedWeights(deeper, table, arithmetic, 2);
    expect([...columns.keys()].map((code) => weights.get(code))).toEqual([1, 2, 3, 4]);
    expect(correlations.get('A')).toBeCloseTo(correlations.get('B')!, 9);
  });

  it('change no share among siblings by more than a factor of thirty, for any targets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (wanted) => {
          const targets = new Map([...columns.keys()].map((code, at) => [code, wanted[at]!]));
          const { weights } = balancedWeights(tree, columns, arithmetic, 1, targets);
          for (const code of columns.keys()) {
            const moved = weights.get(code)! / 0.25;
            expect(Math.abs(Math.log(moved))).toBeLessThanOrEqual(Math.log(30) + 1e-9);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
