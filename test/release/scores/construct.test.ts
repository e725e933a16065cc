/** Defects inside an indicator are found from the answers of a release, and none hides another. */
import { describe, expect, it } from 'vitest';
import { constructChecks, correlations, principalComponentTable } from '../../../src/release/steps/construct.ts';
import type { CurrentCycle } from '../../../src/release/steps/score-tree.ts';
import { randomStream } from '../../../src/statistics/index.ts';

const count = 60;
const countries = Array.from({ length: count }, (_, at) => `X${String(at).padStart(2, '0')}`);
const random = randomStream(11, 0);
const trait = countries.map(() => random());
const step = (value: number) => 25 * Math.min(4, Math.max(0, Math.round(4 * value)));
const follows = () => trait.map((value) => step(value + 0.5 * (random() - 0.5)));
const items: Record<string, number[]> = {
  C01: follows(),
  C02: follows(),
  C03: follows().map((score) => 100 - score),
  C04: countries.map(() => 50),
  'E04.sent': follows(),
};
const codes = Object.keys(items);
const mean = (of: readonly string[]) =>
  countries.map((_, at) => of.reduce((sum, code) => sum + items[code]![at]!, 0) / of.length);
const [first, second] = [codes.slice(0, 4), codes.slice(4)];
const published = [mean(first), mean(second), mean(codes), mean(codes)];
const current: CurrentCycle = {
  framework: {
    cycle: 'x-1',
    least: { coverage: 0.5, answered: 0.5 },
    items: codes.map((item) => ({ indicator: first.includes(item) ? 'I1' : 'I2', item })),
    units: codes.map((code, at) => ({ code, indicator: first.includes(code) ? 'I1' : 'I2', weight: 1, items: [at] })),
    elements: [
      { level: 'indicator', code: 'I1', parent: 'P', weight: 1, children: [0, 1, 2, 3] },
      { level: 'indicator', code: 'I2', parent: 'P', weight: 1, children: [4] },
      { level: 'pillar', code: 'P', parent: 'D', weight: 1, children: [0, 1] },
      { level: 'dimension', code: 'D', parent: null, weight: 1, children: [2] },
    ],
  } as CurrentCycle['framework'],
  countries,
  published: Float64Array.from(published.flat()),
  scoreTree: { itemWeights: [1, 1, 1, 1, 1], elements: [] },
  data: {
    units: count,
    scores: Float64Array.from(codes.flatMap((code) => items[code]!)),
    applies: new Uint8Array(codes.length * count).fill(1),
    published: new Uint8Array(4 * count).fill(1),
  },
};
const read = async () => current;
const rows = (await constructChecks(read)(null as never)) as unknown as Record<string, unknown>[];
const verdictOf = (check: string, element: string) =>
  rows.find((row) => row.check === check && row.element === element)?.verdict;

describe('inside an indicator', () => {
  it('a reversed question is a defect', () => {
    expect(verdictOf('reversed', 'C03')).toBe('fail');
    expect(verdictOf('loading', 'C03')).toBe('look');
    expect(verdictOf('reversed', 'C01')).toBe('pass');
  });

  it('a constant question is a defect, and its siblings are still checked', () => {
    expect(verdictOf('constant', 'C04')).toBe('fail');
    expect(verdictOf('loading', 'C01')).toBe('pass');
    expect(verdictOf('first_component', 'I1')).not.toBe('not_computed');
    expect(verdictOf('alpha', 'I1')).not.toBe('not_computed');
  });

  it('each row has the level of its element', () => {
    const levels = new Map(rows.map((row) => [row.element, row.level]));
    expect(levels.get('C01')).toBe('question');
    expect(levels.get('E04.sent')).toBe('part');
    expect(levels.get('I1')).toBe('indicator');
    expect(levels.get('D')).toBe('dimension');
  });

  it('there is one row for each check, element and pair', () => {
    const keys = rows.map(({ check, element, beside }) => JSON.stringify([check, element, beside]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the tables behind the checks', () => {
  it('have the correlation of each question with its indicator, and its significance', async () => {
    const found = (await correlations(read)(null as never)) as unknown as Record<string, unknown>[];
    const of = (element: string, beside: string) =>
      found.find((row) => row.element === element && row.beside === beside) as {
        correlation: number;
        significance: number;
      };
    expect(of('C01', 'I1').correlation).toBeGreaterThan(0.3);
    expect(of('C01', 'I1').significance).toBeLessThan(0.05);
    expect(of('C01', 'C03').correlation).toBeLessThan(-0.5);
    expect(of('C04', 'I1').correlation).toBeNull();
  });

  it('have all components of an indicator, without a constant question', async () => {
    const found = (await principalComponentTable(read)(null as never)) as unknown as Record<string, unknown>[];
    const own = found.filter(({ element }) => element === 'I1') as {
      component: number;
      child: string;
      cumulative: number;
    }[];
    expect(new Set(own.map(({ child }) => child))).toEqual(new Set(['C01', 'C02', 'C03']));
    expect(Math.max(...own.map(({ component }) => component))).toBe(3);
    expect(Math.max(...own.map(({ cumulative }) => cumulative))).toBeCloseTo(1, 5);
  });
});
