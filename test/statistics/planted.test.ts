import { describe, expect, it } from 'vitest';
import { type ConstructCheck, checkConstruct, type Node, randomStream } from '../../src/statistics/index.ts';

const units = 200;
const random = randomStream(3, 0);
/** A latent trait, on which indicators depend with their own noise. */
const trait = (): number[] => Array.from({ length: units }, () => 100 * random());
const follows = (latent: readonly number[], noise = 55): number[] => latent.map((value) => value + noise * random());

const [first, second] = [trait(), trait()];
const twin = follows(first);
const sound = {
  a1: twin,
  a2: follows(first),
  a3: follows(first),
  b1: follows(second),
  b2: follows(second),
  b3: follows(second),
};
const tree = (codes: readonly string[]): Node[] => [
  ...codes.map((code) => ({ code, parent: code[0]!.toUpperCase(), level: 1, weight: 1 })),
  { code: 'A', parent: 'all', level: 2, weight: 1 },
  { code: 'B', parent: 'all', level: 2, weight: 1 },
  { code: 'all', parent: null, level: 3, weight: 1 },
];
const check = (columns: Record<string, readonly (number | null)[]>, thresholds = {}) =>
  checkConstruct(tree(Object.keys(columns)), new Map(Object.entries(columns)), undefined, thresholds);
/** Elements with a finding of a check, `a~b` for a pair. */
const found = (columns: Record<string, readonly (number | null)[]>, of: ConstructCheck) =>
  check(columns)
    .filter((row) => row.check === of && row.verdict !== 'pass')
    .map(({ element, beside }) => (['duplicate', 'collinear'].includes(of) ? `${element}~${beside}` : element));

describe('a planted defect is found', () => {
  it('nothing fails in a sound construct', () => {
    expect(check(sound).filter(({ verdict }) => verdict === 'fail' || verdict === 'not_computed')).toEqual([]);
    expect(found(sound, 'collinear')).toEqual([]);
    // The two aggregates are independent, so the index above them is not one-dimensional.
    expect(found(sound, 'alpha')).toEqual(['all']);
    expect(found(sound, 'fits_elsewhere')).toEqual([]);
  });

  it('a reversed indicator', () => {
    const planted = { ...sound, a4: follows(first), a3: sound.a3.map((value) => 155 - value) };
    expect(found(planted, 'reversed')).toEqual(['a3']);
    expect(found(planted, 'loading')).toEqual(['a3']);
    expect(found(planted, 'alpha_without')).toContain('a3');
  });

  it('a duplicate on another scale, and a reversed one', () => {
    expect(found({ ...sound, b4: twin.map((value) => 5 + value / 3) }, 'duplicate')).toEqual(['a1~b4']);
    expect(found({ ...sound, a4: twin.map((value) => -value) }, 'duplicate')).toEqual(['a1~a4']);
    expect(found({ ...sound, a4: twin.map((value) => -value) }, 'collinear')).toEqual([]);
  });

  it('a collinear pair', () => {
    expect(found({ ...sound, a4: follows(twin, 10) }, 'collinear')).toEqual(['a1~a4']);
    expect(found({ ...sound, a4: follows(twin, 10) }, 'duplicate')).toEqual([]);
  });

  it('a constant indicator', () => {
    const planted = { ...sound, a4: twin.map(() => 7) };
    expect(found(planted, 'constant')).toEqual(['a4']);
    const unknown = check(planted).filter(({ verdict }) => verdict === 'not_computed');
    expect(unknown.filter(({ element }) => element === 'a4').map((row) => row.check)).toContain('reversed');
  });

  it('an indicator with few values', () => {
    const planted = { ...sound, b4: follows(second).map((value, unit) => (unit % 2 === 0 ? value : null)) };
    expect(found(planted, 'coverage')).toEqual(['b4']);
  });

  it('an indicator that belongs to the other aggregate', () => {
    expect(found({ ...sound, b4: follows(first) }, 'fits_elsewhere')).toEqual(['b4']);
    expect(found({ ...sound, b4: follows(first) }, 'weak_in_parent')).toEqual(['b4']);
    expect(found({ ...sound, b4: follows(first), b5: follows(first) }, 'components_above_one')).toEqual(['B']);
  });
});

