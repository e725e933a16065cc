import { describe, expect, it } from 'vitest';
import {
  aggregateTable,
  type Node,
  openScoreTree,
  quantile,
  rank,
  runScoreTree,
  type ScoreTree,
  type ScoreTreeData,
  type ScoreTreeVariations,
  sameSigns,
  scoreTreeBands,
  scoreTreeChoiceOf,
  scoreTreeDraws,
  scoreTreeSensitivity,
} from '../../src/statistics/index.ts';

/** Two trees over seven items: a and b in A, c in B, and d as the only indicator of C. */
const items = ['a1', 'a2', 'b1', 'b2', 'b3', 'c1', 'd1'];
const codes = ['a', 'b', 'c', 'd', 'A', 'B', 'C', 'X', 'Y'];
const scoreTree: ScoreTree = {
  itemWeights: [1, 3, 1, 1, 1, 1, 1],
  elements: [
    { weight: 2, children: [0, 1], ofItems: true },
    { weight: 1, children: [2, 3, 4], ofItems: true },
    { weight: 1, children: [5], ofItems: true },
    { weight: 1, children: [6], ofItems: true },
    { weight: 1, children: [0, 1], ofItems: false },
    { weight: 3, children: [2], ofItems: false },
    { weight: 1, children: [3], ofItems: false },
    { weight: 1, children: [4, 5], ofItems: false },
    { weight: 1, children: [6], ofItems: false },
  ],
};
const place = (code: string) => codes.indexOf(code);
const none = Number.NaN;
const units = 4;
const columns: Record<string, number[]> = {
  a1: [0, 25, 100, 75],
  a2: [50, 75, 25, none],
  b1: [100, 0, 50, 25],
  b2: [25, none, 50, 100],
  b3: [75, 50, 0, 25],
  c1: [50, 100, 25, 75],
  d1: [25, 50, 75, 100],
};
const data = (changed: Partial<typeof columns> = {}): ScoreTreeData => ({
  units,
  scores: Float64Array.from(items.flatMap((item) => (changed[item] ?? columns[item])!)),
  applies: new Uint8Array(items.length * units).fill(1),
  published: new Uint8Array(codes.length * units).fill(1),
});
const own: ScoreTreeVariations = {
  noise: 0,
  curves: [1],
  means: ['arithmetic'],
  imputations: ['none'],
  leaveOut: false,
  lowest: 0,
};
const all: ScoreTreeVariations = {
  noise: 0.25,
  curves: [1, 0.8, 1.25],
  means: ['arithmetic', 'geometric'],
  imputations: ['none', 'median'],
  leaveOut: true,
  lowest: 1,
};
const of = (found: Float64Array, code: string) => [...found.subarray(place(code) * units, (place(code) + 1) * units)];
const run = { replications: 200, seed: 3 };

