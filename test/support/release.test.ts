import { beforeAll, describe, expect, it } from 'vitest';
import { reportsOf } from '../../src/release/build/support.ts';
import { withoutParts } from '../../src/release/draft/parts.ts';
import { readRows } from '../../src/release/files/rows.ts';
import type { ReleaseInputs } from '../../src/release/index.ts';
import { projectRoot } from '../release/content.ts';
import { buildFew } from '../release/few-tables.ts';
import { frozenCycle, inputsOf, type Typed } from '../release/frozen.ts';
import { aReport } from './a-report.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Answers of a country about one project, with its choice to share its needs with donors. */
const answering = (needs: string, more: Typed = {}, section = 'section_may_be_published') => ({
  answers: {
    'A06.L': section,
    L07: needs,
    'L08.1.provider': 'Fondation Lanterne (illustratif)',
    'L08.1.project': 'Judges online (illustrative)',
    'L08.1.area': 'training_of_judges',
    'L08.1.from': '2025-01-01',
    'L08.1.to': '2026-12-31',
    'L08.1.value': 24000,
    ...more,
  },
  publication: { L: section === 'section_may_be_published' ? ('published' as const) : ('not_published' as const) },
});

let rows: Rows;
let inputs: ReleaseInputs;
beforeAll(async () => {
  const returned = {
    XAA: answering('section_may_be_published', { 'L08.1.iati': 'xx-demo-1005-sea' }),
    XAB: answering('section_may_be_published'),
    XAC: answering('scores_only'),
    XAD: answering('not_for_publication'),
    XAE: answering('section_may_be_published', {}, 'not_for_publication'),
  };
  inputs = inputsOf(projectRoot, [frozenCycle(projectRoot, 'cybercrime', '2026', returned)]);
  const { files } = await buildFew(projectRoot, inputs, ['support_activities']);
  rows = readRows(files.get('marts/support_activities.json')!);
});

const answered = (country: string) => rows.filter((row) => String(row.reports).includes(`answer:${country}:`));

describe('the support that a release shows', () => {
  it('has an answer of a country that shares its needs with donors', () => {
    expect(answered('XAB')).toMatchObject([
      {
        country: 'XAB',
        area: 'training_of_judges',
        kind: 'illustrative',
        funders: 'lantern-foundation',
        state: 'ending',
        amount: 24000,
        currency: 'USD',
        amount_here: 24000,
        sources: 'answer',
      },
    ]);
  });

  it.each(['XAC', 'XAD', 'XAE'])('has none of %s, which does not', (country) => {
    expect(answered(country)).toEqual([]);
  });

  it('has nothing of a withdrawn country, neither its report nor data that depend on it', () => {
    const reports = (tables: ReleaseInputs['tables']) => JSON.stringify(tables).match(/answer:XA[AB]:/g) ?? [];
    expect(new Set(reports(inputs.tables))).toEqual(new Set(['answer:XAA:', 'answer:XAB:']));
    const left = withoutParts(inputs.tables, [{ country: 'XAA', cycle: null }]);
    expect(new Set(reports(left))).toEqual(new Set(['answer:XAB:']));
    expect(left.support_reports).toHaveLength(inputs.tables.support_reports.length - 1);
  });

  it('counts an answer with the identifier of a project once, and does not add its value to the amount of the project', () => {
    const whole = rows.filter(({ activity }) => activity === 'table:ILL-SEA');
    expect(new Set(whole.map(({ reports }) => reports)).size).toBe(1);
    expect(answered('XAA')).toHaveLength(whole.length);
    expect(whole.every(({ amount, currency }) => amount === 6_200_000 && currency === 'EUR')).toBe(true);
    expect(whole.filter(({ country }) => country === 'XAA').map(({ area }) => area)).toEqual(['training_of_judges']);
  });

  it('splits an amount by the percentages of the table, without a share for a country that only an answer names', () => {
    const whole = rows.filter(({ activity }) => activity === 'table:ILL-SEA');
    const [answered, stated] = [true, false].map((own) => whole.filter(({ country }) => (country === 'XAA') === own));
    expect(answered!.map(({ amount_here }) => amount_here)).toEqual([null]);
    expect(stated!.length).toBe(9 * 4);
    expect(stated!.reduce((sum, { amount_here }) => sum + Number(amount_here), 0)).toBeCloseTo(6_200_000, 2);
  });

  it('does not add a part of another activity to a sum', () => {
    const parts = rows.filter(({ part_of }) => part_of !== null);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter(({ counted, amount_here }) => counted || amount_here !== null)).toEqual([]);
  });

  it('marks invented data as illustrative, and has them only for fictional States', () => {
    const isFictional = (country: unknown) => /^X[A-E][A-L]$/.test(String(country)) || country === 'unspecified';
    const [real, invented] = ['real', 'illustrative'].map((kind) => rows.filter((row) => row.kind === kind));
    expect(real!.filter(({ country }) => /^X[A-E][A-L]$/.test(String(country)))).toEqual([]);
    expect(invented!.filter(({ country }) => !isFictional(country))).toEqual([]);
    expect(new Set(real!.map(({ activity }) => activity)).size).toBe(26);
  });

  it('of the real world has no invented data, even if they were imported', () => {
    const imported = [aReport('iati:XX-1', { kind: 'illustrative' }), aReport('iati:XX-2')];
    const real = reportsOf(projectRoot, ['real'], imported, []);
    expect(real.filter(({ kind }) => kind !== 'real')).toEqual([]);
    expect(real).toHaveLength(26 + 1);
  });

  it('has gaps, overlaps and support that ends within a year, as examples for the board', () => {
    const active = rows.filter(
      ({ kind, state }) => kind === 'illustrative' && (state === 'runs' || state === 'ending'),
    );
    const funders = Map.groupBy(active, ({ country, area }) => `${country} ${area}`);
    expect([...funders.values()].some((of) => new Set(of.map((row) => row.funders)).size >= 4)).toBe(true);
    expect(active.filter(({ state }) => state === 'ending').length).toBeGreaterThan(20);
    expect(active.filter(({ area }) => area === 'domain_names_and_registration_data')).toEqual([]);
  });
});
