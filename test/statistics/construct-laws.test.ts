/** Properties of the construct checks: thresholds, closest pairs, units without values, complete components. */
import { describe, expect, it } from 'vitest';
import {
  aggregateTable,
  checkConstruct,
  componentRows,
  correlate,
  correlationRows,
  type Node,
  randomStream,
} from '../../src/statistics/index.ts';

const units = 60;
const random = randomStream(11, 0);
const draws = () => Array.from({ length: units }, random);
const [first, second] = [draws(), draws()];
const follows = (latent: readonly number[], noise: number) => latent.map((value) => 100 * value + noise * random());
const columns: Record<string, readonly (number | null)[]> = {
  a1: follows(first, 40),
  a2: follows(first, 55),
  a3: follows(first, 120).map((value, unit) => (unit % 7 === 0 ? null : value)),
  a4: follows(first, 40).map((value) => -value),
  b1: follows(second, 40),
  b2: follows(first, 60),
  b3: follows(second, 300),
};
const codes = Object.keys(columns);
const nodes: Node[] = [
  ...codes.map((code) => ({ code, parent: code[0]!.toUpperCase(), level: 1, weight: 1 })),
  { code: 'A', parent: 'all', level: 2, weight: 1 },
  { code: 'B', parent: 'all', level: 2, weight: 2 },
  { code: 'all', parent: null, level: 3, weight: 1 },
];
const method = { aggregate: [{ by: 'arithmetic' as const, leastShare: null }], weights: null };
const scored = (given: Record<string, readonly (number | null)[]>) =>
  aggregateTable(nodes, new Map(Object.entries(given)), method);
const check = (given = columns, thresholds = {}) =>
  checkConstruct(nodes, new Map(Object.entries(given)), undefined, thresholds);

const rows = check();

describe('a value on its threshold', () => {
  // Skewness and kurtosis are judged together. Shares of units at an end or of outliers fail only above their threshold.
  const single = rows.filter(({ check: name, value }) => value !== null && !['skewness', 'kurtosis'].includes(name));

  it.each([...new Set(single.map((row) => row.check))])('of %s passes, except for a duplicate', (name) => {
    for (const row of single.filter((one) => one.check === name).slice(0, 4)) {
      const exact = check(columns, { [name]: row.value }).filter((one) => one.check === name);
      if (name === 'duplicate') {
        // A pair is reported once, for either of its elements.
        expect(exact.some(({ value, verdict }) => value === row.value && verdict === 'fail')).toBe(true);
        continue;
      }
      const again = exact.find((one) => one.element === row.element && one.beside === row.beside)!;
      expect(again).toMatchObject({ value: row.value, threshold: row.value, verdict: 'pass' });
    }
  });

  it.each([...new Set(single.map((row) => row.check))])('of %s is judged on either side of it', (name) => {
    const row = single.find((one) => one.check === name)!;
    const verdicts = [-1e-6, 1e-6].map((away) =>
      check(columns, { [name]: row.value! + away })
        .filter((one) => one.check === name && one.element === row.element)
        .some(({ verdict }) => verdict !== 'pass'),
    );
    expect(new Set(verdicts).size).toBe(2);
  });
});

describe('the closest other indicator', () => {
  it('is the one with the largest absolute correlation', () => {
    for (const code of codes) {
      const others = codes
        .filter((other) => other !== code)
        .map((other) => [other, Math.abs(correlate(columns[code]!, columns[other]!, 'pearson')!)] as const);
      const [beside, value] = others.reduce((best, one) => (one[1] > best[1] ? one : best));
      const row = rows.find((one) => one.check === 'duplicate' && one.element === code)!;
      expect([row.beside, row.value]).toEqual([beside, value]);
    }
  });

  it('is reported once for each pair beyond a threshold, and for no other pair', () => {
    const loose = check(columns, { collinear: 0 }).filter((row) => row.check === 'collinear');
    const pairs = codes.flatMap((one, at) => codes.slice(at + 1).map((other) => `${one} ${other}`));
    expect(loose.map(({ element, beside }) => `${element} ${beside}`)).toEqual(pairs);
    expect(loose.every(({ verdict }) => verdict === 'look')).toBe(true);
    const all = check(columns, { duplicate: 0 });
    expect(all.filter((row) => row.check === 'duplicate' && row.verdict === 'fail')).toHaveLength(pairs.length);
    // A duplicate is not also reported as collinear.
    expect(all.filter((row) => row.check === 'collinear').map(({ verdict }) => verdict)).toEqual(
      codes.map(() => 'not_computed'),
    );
  });

  it('does not exist where fewer than three units have both', () => {
    const apart = { ...columns, b3: columns.b3!.map((value, unit) => (unit < 2 ? value : null)) };
    const row = check(apart).find((one) => one.check === 'duplicate' && one.element === 'b3')!;
    expect(row).toMatchObject({ beside: null, value: null, units: 0, verdict: 'not_computed' });
  });
});

describe('the removal of an element', () => {
  it('has no value where a mean is not defined without it', () => {
    const zero = { ...columns, b1: columns.b1!.map((value, unit) => (unit === 0 ? 0 : value)) };
    const geometric = { aggregate: [{ by: 'geometric' as const, leastShare: null }], weights: null };
    const removals = checkConstruct(nodes, scored(zero), geometric).filter((row) => row.check === 'removal');
    expect(removals.length).toBe(nodes.length - 1);
    for (const row of removals) expect(row).toMatchObject({ value: null, units: 0, verdict: 'not_computed' });
  });
});

