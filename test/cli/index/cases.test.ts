/**
 * Compares `gap index build` with COINr 1.1.14 on invented indices of every structure and setting
 * (test/golden/coinr-cases).
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { terminalIn } from '../terminal.ts';

const cases = resolve(import.meta.dirname, '../../golden/coinr-cases');
const folder = mkdtempSync(join(tmpdir(), 'gap-index-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gap = terminalIn(folder, { folder: join(folder, 'data') });

type Rows = Record<string, string>[];
const rowsOf = (path: string) => parse(readFileSync(path, 'utf8'), { columns: true }) as Rows;

/** Relative to the value, or, for values that are 0 except for rounding, to the largest of their column. */
function near(found: string, expected: string, column: readonly string[]): boolean {
  const [is, wanted] = [Number(found), Number(expected)];
  const largest = Math.max(...column.map((text) => Math.abs(Number(text))));
  return found !== '' && expected !== '' && Math.abs(is - wanted) <= 1e-9 * Math.max(Math.abs(wanted), 1e-6 * largest);
}

const names = readdirSync(cases, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe.each(names)('case %s', (name) => {
  const out = join(folder, name);
  const inputs = ['iData.csv', 'iMeta.csv', 'method.yaml'];
  const golden = readdirSync(join(cases, name)).filter((file) => !inputs.includes(file));

  it('is built', async () => {
    const [data, meta, method] = inputs.map((file) => join(cases, name, file)) as [string, string, string];
    const files = ['--data', data, '--meta', meta, '--method', method, '--out', out];
    expect(await gap('index', 'build', ...files)).toMatchObject({ code: 0 });
  });

  it.each(golden)('%s agrees: numbers to a relative 1e-9; ranks, counts, flags and gaps exactly', (file) => {
    const [found, expected] = [rowsOf(join(out, file)), rowsOf(join(cases, name, file))];
    const key = file === 'treatment_details.csv' ? 'iCode' : 'uCode';
    const byKey = new Map(found.map((row) => [row[key], row]));
    if (key === 'uCode') expect(found.map((row) => row[key])).toEqual(expected.map((row) => row[key]));
    for (const row of expected)
      for (const [column, wanted] of Object.entries(row)) {
        const is = byKey.get(row[key])?.[column];
        if (is === wanted) continue;
        const isExact = file === 'ranks.csv' || /^N_|nwin$/.test(column) || Number.isNaN(Number(wanted));
        const values = expected.map((one) => one[column]!);
        const agrees = is !== undefined && !isExact && near(is, wanted, values);
        expect(agrees, `${row[key]} ${column}: ${is} for ${wanted}`).toBe(true);
      }
  });
});

it('covers every step, normalisation, mean and transformation', () => {
  const methods = names.map((name) => readFileSync(join(cases, name, 'method.yaml'), 'utf8')).join('');
  for (const word of [
    ...['denominate', 'screen', 'impute', 'treat', 'normalise', 'order', 'weights', 'level', 'from_meta', 'each'],
    ...[
      'min_max|n_minmax',
      'z_score|n_zscore',
      'goalposts',
      'scale"|n_scaled',
      '"rank|n_rank',
      'percentile_rank|n_prank',
    ],
    ...[
      'borda',
      'distance_to_reference|n_dist2ref',
      'distance_to_maximum|n_dist2max',
      'distance_to_target|n_dist2targ',
      'fraction_of_maximum|n_fracmax',
    ],
    ...[
      'arithmetic|a_amean',
      'geometric|a_gmean',
      'harmonic|a_hmean',
      'generalised|a_genmean',
      'copeland',
      'least_share',
      'across',
      'group_median|median_grp',
    ],
    ...['log_ct_plus', 'log_ct_orig', 'boxcox', 'combine', 'force'],
  ])
    expect(methods, word).toMatch(new RegExp(word));
});
