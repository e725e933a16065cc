/** Countries, regions and groups side by side. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Compared, outcomeOf, verdictOf } from '../../src/dashboard/bind/compare.ts';
import type { Context } from '../../src/dashboard/bind/context.ts';
import type { BoundPage, Chosen } from '../../src/dashboard/index.ts';
import { bindPage, tableOf, texts } from './bound.ts';
import { release } from './marts.ts';

describe('the page that compares', () => {
  it('states what to do while fewer than two are selected, and keeps the one selected', () => {
    for (const filter of [{}, { with: 'XAA' }] as Chosen[]) {
      const page = bind(filter);
      expect(page.blocks.map(({ id }) => id)).toEqual(['start']);
      const field = page.filter!.fields.find(({ name }) => name === 'with')!.several!;
      expect(field.taken.map(({ value }) => value)).toEqual(Object.values(filter));
      expect(field.fields).toBe(2 - field.taken.length);
    }
  });

  it('shows the figure and the interval of each, for every level', () => {
    const page = bind({ with: 'XAC,XNR,world' });
    const wanted = new Map(
      release.rows('place_scores').map((row) => [`${row.cycle} ${row.place} ${row.element}`, row] as const),
    );
    for (const [id, level] of Object.entries({ elements: 'pillar', indicators: 'indicator', areas: 'area' })) {
      const table = tableOf(page, id);
      const names = table.columns.map(({ title }) => title);
      expect(names.slice(1, 4).toSorted()).toEqual(['Corvenia', 'Northern Reach', 'World'].toSorted());
      const rows = release.rows('place_scores').filter((row) => row.level === level && row.place === 'world');
      for (const row of rows.filter(({ cycle }) => cycle === release.cycle)) {
        const shown = table.rows.find(({ anchor }) => anchor === row.element)!;
        const cell = shown.cells[names.indexOf('World')]!;
        expect(cell.value).toBe(row.figure);
        expect(cell.low ?? null).toBe(wanted.get(`${release.cycle} world ${row.element}`)!.low);
      }
    }
  });

  it('gives no figure for a group of too few countries, and states why', () => {
    const table = tableOf(bind({ with: 'XAC,ldc' }), 'elements');
    const at = table.columns.findIndex(({ title }) => title === 'Least developed countries');
    for (const { cells } of table.rows) expect(cells[at]).toMatchObject({ text: '–', under: 'Too few countries' });
  });

  it('calls overlapping intervals not distinguishable, and names a pair only where intervals do not overlap', () => {
    const page = bind({ with: 'XAC,XAD' });
    const scores = new Map(
      release
        .rows('place_scores')
        .filter((row) => row.cycle === release.cycle)
        .map((row) => [`${row.place} ${row.element}`, row]),
    );
    const table = tableOf(page, 'elements');
    const seen = new Set<boolean>();
    for (const { anchor, cells } of table.rows) {
      const [a, b] = ['XAC', 'XAD'].map((place) => scores.get(`${place} ${anchor}`)!);
      const overlap = Number(a!.low) <= Number(b!.high) && Number(b!.low) <= Number(a!.high);
      seen.add(overlap);
      expect(cells.at(-2)!.text).toBe(overlap ? 'Not distinguishable' : 'Distinguishable');
      expect(cells.at(-1)!.text === '–').toBe(overlap);
    }
    expect(seen.size).toBe(2);
  });

  it('states how many elements could be judged, and does not call figures without intervals alike', () => {
    const sentence = (of: typeof release) =>
      bindPage('compare', { filter: { with: 'XAC,XAD' }, of }).blocks.find(({ id }) => id === 'elements')!.sentence!;
    const rows = tableOf(bind({ with: 'XAC,XAD' }), 'elements').rows;
    const judged = rows.filter(({ cells }) => /istinguishable/.test(cells.at(-2)!.text)).length;
    expect(judged).toBeGreaterThan(0);
    expect(sentence(release)).toContain(`with intervals (${judged})`);
    const withoutIntervals = {
      ...release,
      rows: (mart: string) =>
        mart === 'place_scores'
          ? release.rows(mart).map((row) => ({ ...row, low: null, high: null }))
          : release.rows(mart),
    };
    expect(sentence(withoutIntervals)).toBe(
      'These figures have no uncertainty intervals, so no difference can be called distinguishable.',
    );
  });

  it('compares common questions only on request, over answers that all of them list', () => {
    expect(bind({ with: 'XAC,XAD' }).blocks.map(({ id }) => id)).not.toContain('common');
    const table = tableOf(bind({ with: 'XAC,XAD', common: 'yes' }), 'common');
    const listed = (country: string) =>
      release
        .rows('question_scores')
        .filter((row) => row.country === country && row.cycle === release.cycle && row.listed && row.score !== null);
    const both = listed('XAC').filter((row) => listed('XAD').some(({ item }) => item === row.item));
    const asked = table.rows.reduce((sum, { cells }) => sum + Number(cells[1]!.text), 0);
    expect(asked).toBe(both.length);
    expect(both.length).toBeGreaterThan(0);
  });

  it('is the same in any order of selection', () => {
    const figures = bind({ with: 'XAC,XAD,XNR' });
    const others = bind({ with: 'XNR,XAD,XAC' });
    expect(figures.blocks).toEqual(others.blocks);
  });
});

const figure: fc.Arbitrary<Compared> = fc
  .tuple(fc.option(fc.integer({ min: 0, max: 100 })), fc.nat(20), fc.nat(20), fc.boolean())
  .map(([value, below, over, banded]) => ({
    figure: value,
    low: value === null || !banded ? null : value - below,
    high: value === null || !banded ? null : value + over,
  }));

describe('a comparison', () => {
  it('is symmetric, and never distinguishes a figure from itself', () => {
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        expect(verdictOf(a, b)).toBe(verdictOf(b, a));
        expect(verdictOf(a, a)).not.toBe('distinguishable');
      }),
    );
  });

  it('has the same outcome in any order', () => {
    const context = { texts, language: 'en', dashboard: 'compare' } as Context;
    fc.assert(
      fc.property(fc.array(figure, { minLength: 2, maxLength: 6 }), (figures) => {
        const names = figures.map((_, at) => `P${at}`);
        const one = outcomeOf(context, figures, names);
        const other = outcomeOf(context, figures.toReversed(), names.toReversed());
        expect(other.distance).toBe(one.distance);
        expect(other.verdict === 'distinguishable').toBe(one.verdict === 'distinguishable');
        const apart = figures.some((a) => figures.some((b) => verdictOf(a, b) === 'distinguishable'));
        expect(one.above !== null).toBe(apart);
      }),
    );
  });
});

const bind = (filter: Chosen): BoundPage => bindPage('compare', { filter });
