/**
 * Compares `gap index` with COINr 1.1.14: a small case in every step, and COINr's own example of 51 units and 49
 * indicators.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { terminalIn } from '../terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cases = resolve(import.meta.dirname, '../../golden');

const gap = terminalIn(folder, { folder: join(folder, 'data') });

type Rows = Record<string, string>[];
const rowsOf = (path: string): Rows => parse(readFileSync(path, 'utf8'), { columns: true }) as Rows;

/** Runs an index command on a case of test/golden. @returns what it wrote */
async function index(command: string, name: 'coinr' | 'asem', method: string, ...more: string[]) {
  const out = mkdtempSync(join(folder, 'run-'));
  writeFileSync(join(out, 'method.yaml'), method);
  const files = ['--data', `${cases}/${name}/iData.csv`, '--meta', `${cases}/${name}/iMeta.csv`];
  const run = await gap('index', command, ...files, '--method', join(out, 'method.yaml'), '--out', out, ...more);
  return { ...run, rows: (file: string) => rowsOf(join(out, file)), files: readdirSync(out), folder: out };
}

/** Compares every number of a golden file with the same cell of the written file. */
function expectCells(found: Rows, file: string, columns?: readonly string[]): void {
  const golden = rowsOf(join(cases, 'coinr', `${file}.csv`));
  expect(found.map(({ uCode }) => uCode)).toEqual(golden.map(({ uCode }) => uCode));
  golden.forEach((row, at) => {
    for (const code of columns ?? Object.keys(row).slice(1)) {
      const [is, wanted] = [found[at]![code]!, row[code]!];
      const place = `${file} ${row.uCode} ${code}: ${is} for ${wanted}`;
      expect(is === '', place).toBe(wanted === '');
      if (wanted === '') continue;
      const near = Math.abs(Number(is) - Number(wanted)) <= 1e-12 * Math.max(Math.abs(Number(wanted)), 1e-3);
      expect(near, place).toBe(true);
    }
  });
}

const treated = 'treat: { most: 5 }\n';
const scaled = `${treated}normalise: { by: min_max, to: [1, 100] }\n`;

