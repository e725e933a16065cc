import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/dashboard/bind/context.ts';
import { formatRow, valuesOf } from '../../src/dashboard/bind/format-row.ts';
import { onceOnPage } from '../../src/dashboard/bind/once.ts';
import { rowsOf } from '../../src/dashboard/bind/rows.ts';
import type { DataDeclaration } from '../../src/dashboard/declare/declaration.ts';
import type { DatasetRow } from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';

const marts: Record<string, DatasetRow[]> = {
  scores: [
    { country: 'XAB', score: 20, status: 'published', list: 'yn', value: 'a b' },
    { country: 'XAA', score: null, status: 'not_reported', list: null, value: null },
    { country: 'XAC', score: 80, status: 'published', list: 'yn', value: 'z' },
  ],
  countries: [
    { country: 'XAA', region: 'XNR' },
    { country: 'XAB', region: 'XSR' },
  ],
  visits: [
    { place: 'XAB', points: 21, year: 2020 },
    { place: 'XAB', points: '20', year: 2024 },
    { place: 'XAB', points: 20, year: 2025 },
    { place: 'XAA', points: null, year: 2021 },
  ],
  labels: [
    { kind: 'country', id: 'XAA', language: 'en', label: 'Alvaria' },
    { kind: 'country', id: 'XAB', language: 'en', label: 'Belmora' },
    { kind: 'country', id: 'XAB', language: 'fr', label: 'Belmore' },
    { kind: 'choice', id: 'yn:a', language: 'en', label: 'aye' },
    { kind: 'choice', id: 'yn:b', language: 'en', label: 'bye' },
  ],
};

