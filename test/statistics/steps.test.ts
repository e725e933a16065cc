import { describe, expect, it } from 'vitest';
import {
  aggregate,
  copeland,
  direct,
  impute,
  type Normalisation,
  normalise,
  outranking,
  rank,
  shapeOf,
  treat,
  winsorise,
} from '../../src/statistics/index.ts';
import { expectAgreement, golden } from './coinr.ts';

const data = golden('iData');
const indicators = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'];
const meta = golden('iMeta');
const metaOf = (code: string, column: string) => meta.text(column)[meta.text('iCode').indexOf(code)]!;
const treatedData = golden('d_treated');
const directed = (code: string) => direct(treatedData.column(code), Number(metaOf(code, 'Direction')) as 1 | -1);

describe('normalisation agrees with COINr', () => {
  const hundred = { low: 1, high: 100 };
  const ways: [string, Normalisation][] = [
    ['norm_minmax_1_100', { by: 'min_max', to: hundred }],
    ['norm_zscore', { by: 'z_score', mean: 0, deviation: 1 }],
    ['norm_dist2max', { by: 'distance_to_maximum' }],
    ['norm_rank', { by: 'rank', ties: 'lowest' }],
    ['norm_rank_average', { by: 'rank', ties: 'average' }],
    ['norm_prank', { by: 'percentile_rank' }],
    ['norm_borda', { by: 'borda' }],
  ];
  it.each(ways)('%s', (file, how) => {
    const expected = golden(file);
    for (const code of indicators)
      expectAgreement(normalise(directed(code), how), expected.column(code), `${file} ${code}`);
  });

  it.each([
    ['norm_dist2ref_8', 7],
    ['norm_dist2ref_9_refNA_x8', 8],
  ])('%s, and a reference without a value gives no value', (file, unit) => {
    const expected = golden(file);
    for (const code of indicators) {
      const how = { by: 'distance_to_reference', unit } as const;
      expectAgreement(normalise(directed(code), how), expected.column(code), code);
    }
  });
});

describe('imputation agrees with COINr', () => {
  const groups = data.text('Grp').map((group) => group || null);
  it.each([
    ['i_mean', { by: 'mean' }],
    ['i_median', { by: 'median' }],
    ['i_mean_grp', { by: 'group_mean', groups }],
    ['i_median_grp', { by: 'group_median', groups }],
  ] as const)('%s', (file, how) => {
    const expected = golden(file);
    for (const code of indicators)
      expectAgreement(impute(data.column(code), how).column, expected.column(code), `${file} ${code}`);
  });

  it('marks each imputed value', () => {
    expect(impute([1, null, 3], { by: 'mean' })).toEqual({ column: [1, 2, 3], imputed: [false, true, false], put: 1 });
  });
});

describe('treatment of outliers agrees with COINr', () => {
  const usual = { skew: 2, kurtosis: 3.5, most: 5, otherwise: 'log_ct' } as const;
  it('in treated values, treated points and counts', () => {
    const treated = golden('d_treated');
    const details = golden('treat_details');
    const points = golden('treat_points');
    indicators.forEach((code, row) => {
      const found = treat(data.column(code), usual);
      expectAgreement(found.column, treated.column(code), code);
      expectAgreement(
        [found.before.skew, found.before.kurtosis],
        [details.column('check_SkewKurt0.Skew')[row]!, details.column('check_SkewKurt0.Kurt')[row]!],
        code,
      );
      expect(found.winsorised, code).toBe(details.column('winsorise.nwin')[row] ?? 0);
      expect(
        found.points.map((point) => (point === null ? '' : point === 'high' ? 'winhi' : 'winlo')),
        code,
      ).toEqual(points.text(code));
    });
  });

  it('in winsorisation, with tied points treated together', () => {
    const cases = golden('winsorise_cases');
    const names = [...new Set(cases.units)];
    const settings: Record<string, { most: number | null; force?: boolean }> = {
      a: { most: 5 },
      b_tie_exceeds_winmax: { most: 2 },
      c_low: { most: 5 },
      d_force: { most: 3, force: true },
      e_nolimit: { most: null },
    };
    for (const name of names) {
      const rows = cases.units.map((unit, row) => (unit === name ? row : -1)).filter((row) => row >= 0);
      const pick = (column: string) => rows.map((row) => cases.column(column)[row]!);
      const found = winsorise(pick('x'), { skew: 2, kurtosis: 3.5, ...settings[name]! })!;
      expectAgreement(found.column, pick('out'), name);
      expect(found.moved, name).toBe(pick('nwin')[0]);
    }
  });

  it('in skewness and kurtosis of the raw values', () => {
    const stats = golden('stats_raw');
    indicators.forEach((code, row) => {
      const { skew, kurtosis } = shapeOf(data.column(code));
      expectAgreement([skew, kurtosis], [stats.column('Skew')[row]!, stats.column('Kurt')[row]!], code);
    });
  });
});

describe('aggregation agrees with COINr', () => {
  const normalised = golden('norm_minmax_1_100');
  const means = { a_amean: 'arithmetic', a_gmean: 'geometric', a_hmean: 'harmonic' } as const;
  const thresholds: [string, (number | null)[]][] = [
    ['none', [null, null, null]],
    ['0.5', [0.5, 0.5, 0.5]],
    ['0.67', [0.67, 0.67, 0.67]],
    ['0.6_1_1', [0.6, 1, 1]],
    ['1', [1, 1, 1]],
  ];
  for (const [code, by] of Object.entries(means)) {
    it.each(thresholds)(`${code} with a threshold of %s`, (threshold, leastShares) => {
      const expected = golden(`agg_${code}_thresh_${threshold}`);
      const columns = new Map(indicators.map((name) => [name, normalised.column(name)]));
      for (const level of [2, 3, 4]) {
        for (const parent of meta.text('iCode').filter((name) => metaOf(name, 'Level') === String(level))) {
          const children = meta.text('iCode').filter((name) => metaOf(name, 'Parent') === parent);
          const scores = aggregate(
            children.map((name) => columns.get(name)!),
            children.map((name) => Number(metaOf(name, 'Weight'))),
            { by: by as 'arithmetic' },
            leastShares[level - 2]!,
          );
          columns.set(parent, scores);
        }
      }
      for (const parent of expected.names) expectAgreement(columns.get(parent)!, expected.column(parent), parent);
    });
  }

  it('a geometric mean without positive values is refused', () => {
    expect(() => aggregate([[0], [4]], [1, 1], { by: 'geometric' })).toThrow('geometric');
  });

  it('in ranks, with the highest first and ties sharing the best rank', () => {
    const expected = golden('ranks_amean');
    const scores = golden('agg_a_amean_thresh_none');
    for (const name of expected.names)
      expect(rank(scores.column(name), { order: 'descending' })).toEqual(expected.column(name));
  });
});

describe('outranking', () => {
  it('agrees with COINr without missing values', () => {
    const full = [
      [1, 2, 3, 3],
      [5, 4, 4, 1],
    ];
    expect(outranking(full, [3, 1])[2]).toEqual([0.75, 0.875, 0, 0.625]);
    expect(copeland(full, [3, 1])).toEqual([-3, -1, 3, 1]);
  });

  it('does not depend on the order of units, with or without missing values', () => {
    const columns = indicators.map((code) => data.column(code));
    const forwards = copeland(columns, [1, 1, 1, 1, 1, 1, 1, 1]);
    const backwards = copeland(
      columns.map((column) => [...column].reverse()),
      [1, 1, 1, 1, 1, 1, 1, 1],
    );
    expect([...backwards].reverse()).toEqual(forwards);
  });
});