describe('gap index build agrees with COINr on the small case', () => {
  it.each([
    ['norm_minmax_1_100', 'by: min_max, to: [1, 100]'],
    ['norm_zscore', 'by: z_score'],
    ['norm_rank', 'by: rank'],
    ['norm_rank_average', 'by: rank, ties: average'],
    ['norm_prank', 'by: percentile_rank'],
    ['norm_borda', 'by: borda'],
    ['norm_dist2max', 'by: distance_to_maximum'],
    ['norm_dist2ref_8', 'by: distance_to_reference, unit: u08'],
    ['norm_dist2ref_9_refNA_x8', 'by: distance_to_reference, unit: u09'],
  ])('%s', async (file, how) => {
    const { rows } = await index('build', 'coinr', `${treated}normalise: { ${how} }\n`);
    expectCells(rows('treated.csv'), 'd_treated');
    expectCells(rows('normalised.csv'), file);
  });

  it.each([
    ['i_mean', 'by: mean'],
    ['i_median', 'by: median'],
    ['i_mean_grp', 'by: group_mean, group: Grp'],
    ['i_median_grp', 'by: group_median, group: Grp'],
    ['i_mean_row_normfirst', 'by: mean, across: indicators'],
  ])('%s, with each imputed value marked', async (file, how) => {
    const { rows } = await index('build', 'coinr', `impute: { ${how} }\n`);
    expectCells(rows('imputed.csv'), file);
    const raw = rowsOf(join(cases, 'coinr/iData.csv'));
    rows('imputed_points.csv').forEach((row, at) => {
      for (const [code, mark] of Object.entries(row).slice(1))
        expect(mark, `${row.uCode} ${code}`).toBe(
          raw[at]![code] === '' && rows('imputed.csv')[at]![code] !== '' ? 'imputed' : '',
        );
    });
  });

  const thresholds = { none: '~', 0.5: '0.5', 0.67: '0.67', 1: '1' };
  const means = { a_amean: 'arithmetic', a_gmean: 'geometric', a_hmean: 'harmonic' };
  const all = Object.entries(means).flatMap(([name, by]) => [
    ...Object.entries(thresholds).map(
      ([file, least]) => [`agg_${name}_thresh_${file}`, `{ by: ${by}, least_share: ${least} }`] as const,
    ),
    [
      `agg_${name}_thresh_0.6_1_1`,
      `[{ by: ${by}, least_share: 0.6 }, { by: ${by}, least_share: 1 }, { by: ${by}, least_share: 1 }]`,
    ] as const,
  ]);
  it.each(all)('%s', async (file, how) => {
    const { rows } = await index('build', 'coinr', `${scaled}aggregate: ${how}\n`);
    expectCells(rows('aggregated.csv'), file);
  });

  it('agrees in ranks, treated points, weights, and the counts and flags of treatment and screening', async () => {
    const { rows } = await index('build', 'coinr', scaled);
    const exact = (file: string, golden: string, key: string) => {
      const expected = rowsOf(join(cases, 'coinr', `${golden}.csv`));
      expected.forEach((row) => {
        const found = rows(file).find((one) => one[key] === row[key])!;
        for (const [column, value] of Object.entries(row))
          if (column === 'Grp') continue;
          else if (/Skew$|Kurt$|Weight$/.test(column)) expect(Number(found[column])).toBeCloseTo(Number(value), 12);
          else expect(found[column], `${file} ${row[key]} ${column}`).toBe(value);
      });
    };
    exact('ranks.csv', 'ranks_amean', 'uCode');
    exact('ranks_within_Grp.csv', 'groupranks_amean', 'uCode');
    exact('treatment.csv', 'treat_points', 'uCode');
    exact('treatment_details.csv', 'treat_details', 'iCode');
    exact('weights.csv', 'eff_weights', 'iCode');
  });

  it.each([
    ['screen_byNA', 'available: 0.75'],
    ['screen_byzeros', 'non_zero: 0.8'],
    ['screen_byNAandzeros', 'available: 0.75, non_zero: 0.8'],
  ])('%s', async (file, how) => {
    const { rows } = await index('build', 'coinr', `screen: { ${how} }\n`);
    const found = rows('screening.csv');
    const expected = rowsOf(join(cases, 'coinr', `${file}.csv`));
    const flags = file === 'screen_byNAandzeros' ? ['LowData', 'LowNonZero', 'LowDatOrZeroFlag'] : [];
    expected.forEach((row, at) => {
      for (const column of ['uCode', 'N_missing', 'N_zero', 'N_miss_or_zero', 'Included', ...flags])
        expect(found[at]![column], `${row.uCode} ${column}`).toBe(row[column]);
      for (const column of ['Dat_Avail', 'Non_Zero']) expect(Number(found[at]![column])).toBe(Number(row[column]));
    });
    const stays = expected.filter(({ Included }) => Included === 'TRUE').map(({ uCode }) => uCode);
    expect(rows('ranks.csv').map(({ uCode }) => uCode)).toEqual(stays);
  });
});

const example = `order: [denominate, impute, screen, treat]
denominate: true
impute: { by: group_mean, group: EurAsia_group }
screen: { available: 0.9 }
treat: { most: 5 }
normalise: { by: min_max, to: [0, 100] }
aggregate: { by: arithmetic }
`;