describe('a score tree', () => {
  it('computed with its own method equals its trees computed one by one', () => {
    const { nominal } = openScoreTree(scoreTree, data(), own);
    expect(of(nominal, 'a')).toEqual([37.5, 62.5, 43.75, 75]);
    expect(of(nominal, 'b')).toEqual([200 / 3, 25, 100 / 3, 50]);
    const A = [0, 1, 2, 3].map((unit) => (2 * of(nominal, 'a')[unit]! + of(nominal, 'b')[unit]!) / 3);
    expect(of(nominal, 'A').map((score, unit) => Math.abs(score - A[unit]!) < 1e-12)).toEqual(new Array(4).fill(true));
    expect(of(nominal, 'X')[0]).toBeCloseTo((A[0]! + 3 * 50) / 4, 12);
    expect(of(nominal, 'Y')).toEqual(columns.d1);
  });

  it('by arithmetic means is invariant under a shift of the scale and back', () => {
    const moved = openScoreTree(scoreTree, data(), { ...own, lowest: 1 }).nominal;
    openScoreTree(scoreTree, data(), own).nominal.forEach((score, at) => void expect(moved[at]).toBeCloseTo(score, 10));
  });

  it('has no score where none is published, and counts the known answers at higher levels', () => {
    const some = data();
    some.published[place('b') * units] = 0;
    const { nominal } = openScoreTree(scoreTree, some, own);
    expect(of(nominal, 'b')[0]).toBeNaN();
    const whole = openScoreTree(scoreTree, data(), own).nominal;
    expect(of(nominal, 'A')[0]).toBe(of(whole, 'A')[0]);
    expect(of(nominal, 'A')[1]).toBeCloseTo(50, 12);
  });

  it('imputes missing answers by the median of countries with a value, and not those that do not apply', () => {
    const some = data();
    some.applies[items.indexOf('b2') * units + 1] = 0;
    const imputed = openScoreTree(scoreTree, some, { ...own, imputations: ['median'] }).nominal;
    expect(of(imputed, 'a')[3]).toBe((75 + 3 * 50) / 4);
    expect(of(imputed, 'b')[1]).toBe(25);
    expect(of(openScoreTree(scoreTree, some, { ...own, imputations: ['lowest'] }).nominal, 'a')[3]).toBe(75 / 4);
  });

  it.each([
    ['geometric', { by: 'geometric' }],
    ['harmonic', { by: 'harmonic' }],
    ['quadratic', { by: 'generalised', power: 2 }],
    ['cubic', { by: 'generalised', power: 3 }],
  ] as const)('takes the %s mean of elements as the index engine does', (by, mean) => {
    const nodes: Node[] = [
      { code: 'a', parent: 'A', level: 1, weight: 2 },
      { code: 'b', parent: 'A', level: 1, weight: 1 },
      { code: 'A', parent: null, level: 2, weight: 1 },
    ];
    const plain = openScoreTree(scoreTree, data(), own).nominal;
    const moved = (code: string) => of(plain, code).map((score) => 1 + 0.99 * score);
    const table = new Map([
      ['a', moved('a')],
      ['b', moved('b')],
    ]);
    const expected = aggregateTable(nodes, table, { weights: null, aggregate: [{ ...mean, leastShare: null }] }).get(
      'A',
    )!;
    const found = of(openScoreTree(scoreTree, data(), { ...own, means: [by], lowest: 1 }).nominal, 'A');
    found.forEach((score, unit) => void expect(score).toBeCloseTo((expected[unit]! - 1) / 0.99, 10));
  });
});

describe('a replication', () => {
  it('is reproducible, with weights within the noise', () => {
    const draw = (replication: number) => {
      const { choice, random } = scoreTreeChoiceOf(9, replication);
      return scoreTreeDraws(scoreTree, all)(choice, random);
    };
    expect(draw(17)).toEqual(draw(17));
    expect(draw(17)).not.toEqual(draw(18));
    for (let replication = 0; replication < 100; replication += 1) {
      const { weights } = draw(replication);
      for (const [at, weight] of weights.items.entries()) {
        const factor = weight / scoreTree.itemWeights[at]!;
        expect(factor).toBeGreaterThanOrEqual(0.75);
        expect(factor).toBeLessThanOrEqual(1.25);
        // Rounded to four digits, so that it can be recorded exactly.
        expect(Math.abs(factor * 1e4 - Math.round(factor * 1e4))).toBeLessThan(1e-6);
      }
    }
  });

  it('uses each option of a factor with equal frequency, and the first of each without variation', () => {
    const vary = {
      ...all,
      curves: [1, 0.8, 1.25],
      means: ['arithmetic', 'geometric'] as const,
      imputations: ['none', 'median', 'lowest'] as const,
    };
    const draw = (choice: Parameters<ReturnType<typeof scoreTreeDraws>>[0]) =>
      scoreTreeDraws(scoreTree, vary)(choice, scoreTreeChoiceOf(1, 1).random);
    const shares = (count: number) => Array.from({ length: 2 * count }, (_, at) => (at + 0.5) / (2 * count));
    const twice = <T>(options: readonly T[]) => options.flatMap((option) => [option, option]);
    expect(shares(3).map((curve) => draw({ curve }).curve)).toEqual(twice(vary.curves));
    expect(shares(2).map((mean) => draw({ mean }).mean)).toEqual(twice(vary.means));
    expect(shares(3).map((imputation) => draw({ imputation }).imputation)).toEqual(twice(vary.imputations));
    // At most four indicators of X are left out, one at a time, and the only one of Y.
    const gone = new Set(shares(8).map((leave_out) => draw({ leave_out }).leftOut.join()));
    expect(gone.size).toBeGreaterThan(3);
    const nothing = draw({});
    expect(nothing).toMatchObject({ curve: 1, mean: 'arithmetic', imputation: 'none', leftOut: [] });
    expect([...nothing.weights.items]).toEqual(scoreTree.itemWeights);
    expect([...draw({ weights: 0.5 }).weights.items]).not.toEqual(scoreTree.itemWeights);
  });

  it('leaves an indicator out of its aggregates; an aggregate of only this indicator has no score', () => {
    const { replicate, nominal } = openScoreTree(scoreTree, data(), own);
    const found = new Float64Array(nominal.length);
    const weights = {
      items: Float64Array.from(scoreTree.itemWeights),
      elements: Float64Array.from(scoreTree.elements, (e) => e.weight),
    };
    const draw = { imputation: 'none', curve: 1, mean: 'arithmetic', weights } as const;
    expect(replicate({ ...draw, leftOut: [place('d')] }, found)).toBe(true);
    expect(of(found, 'd')).toEqual(columns.d1);
    expect(of(found, 'C')).toEqual([none, none, none, none]);
    expect(of(found, 'Y')).toEqual([none, none, none, none]);
    expect(replicate({ ...draw, leftOut: [place('c')] }, found)).toBe(true);
    expect(of(found, 'X')).toEqual(of(found, 'A'));
    expect(replicate({ ...draw, leftOut: [] }, found)).toBe(true);
    expect(found).toEqual(nominal);
  });
});

