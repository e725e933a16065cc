/** Published indices are reproduced from their published inputs, to their printed digits. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readCoinTables, readMethod, readMissingCodes } from '../../src/exchange/index.ts';
import { buildIndex } from '../../src/statistics/index.ts';

const folder = resolve(import.meta.dirname, '../golden/published');

/** Computes the scores of every unit of one year by code. @returns them with the published rows of that year */
function reproduce(index: string, year: string) {
  const text = (file: string) => readFileSync(join(folder, index, file), 'utf8');
  const yaml = text('method.yaml');
  const tables = readCoinTables(text('iData.csv'), text('iMeta.csv'), { missing: readMissingCodes(yaml), year });
  const { method } = readMethod(yaml, tables);
  const { units, aggregated } = buildIndex(tables.data, method);
  const published = (parse(text('published.csv'), { columns: true }) as Record<string, string>[]).filter(
    ({ Time }) => Time === year,
  );
  return { score: (unit: string, code: string) => aggregated.get(code)![units.indexOf(unit)] ?? null, published };
}

const digits = (printed: string) => (printed.split('.')[1] ?? '').length;

describe('the Human Development Index (UNDP 2021/22)', () => {
  it.each(['2019', '2021'])('is reproduced to its three digits for every country in %s', (year) => {
    const { score, published } = reproduce('hdi', year);
    expect(published.length).toBeGreaterThan(190);
    for (const { uCode, HDI } of published) {
      const found = score(uCode!, 'HDI');
      expect(found === null ? '' : String(Number(found.toFixed(3))), `${uCode} ${year}`).toBe(HDI);
    }
  });
});

describe('the E-Government Development Index (UN DESA)', () => {
  it.each(['2010', '2012', '2014', '2016', '2018'])('is reproduced with the weights of %s', (year) => {
    const { score, published } = reproduce('egdi', year);
    for (const { uCode, EGDI } of published) {
      // A country without a component is printed as 0.
      if (Number(EGDI) === 0) continue;
      // The published components are rounded too, so the last digit may differ by one.
      const unit = 10 ** -Math.min(4, digits(EGDI!));
      expect(Math.abs(score(uCode!, 'EGDI')! - Number(EGDI)), `${uCode} ${year}`).toBeLessThanOrEqual(unit * 1.0001);
    }
  });

  it('differs with the weights of another year', () => {
    const { published } = reproduce('egdi', '2010');
    const { score } = reproduce('egdi', '2012');
    const differing = published.filter(
      ({ uCode, EGDI }) => Math.abs((score(uCode!, 'EGDI') ?? 0) - Number(EGDI)) > 1e-3,
    );
    expect(differing.length).toBeGreaterThan(100);
  });
});

describe('the WorldRiskIndex (product of exposure and vulnerability)', () => {
  it.each(['2011', '2021'])('is reproduced to its two digits in %s', (year) => {
    const { score, published } = reproduce('worldriskindex', year);
    for (const { uCode, WRI, VULNERABILITY } of published) {
      expect(Math.abs(100 * score(uCode!, 'VULNERABILITY')! - Number(VULNERABILITY)), uCode).toBeLessThanOrEqual(
        0.0101,
      );
      expect(Math.abs(100 * score(uCode!, 'WRI')! - Number(WRI)), uCode).toBeLessThanOrEqual(0.0101);
    }
  });
});

describe('the Statistical Performance Indicators (World Bank 2019)', () => {
  it('are reproduced in every pillar and in the index', () => {
    const { score, published } = reproduce('spi', '2019');
    expect(published).toHaveLength(7);
    for (const { uCode, Time, ...printed } of published)
      for (const [code, value] of Object.entries(printed))
        expect(score(uCode!, code), `${uCode} ${code}`).toBeCloseTo(Number(value), 9);
  });
});