describe('gap index build agrees with COINr on its own example', () => {
  it('in every score to a relative 1e-12 and in every rank', async () => {
    const { rows } = await index('build', 'asem', example);
    const expected = rowsOf(join(cases, 'asem/index.csv'));
    expect(rows('aggregated.csv').map(({ uCode }) => uCode)).toEqual(expected.map(({ uCode }) => uCode));
    expected.forEach(({ Score, Rank }, at) => {
      expect(Number(rows('aggregated.csv')[at]!.Index) / Number(Score)).toBeCloseTo(1, 12);
      expect(rows('ranks.csv')[at]!.Index).toBe(Rank);
    });
  });

  it('in the weights from principal components of its pillars', async () => {
    const { rows } = await index('build', 'asem', `${example}weights: { by: principal, level: 2 }\n`);
    const found = Object.fromEntries(rows('weights.csv').map(({ iCode, Weight }) => [iCode, Number(Weight)]));
    // Values printed in COINr's vignette on weights.
    const printed = { Physical: 0.511797, ConEcFin: 0.3049926, Political: 0.3547671, Instit: 0.508154, P2P: 0.5108455 };
    for (const [code, weight] of Object.entries({
      ...printed,
      Environ: 0.6513188,
      Social: -0.7443677,
      SusEcFin: 0.1473108,
    }))
      expect(found[code], code).toBeCloseTo(weight, 6);
  });

  it('and balances two sub-indexes better than its optimised weights do', async () => {
    const { rows } = await index('build', 'asem', `${example}weights: { by: balanced, level: 3 }\n`);
    const influence = rows('quality.csv').filter(
      ({ check, element }) => check === 'influence' && ['Conn', 'Sust'].includes(element!),
    );
    const [conn, sust] = influence.map(({ value }) => Number(value)) as [number, number];
    // COINr's result is 0.8971336 and 0.8925119.
    expect(Math.abs(conn - sust)).toBeLessThan(0.8971336 - 0.8925119);
    expect(Math.abs(conn - sust)).toBeLessThan(1e-5);
  });
});

describe('gap index uncertainty', () => {
  const varied = `${example}uncertainty:
  replications: 60
  seed: 3
  winsorise: [1, 3, ~]
  normalise: [{ by: min_max, to: [1, 100] }, { by: z_score, mean: 10, deviation: 2 }]
  aggregate: [arithmetic, geometric]
  weights: { noise: 0.25, levels: [2, 3] }
  leave_out: true
`;

  it('writes an interval for each unit and the parameters of each replication, which can be replayed in every step', async () => {
    const { out, rows } = await index('uncertainty', 'asem', varied);
    expect(out).toContain(
      '60 replications from seed 3, varying winsorise, normalise, weights, aggregate, leave_out; 0 could',
    );
    const bands = rows('uncertainty.csv');
    expect(bands).toHaveLength(51);
    for (const { rank_q05, rank_median, rank_q95 } of bands) {
      expect(Number(rank_q05)).toBeLessThanOrEqual(Number(rank_median));
      expect(Number(rank_median)).toBeLessThanOrEqual(Number(rank_q95));
    }
    const draws = rows('draws.csv');
    expect(draws).toHaveLength(60);
    expect(new Set(draws.map(({ winsorise }) => winsorise))).toEqual(new Set(['1', '3', 'no limit']));

    const drawn = draws.find(({ left_out, aggregate }) => left_out !== '' && aggregate === 'geometric')!;
    const replay = await index('uncertainty', 'asem', varied, '--replay', drawn.replication!);
    expect(replay.out).toContain(`left_out ${drawn.left_out}`);
    // The same by hand: a method file with the parameters of the replication.
    const columns = Object.keys(drawn).filter((name) => name.startsWith('weight_'));
    const weights = columns.map((name) => `${name.slice(7)}: ${drawn[name]}`).join(', ');
    const byHand = await index(
      'build',
      'asem',
      example
        .replace('most: 5', `most: ${drawn.winsorise === 'no limit' ? '~' : drawn.winsorise}`)
        .replace('{ by: min_max, to: [0, 100] }', drawn.normalise!)
        .replace('arithmetic', 'geometric')
        .concat(`weights: { ${weights.replace(new RegExp(`\\b${drawn.left_out}: [^,]+`), `${drawn.left_out}: 0`)} }\n`),
    );
    replay.rows('aggregated.csv').forEach((row, at) => {
      expect(Number(row.Index)).toBeCloseTo(Number(byHand.rows('aggregated.csv')[at]!.Index), 10);
    });
  });

  it('refuses to replay an unknown replication', async () => {
    const { code, err } = await index('uncertainty', 'asem', varied, '--replay', '60');
    expect(code).not.toBe(0);
    expect(err).toContain('none of the 60 replications, which are numbered from 0');
  });
});