describe('intervals', () => {
  const reported = ['A', 'X', 'Y'].map(place);
  const bands = scoreTreeBands(scoreTree, data(), all, run, reported);
  /** Every replication of one element, computed one by one. */
  const replayed = (code: string) => {
    const { replicate } = openScoreTree(scoreTree, data(), all);
    const found = new Float64Array(codes.length * units);
    return Array.from({ length: run.replications }, (_, replication) => {
      const { choice, random } = scoreTreeChoiceOf(run.seed, replication);
      replicate(scoreTreeDraws(scoreTree, all)(choice, random), found);
      return of(found, code).map((score) => (Number.isNaN(score) ? null : score));
    });
  };

  it('are quantiles over the replications, of scores and of ranks', () => {
    for (const [row, code] of ['A', 'X', 'Y'].entries()) {
      const rows = replayed(code);
      const ranks = rows.map((scores) =>
        rank(
          scores.map((score) => score && Math.round(score * 1e9)),
          { order: 'descending' },
        ),
      );
      for (let unit = 0; unit < units; unit += 1) {
        const at = row * units + unit;
        const [scores, places] = [rows.map((found) => found[unit]!), ranks.map((found) => found[unit]!)];
        expect(bands.counted[at]).toBe(scores.filter((score) => score !== null).length);
        expect([bands.score.low[at], bands.score.median[at], bands.score.high[at]]).toEqual(
          [0.05, 0.5, 0.95].map((share) => quantile(scores, share)),
        );
        const taken = places.filter((place) => place !== null).sort((a, b) => a - b);
        const outward = [Math.floor(quantile(places, 0.05)!), Math.ceil(quantile(places, 0.95)!)];
        expect([bands.rank.low[at], bands.rank.high[at]].every((place) => taken.includes(place!))).toBe(true);
        expect(bands.rank.low[at]).toBeLessThanOrEqual(outward[0]!);
        expect(bands.rank.high[at]).toBeGreaterThanOrEqual(outward[1]!);
        const median = bands.rank.median[at]!;
        expect(taken.filter((place) => place <= median).length * 2).toBeGreaterThanOrEqual(taken.length);
        expect(taken.filter((place) => place < median).length * 2).toBeLessThan(taken.length);
      }
    }
    // Some replications leave out the only indicator of Y.
    expect(bands.counted[8]).toBeLessThan(run.replications);
    expect(bands.failed).toEqual([]);
  });

  it('count the replications that cannot be computed, and exclude them', () => {
    const failing = scoreTreeBands(scoreTree, data(), { ...own, means: ['arithmetic', 'geometric'] }, run, reported);
    expect(failing.failed).toEqual([]);
    const zero = data({ c1: [0, 100, 25, 75] });
    const { failed, counted, score } = scoreTreeBands(
      scoreTree,
      zero,
      { ...own, means: ['arithmetic', 'geometric'] },
      run,
      reported,
    );
    expect(failed.length).toBeGreaterThan(run.replications / 4);
    expect(counted[4]).toBe(run.replications - failed.length);
    expect(score.low[4]).toBe(score.high[4]);
  });

  it('of an element do not depend on other requested elements', () => {
    const every = scoreTreeBands(scoreTree, data(), all, run, [...codes.keys()]);
    for (const [row, element] of reported.entries()) {
      const own = (columns: Float64Array | Int32Array, at: number) => [
        ...columns.subarray(at * units, (at + 1) * units),
      ];
      for (const band of ['low', 'median', 'high'] as const) {
        expect(own(every.score[band], element)).toEqual(own(bands.score[band], row));
        expect(own(every.rank[band], element)).toEqual(own(bands.rank[band], row));
      }
      expect(own(every.counted, element)).toEqual(own(bands.counted, row));
    }
  });

  it.each([
    ['all', all],
    ['that may fail', { ...own, means: ['arithmetic', 'geometric'] } as ScoreTreeVariations],
  ])('are the same, replications %s, if one tree is computed after the other', (_, vary) => {
    const every = [8, 0, 3, 7, 4, 1];
    const groups = [[0, 2], [1]];
    const kept = { ...run, keep: 3 };
    const together = scoreTreeBands(scoreTree, data(), vary, kept, every, groups);
    expect(scoreTreeBands(scoreTree, data(), vary, kept, every, groups, 1)).toEqual(together);
    expect(together.kept).toHaveLength(3 * every.length * units);
  });

  it.each([2 ** -40, 2 ** 40])('do not depend on the size of all weights, such as %d times them', (times) => {
    // With several missing values, what remains of the weights is a last digit of them.
    const few = data({ a1: [none, 25, 100, none], b1: [none, 0, none, none], b3: [none, 50, none, 25] });
    const weighted = (by: number): ScoreTree => ({
      itemWeights: [0.1, 0.3, 0.7, 0.3, 0.1, 1, 1].map((weight) => by * weight),
      elements: scoreTree.elements.map((one) => ({ ...one, weight: by * one.weight })),
    });
    const reported = [...codes.keys()];
    const found = scoreTreeBands(weighted(times), few, all, run, reported);
    expect(found).toEqual(scoreTreeBands(weighted(1), few, all, run, reported));
    expect([...found.counted].filter((count) => count > 100).length).toBeGreaterThan(20);
  });

  it('have no ranks where none are requested', () => {
    const { score, rank } = scoreTreeBands(scoreTree, data(), all, { ...run, ranks: false }, reported);
    expect(score).toEqual(bands.score);
    expect([...rank.median].every(Number.isNaN)).toBe(true);
  });

  it('of a group are those of its mean in each replication; a group of one has the interval of its member', () => {
    const groups = [[2], [0, 1, 3]];
    const bands = scoreTreeBands(scoreTree, data(), all, run, reported, groups);
    const { replicate } = openScoreTree(scoreTree, data(), all);
    const draw = scoreTreeDraws(scoreTree, all);
    const into = new Float64Array(codes.length * units);
    const means: number[][] = reported.map(() => []);
    for (let replication = 0; replication < run.replications; replication += 1) {
      const { choice, random } = scoreTreeChoiceOf(run.seed, replication);
      if (!replicate(draw(choice, random), into)) continue;
      for (const [row, element] of reported.entries()) {
        const scores = groups[1]!.map((unit) => into[element * units + unit]!).filter((score) => !Number.isNaN(score));
        if (scores.length > 0) means[row]!.push(scores.reduce((sum, score) => sum + score, 0) / scores.length);
      }
    }
    for (const row of reported.keys()) {
      expect(bands.groups.low[row * 2]).toBe(bands.score.low[row * units + 2]);
      expect(bands.groups.high[row * 2]).toBe(bands.score.high[row * units + 2]);
      expect(bands.groups.low[row * 2 + 1]).toBeCloseTo(quantile(means[row]!, 0.05)!, 9);
      expect(bands.groups.high[row * 2 + 1]).toBeCloseTo(quantile(means[row]!, 0.95)!, 9);
    }
  });
});