describe('one constant indicator', () => {
  const planted = check({ ...sound, a4: twin.map(() => 7) });
  const of = (name: ConstructCheck, element: string) =>
    planted.find((row) => row.check === name && row.element === element)!;

  it('does not affect its siblings: alpha, components and loadings are those without it', () => {
    const without = check(sound);
    for (const name of ['alpha', 'first_component', 'components_above_one'] as const) {
      const usual = without.find((row) => row.check === name && row.element === 'A')!;
      expect(of(name, 'A')).toEqual(usual);
    }
    expect(of('loading', 'a1').verdict).toBe('pass');
    expect(of('loading', 'a4').verdict).toBe('not_computed');
  });
});

describe('the distribution of scores', () => {
  const of = (column: readonly number[], name: ConstructCheck) =>
    check({ ...sound, a4: column }).find((row) => row.check === name && row.element === 'a4')!;
  const heaped = twin.map((_, unit) => (unit % 10 < 6 ? 0 : unit % 100));

  it('needs review where most units are at one end', () => {
    expect(of(heaped, 'floor')).toMatchObject({ verdict: 'look', threshold: 0.5 });
    expect(of(heaped, 'floor').value).toBeGreaterThanOrEqual(0.6);
    expect(of(heaped, 'ceiling').verdict).toBe('pass');
    expect(
      of(
        heaped.map((value) => -value),
        'ceiling',
      ).verdict,
    ).toBe('look');
  });

  it('needs review where a few units are outliers', () => {
    const far = twin.map((value, unit) => (unit < 3 ? 40_000 : value));
    expect(of(far, 'skewness').verdict).toBe('look');
    expect(of(far, 'kurtosis').verdict).toBe('look');
    expect(of(far, 'outliers').value).toBeCloseTo(3 / units, 12);
    expect(of(twin, 'skewness').verdict).toBe('pass');
    const many = twin.map((value, unit) => (unit % 12 === 0 ? value + 1_000 : value));
    expect(of(many, 'outliers').verdict).toBe('look');
  });

  it('is judged on the given scale, not on the observed range', () => {
    const nodes = tree(Object.keys(sound));
    const scores = new Map(Object.entries({ ...sound, a3: twin.map((_, unit) => (unit % 3 === 0 ? 100 : 50)) }));
    const rows = checkConstruct(nodes, scores, undefined, {}, { low: 0, high: 100 });
    const found = (name: ConstructCheck) => rows.find((row) => row.check === name && row.element === 'a3')!.value;
    expect(found('floor')).toBe(0);
    expect(found('ceiling')).toBeCloseTo(67 / units, 12);
  });
});

describe('alpha over all indicators', () => {
  it('is reported once for the index', () => {
    const rows = check(sound).filter((row) => row.check === 'alpha_all');
    expect(rows.map(({ element }) => element)).toEqual(['all']);
  });
});

describe('each check', () => {
  const rows = check(sound);
  const of = (name: ConstructCheck, element: string) =>
    rows.find((row) => row.check === name && row.element === element)!;

  it('is reported for each element with value, threshold and number of units', () => {
    expect(of('coverage', 'a1')).toEqual({
      check: 'coverage',
      element: 'a1',
      beside: null,
      value: 1,
      threshold: 2 / 3,
      units,
      verdict: 'pass',
    });
    expect(of('effective_weight', 'a1')).toMatchObject({ value: 1, verdict: 'pass' });
    expect(of('influence', 'A')).toMatchObject({ beside: 'all', units });
    expect(of('removal', 'A').value).toBeGreaterThan(of('removal', 'a1').value!);
    expect(of('first_component', 'A').value).toBeGreaterThan(0.8);
  });

  it('uses another threshold where one is given', () => {
    const strict = check(sound, { first_component: 0.999 });
    expect(strict.filter((row) => row.check === 'first_component').map(({ verdict }) => verdict)).toEqual([
      'look',
      'look',
      'look',
    ]);
  });
});