it('gap index sensitivity writes first-order and total indices with their intervals', async () => {
  const method = `${example}uncertainty:
  normalise: [{ by: min_max, to: [1, 100] }, { by: z_score, mean: 10, deviation: 2 }]
  aggregate: [arithmetic, geometric]
sensitivity: { base: 200, seed: 5 }
`;
  const { out, rows } = await index('sensitivity', 'asem', method);
  expect(out).toContain('800 evaluations from a base of 200, seed 5; 0 rows could not be computed');
  for (const row of rows('sensitivity.csv')) {
    expect(Number(row.first_q025)).toBeLessThanOrEqual(Number(row.first));
    expect(Number(row.total)).toBeLessThanOrEqual(Number(row.total_q975));
  }
  expect(rows('sensitivity.csv').map(({ factor }) => factor)).toEqual(['normalise', 'aggregate']);
});

describe('gap index build', () => {
  it('writes every step, its diagnostics and its actions', async () => {
    const { out, err, files } = await index('build', 'coinr', scaled);
    for (const name of [
      'denominated',
      'imputed',
      'treated',
      'normalised',
      'aggregated',
      'ranks',
      'treatment',
      'quality',
    ])
      expect(files).toContain(`${name}.csv`);
    expect(out).toContain('12 units, 14 nodes; wrote denominated.csv');
    expect(err).toContain('imputation left out');
  });

  it('names the missing file and the missing option', async () => {
    mkdirSync(join(folder, 'nothing'), { recursive: true });
    const { code, err } = await gap('index', 'build', '--data', 'no.csv', '--meta', 'm', '--method', 'y', '--out', 'o');
    expect(code).not.toBe(0);
    expect(err).toContain('no.csv');
    expect((await gap('index', 'build', '--data', 'no.csv')).err).toContain('--meta, --method, --out');
  });
});

describe('tables of statistics and correlations are COINr\u2019s', () => {
  it('in every cell of the small case', async () => {
    const { rows } = await index('build', 'coinr', scaled);
    const byCode = (file: string) => rows(file).map(({ iCode, ...cells }) => ({ uCode: iCode!, ...cells }));
    const golden = rowsOf(join(cases, 'coinr', 'stats_raw.csv'));
    rows('statistics.csv').forEach((row, at) => {
      for (const [name, wanted] of Object.entries(golden[at]!)) {
        const number = Number(wanted);
        if (Number.isNaN(number) || wanted === '') expect(row[name], `${row.iCode} ${name}`).toBe(wanted);
        else expect(Number(row[name]), `${row.iCode} ${name}`).toBeCloseTo(number, 9);
      }
    });
    for (const by of ['pearson', 'spearman', 'kendall']) {
      const wanted = rowsOf(join(cases, 'coinr', `corr_pairwise_${by}.csv`));
      byCode(`correlations_${by}.csv`).forEach((row, at) => {
        for (const [code, value] of Object.entries(wanted[at]!).slice(1))
          expect(Number((row as Record<string, string>)[code]), `${by} ${row.uCode} ${code}`).toBeCloseTo(
            Number(value),
            9,
          );
      });
    }
  });
});

describe('gap index uncertainty --draws', () => {
  it('gives the same intervals as the run that wrote the file', async () => {
    const method = `${scaled}uncertainty:
  replications: 60
  seed: 4
  winsorise: [1, 2, ~]
  normalise: [{ by: min_max, to: [1, 100] }, { by: rank }]
  aggregate: [arithmetic, geometric]
  weights: { noise: 0.25, levels: [2, 3] }
  leave_out: true
`;
    const first = await index('uncertainty', 'coinr', method);
    const again = await index('uncertainty', 'coinr', method, '--draws', join(first.folder, 'draws.csv'));
    expect(again.code).toBe(0);
    expect(again.rows('uncertainty.csv')).toEqual(first.rows('uncertainty.csv'));
    expect(again.rows('replication_scores.csv')).toHaveLength(60);
  });
});