it('a run without threads has the same intervals, signs or sensitivity as its parts', async () => {
  const after = data({ a1: [25, 50, 100, 100] });
  const base = { base: 16, seed: 5 };
  expect(await runScoreTree('bands', scoreTree, data(), all, run, [4])).toEqual(
    scoreTreeBands(scoreTree, data(), all, run, [4]),
  );
  expect(await runScoreTree('signs', scoreTree, data(), after, all, run)).toEqual(
    sameSigns(scoreTree, data(), after, all, run),
  );
  expect(await runScoreTree('sensitivity', scoreTree, data(), all, base, [4])).toEqual(
    scoreTreeSensitivity(scoreTree, data(), all, base, [4]),
  );
});

describe('a change', () => {
  const signs = (after: Partial<typeof columns>, vary = all) => sameSigns(scoreTree, data(), data(after), vary, run);

  it('in every item is robust to the method', () => {
    const risen = signs({ a1: [25, 50, 100, 100], a2: [75, 100, 50, none] });
    expect(of(risen, 'a')).toEqual([1, 1, 1, 1]);
    // Some replications leave out the indicator that rises, so there is no change there.
    expect(of(risen, 'A')[0]).toBeGreaterThan(0.7);
    expect(of(risen, 'A')[0]).toBeLessThan(1);
    expect(of(risen, 'b')).toEqual([none, none, none, none]);
  });

  it('that depends on the weight of an item is not', () => {
    // b1 falls by 50 while b2 and b3 rise by 25 and 26, so the sign differs between replications in about equal parts.
    const share = of(signs({ b1: [50, 0, 50, 25], b2: [50, none, 50, 100], b3: [100, 50, 0, 25.5] }), 'b');
    expect(share[0]).toBeNaN();
    expect(of(signs({ b1: [50, 0, 50, 25], b2: [50, none, 50, 100], b3: [100.5, 50, 0, 25] }), 'b')[0]).toBeLessThan(
      0.9,
    );
  });
});