describe('a unit without any value', () => {
  it('changes only checks that count all units', () => {
    const more = Object.fromEntries(codes.map((code) => [code, [...columns[code]!, null]]));
    const counting = ['coverage', 'effective_weight'];
    const others = (of: typeof rows) => of.filter((row) => !counting.includes(row.check));
    const found = others(check(more));
    others(rows).forEach((row, at) => {
      expect({ ...found[at], value: 0 }).toEqual({ ...row, value: 0 });
      if (row.value === null) expect(found[at]!.value).toBeNull();
      else expect(found[at]!.value).toBeCloseTo(row.value, 9);
    });
  });
});

describe('principal components in full', () => {
  const found = componentRows(nodes, scored(columns));
  const of = (element: string) => found.filter((row) => row.element === element);

  it('divide the variance of the children, the largest first', () => {
    for (const [element, children] of [
      ['A', ['a1', 'a2', 'a3', 'a4']],
      ['B', ['b1', 'b2', 'b3']],
      ['all', ['A', 'B']],
    ] as const) {
      const own = of(element);
      expect(own.map(({ component, child }) => `${component} ${child}`)).toEqual(
        children.flatMap((_, at) => children.map((child) => `${at + 1} ${child}`)),
      );
      const byComponent = own.filter(({ child }) => child === children[0]);
      const variances = byComponent.map(({ variance }) => variance);
      expect(variances).toEqual([...variances].sort((a, b) => b - a));
      let before = 0;
      for (const { share, cumulative, variance } of byComponent) {
        expect(share).toBeCloseTo(variance / children.length, 12);
        expect(cumulative).toBeCloseTo(before + share, 12);
        before = cumulative;
      }
      expect(before).toBeCloseTo(1, 9);
      // All components together explain each child.
      for (const child of children) {
        const loadings = own.filter((row) => row.child === child).map(({ loading }) => loading ** 2);
        expect(loadings.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      }
    }
  });

  it('use the units with every child, and the children that vary', () => {
    expect(new Set(of('A').map((row) => row.units))).toEqual(new Set([units - Math.ceil(units / 7)]));
    const still = componentRows(nodes, scored({ ...columns, b3: columns.b3!.map(() => 5) }));
    expect(new Set(still.filter(({ element }) => element === 'B').map(({ child }) => child))).toEqual(
      new Set(['b1', 'b2']),
    );
  });

  it('exist for an aggregate only if at least two children vary', () => {
    const still = (...flat: string[]) =>
      componentRows(
        nodes,
        scored({ ...columns, ...Object.fromEntries(flat.map((code) => [code, columns[code]!.map(() => 5)])) }),
      ).filter(({ element }) => element === 'B');
    expect(still('b2', 'b3')).toEqual([]);
    expect(still('b1', 'b2', 'b3')).toEqual([]);
    expect(still('b3').length).toBe(4);
  });
});

describe('correlations in full', () => {
  const found = correlationRows(nodes, scored(columns));
  it('are of each pair of a level once, and of each element with its aggregates', () => {
    const pairs = found.map(({ element, beside }) => `${element} ${beside}`);
    const level = (of: readonly string[]) =>
      of.flatMap((one, at) => of.slice(at + 1).map((other) => `${one} ${other}`));
    const above = codes.flatMap((code) => [`${code} ${code[0]!.toUpperCase()}`, `${code} all`]);
    expect([...pairs].sort()).toEqual([...level(codes), ...above, 'A B', 'A all', 'B all'].sort());
  });

  it('are those of the two columns, with their p-value', () => {
    for (const { element, beside, correlation, significance, units: shared } of found) {
      const [one, two] = [scored(columns).get(element)!, scored(columns).get(beside)!];
      expect(correlation).toBe(correlate(one, two, 'pearson'));
      expect(shared).toBe(one.filter((value, unit) => value !== null && two[unit] !== null).length);
      expect(significance).toBeGreaterThanOrEqual(0);
      expect(significance).toBeLessThanOrEqual(1);
    }
    const strong = found.find(({ element, beside }) => element === 'a1' && beside === 'a2')!;
    const weak = found.find(({ element, beside }) => element === 'b1' && beside === 'b3')!;
    expect(strong.significance).toBeLessThan(weak.significance!);
  });

  it('are missing where fewer than three units have both, or one of the two does not vary', () => {
    const of = (b3: readonly (number | null)[]) =>
      correlationRows(nodes, scored({ ...columns, b3 })).find(
        ({ element, beside }) => element === 'b1' && beside === 'b3',
      )!;
    const known = (count: number) => of(columns.b3!.map((value, unit) => (unit < count ? value : null)));
    expect(known(2)).toMatchObject({ correlation: null, significance: null, units: 2 });
    expect(known(3)).toMatchObject({ correlation: expect.any(Number), significance: expect.any(Number), units: 3 });
    expect(of(columns.b3!.map(() => 5))).toMatchObject({ correlation: null, significance: null, units });
  });
});