describe('rows for a chart or a table', () => {
  it('are filtered by a value, any of several, a parameter, a negation, or whether a value is known', () => {
    expect(countries({ where: { status: 'published' } })).toEqual(['XAB', 'XAC']);
    expect(countries({ where: { country: ['XAA', 'XAC'] } })).toEqual(['XAA', 'XAC']);
    expect(countries({ where: { country: '$chosen' } })).toEqual(['XAB']);
    expect(countries({ where: { country: { not: '$chosen' } } })).toEqual(['XAA', 'XAC']);
    expect(countries({ where: { score: { known: true } } })).toEqual(['XAB', 'XAC']);
  });

  it('can have columns of another mart, null where it has no row', () => {
    const joined = rows({ with: [{ mart: 'countries', on: 'country', take: ['region'] }] });
    expect(joined.map(({ region }) => region)).toEqual(['XSR', 'XNR', null]);
    expect(countries({ with: [{ mart: 'countries', on: 'country', take: ['region'], must: true }] })).toEqual([
      'XAB',
      'XAA',
    ]);
  });

  it('can have the values of every row of another mart with the key, each once, null where there is none', () => {
    const every = { mart: 'visits', on: { country: 'place' }, take: { points: 'points' }, every: true };
    expect(rows({ with: [every] }).map(({ points }) => points)).toEqual(['21 20', null, null]);
    expect(countries({ with: [{ ...every, where: { year: 2021 }, must: true }] })).toEqual(['XAA']);
    expect(countries({ with: [{ ...every, where: { year: 1999 }, must: true }] })).toEqual([]);
  });

  it('are gathered to one row for each value, with what differs listed once and in order', () => {
    const gather = { by: ['place'], lists: { years: 'year', all: 'points' } };
    const gathered = rowsOf(context('en'), 'block', { mart: 'visits', gather });
    expect(gathered.map(({ place, years, all, year }) => [place, years, all, year])).toEqual([
      ['XAB', '2020 2024 2025', '21 20', 2020],
      ['XAA', '2021', '', 2021],
    ]);
  });

  it('are joined on several columns with the first row that matches them all and the condition', () => {
    const with_ = (where: NonNullable<DataDeclaration['where']>) => [
      { mart: 'visits', on: { country: 'place', score: 'points' }, where, take: ['year'] },
    ];
    const years = (where = {}) => rows({ with: with_(where) }).map(({ year }) => year);
    // A number and its text are the same key, and a missing value is one too.
    expect(years()).toEqual([2024, 2021, null]);
    expect(years({ year: { not: 2024 } })).toEqual([2025, 2021, null]);
    expect(years({ year: 2021 })).toEqual([null, 2021, null]);
    expect(() => years({ yaer: 2021 })).toThrow('the mart "visits" has no column "yaer"');
  });

  it('are the same rows for several blocks of a page, and others on the next page', () => {
    const declared = { mart: 'scores' };
    const page = context('en');
    const made = () => [...Object.keys(declared)];
    const first = onceOnPage(page, 'rows', declared, made);
    expect(onceOnPage(page, 'rows', { ...declared }, made)).toBe(first);
    expect(onceOnPage(page, 'other', declared, made)).not.toBe(first);
    expect(onceOnPage(page, 'rows', { mart: 'labels' }, made)).not.toBe(first);
    expect(onceOnPage(context('en'), 'rows', declared, made)).not.toBe(first);
  });

  it('are sorted, with missing values last in either direction', () => {
    expect(countries({ sort: ['score'] })).toEqual(['XAB', 'XAC', 'XAA']);
    expect(countries({ sort: ['-score'] })).toEqual(['XAC', 'XAB', 'XAA']);
  });

  it('have labels in their language, else in the working language with its tag, else the code', () => {
    expect(rows({ label: ['country'] }, 'fr').map(({ country_label }) => country_label)).toEqual([
      'Belmore',
      '[en] Alvaria',
      'XAC',
    ]);
  });

  it.each([
    ['fr', ['en', 'fr']],
    ['es', ['en', 'en']],
  ])('of labels in %s have each element once, in the working language where it is not translated', (language, of) => {
    const listed = rowsOf(context(language), 'table', {
      mart: 'labels',
      where: { kind: 'country', language: '$language' },
      sort: ['id'],
    });
    expect(listed.map(({ id }) => id)).toEqual(['XAA', 'XAB']);
    expect(listed.map((row) => row.language)).toEqual(of);
  });

  it('show stored choices by their labels, and leave other values unchanged', () => {
    const said = rows({ choices: { said: { list: 'list', of: 'value' } } }).map(({ said }) => said);
    expect(said).toEqual(['aye and bye', null, 'z']);
  });

  it('show a date as precisely as its source: a day, a month or a year', () => {
    const dates = (['2024-09-01', '2024-09', '2024', null] as const).map(
      (day) => formatRow(texts.language('en'), { day: { as: 'date' } }, { day }).day,
    );
    expect(dates).toEqual(['1 September 2024', 'September 2024', '2024', '–']);
  });

  it('show a column that an older release lacks as one without values', () => {
    const given = [texts.language('en'), { settled: { as: 'plain' }, score: { as: 'number' } }, { score: 20 }] as const;
    expect(formatRow(...given)).toEqual({ settled: '–', score: '20' });
    const values = valuesOf(...given);
    expect(['settled', 'score', 'other'].map((column) => [column in values, values[column]])).toEqual([
      [true, '–'],
      [true, '20'],
      [false, undefined],
    ]);
  });

  it('are refused where a column does not exist in the mart', () => {
    expect(() => rows({ where: { scor: 1 } })).toThrow('the mart "scores" has no column "scor"');
    expect(() => rows({ where: { score: '$nobody' } })).toThrow('the page has no parameter "$nobody"');
  });
});

const rows = (declared: Partial<DataDeclaration>, language = 'en') =>
  rowsOf(context(language), 'block', { mart: 'scores', ...declared });
const countries = (declared: Partial<DataDeclaration>) => rows(declared).map(({ country }) => country);

const texts = loadTexts(resolve(import.meta.dirname, '../..'));
const release = {
  id: 'r',
  cycle: 'c',
  illustrative: true,
  published: null,
  marts: Object.keys(marts),
  rows: (mart: string) => marts[mart]!,
};
const context = (language: string): Context => ({
  release,
  language,
  texts,
  formats: {},
  dashboard: 'none',
  parameters: { chosen: 'XAB' },
  root: '../',
});