describe('sensitivity', () => {
  it('separates the factor that moves ranks from those that do not', () => {
    const only = { ...own, leaveOut: true, noise: 0.01 };
    const [found] = scoreTreeSensitivity(scoreTree, data(), only, { base: 200, seed: 5 }, [place('X')]);
    const total = Object.fromEntries(found!.factors.map((row) => [row.factor, row.total]));
    expect(Object.keys(total)).toEqual(['weights', 'leave_out']);
    expect(total.leave_out).toBeGreaterThan(0.9);
    expect(total.weights).toBeLessThan(0.1);
    expect(found!.failedRows).toBe(0);
  });

  it('is not affected by a unit without a score', () => {
    const empty = Object.fromEntries(items.map((item) => [item, [...columns[item]!.slice(0, 3), none]]));
    const fewer: ScoreTreeData = {
      units: 3,
      scores: Float64Array.from(items.flatMap((item) => columns[item]!.slice(0, 3))),
      applies: new Uint8Array(items.length * 3).fill(1),
      published: new Uint8Array(codes.length * 3).fill(1),
    };
    const of = (some: ScoreTreeData) =>
      scoreTreeSensitivity(scoreTree, some, { ...all, imputations: ['none'] }, { base: 64, seed: 5 }, [place('X')]);
    const unscored = data(empty);
    for (const element of codes.keys()) unscored.published[element * units + 3] = 0;
    expect(of(unscored)).toEqual(of(fewer));
  });

  it('excludes rows that cannot be computed, and counts them', () => {
    const zero = data({ c1: [0, 100, 25, 75] });
    const vary = { ...own, leaveOut: true, means: ['arithmetic', 'geometric'] as const };
    expect(
      scoreTreeSensitivity(scoreTree, zero, vary, { base: 64, seed: 5 }, [place('X')])[0]!.failedRows,
    ).toBeGreaterThan(10);
  });
});

describe('a replication of some elements', () => {
  const varied = { ...own, noise: 0.5, curves: [1, 2], means: ['arithmetic', 'geometric'], leaveOut: true } as const;

  it.each([0, 1])('gives them the same scores as one of all elements, with the lowest score at %i', (lowest) => {
    const vary = { ...varied, lowest };
    const opened = [openScoreTree(scoreTree, data(), vary), openScoreTree(scoreTree, data(), vary)];
    const draw = scoreTreeDraws(scoreTree, vary);
    const [all, some] = opened.map(() => new Float64Array(codes.length * units)) as [Float64Array, Float64Array];
    for (const wanted of [[place('X')], [place('Y'), place('a')], [place('B')]])
      for (let nth = 0; nth < 40; nth += 1) {
        const { choice, random } = scoreTreeChoiceOf(7, nth);
        const one = draw(choice, random);
        const made = opened[0]!.replicate(one, all);
        expect(opened[1]!.replicate(one, some, wanted)).toBe(made);
        const scores = (of: Float64Array) => wanted.map((at) => [...of.subarray(at * units, (at + 1) * units)]);
        if (made) expect(scores(some)).toEqual(scores(all));
      }
  });
});
