/** A donor's profile: the selection, and the resulting order of needs with its reasons. */
import { describe, expect, it } from 'vitest';
import { type BoundPage, type Chosen, filtersOf, mayHave } from '../../src/dashboard/index.ts';
import { bindPage, dashboardNamed, tableOf } from './bound.ts';
import { release } from './marts.ts';

const needs = release.rows('board').filter(({ need }) => Number(need ?? 0) > 0);

describe("a donor's profile", () => {
  it('keeps exactly the needs that match one of the selected values in each field', () => {
    const filter = { area: 'legislation,training_judges', region: 'XNR,XSR', group: 'sids', help: 'draft' };
    const wanted = needs.filter(
      (row) =>
        ['legislation', 'training_judges'].includes(String(row.area)) &&
        String(row.groups).split(' ').includes('sids') &&
        String(row.help_wanted ?? '')
          .split(' ')
          .includes('draft'),
    );
    expect(wanted.length).toBeGreaterThan(0);
    const { figures } = rankingOf(bind(filter));
    expect(figures.rows).toHaveLength(wanted.length);
    for (const chosen of ['Legislation', 'Training judges'])
      expect(bind(filter).filter!.says).toMatch(new RegExp(chosen, 'i'));
  });

  it('states from which day “within a year” counts, and marks support that was over when the release was published', () => {
    const later = { ...release, published: '2027-05-01T08:00:00.000Z' };
    for (const [of, over] of [
      [release, false],
      [later, true],
    ] as const) {
      const page = bindPage('donor', { of });
      expect(page.reservations.join(' ')).toContain('reference date of the cycle, 30 June 2026');
      const { columns, rows } = tableOf(page, 'support').figures;
      const [ends, state] = ['ends', 'state_label'].map((name) => columns.findIndex((column) => column.name === name));
      const states = rows.filter((row) => row[ends!] === '2027-03-31').map((row) => row[state!]);
      expect(states.length).toBeGreaterThan(0);
      expect([...new Set(states)]).toEqual([over ? 'Ended by the day of publication' : 'Ends within a year']);
      // A year counts to its last day.
      expect(rows.filter((row) => row[ends!] === '2029').map((row) => row[state!])).not.toContain(
        'Ended by the day of publication',
      );
      const { columns: ranked, rows: needs } = rankingOf(page).figures;
      const until = ranked.findIndex(({ name }) => name === 'until_text');
      expect(needs.some((row) => String(row[until]).includes(', ended 31 March 2027'))).toBe(over);
    }
  });

  it('lists needs by the part that support does not cover, and states the reason for each rank', () => {
    const { columns, rows } = rankingOf(bind({})).figures;
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    expect(rows).toHaveLength(needs.length);
    const worth = rows.map((row) => Number(row[at('remaining')]));
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
    for (const row of rows) {
      expect(row[at('why_text')]).toMatch(/priority, gap of \d+% to the target\. .*: factor (1|¾|½|¼)\.$/);
      expect(row[at('places_text')]).toMatch(/% of replications; rank interval \d+ to \d+$/);
    }
    expect(new Set(rows.map((row) => row[at('sureness_label')])).size).toBeGreaterThan(1);
  });

  it('offers every value as a checkbox, so that it works without a script', () => {
    const { fields } = bind({ area: 'legislation' }).filter!;
    const area = fields.find(({ name }) => name === 'area')!;
    expect(area.kind).toBe('boxes');
    expect(area.options.filter(({ chosen }) => chosen).map(({ value }) => value)).toEqual(['legislation']);
    expect(area.options).toHaveLength(14);
  });

  it('states that nothing matches, and lists no need without a figure', () => {
    const page = bind({ group: 'ldc', region: 'XSR', area: 'legislation', help: 'direct', unmet: 'yes' });
    if (page.blocks.length === 0) expect(page.filter!.says).toMatch(/No need matches this profile/);
    const unknown = release.rows('board').filter(({ need }) => need === null);
    expect(unknown.length).toBeGreaterThan(0);
    expect(rankingOf(bind({})).figures.rows.length).toBe(needs.length);
  });

  it('compares a budget only with amounts in its currency and of the year of the cycle', () => {
    const costs = new Map(release.rows('area_costs').map((row) => [String(row.area), row]));
    const { year } = release.rows('cycles').find((row) => row.cycle === release.cycle)!;
    const labels = release.rows('labels').filter((row) => row.kind === 'area' && row.language === 'en');
    const areaOf = new Map(labels.map((row) => [row.label, String(row.id)]));
    const found = new Set<string>();
    const page = bind({ budget: '350000', currency: 'EUR' });
    const { columns, rows } = tableOf(page, 'budget').figures;
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    expect(rows).toHaveLength(needs.length);
    for (const row of rows) {
      const area = areaOf.get(row[at('area_label')]!)!;
      const cost = costs.get(area);
      const wanted = !cost
        ? /^No amount known$/
        : cost.currency !== 'EUR' || cost.year !== year
          ? /^Cannot be compared$/
          : Number(cost.median) <= 350_000
            ? /^Covers the median/
            : Number(cost.least) <= 350_000
              ? /^Covers the lowest/
              : /^Less than/;
      expect(row[at('fit_label')], area).toMatch(wanted);
      found.add(String(row[at('fit_label')]));
    }
    expect(found.size).toBeGreaterThanOrEqual(4);
    // A budget does not filter: all needs remain in the order.
    expect(page.filter!.says).toBe(bind({}).filter!.says);
    expect(page.filter!.fields.find(({ name }) => name === 'budget')).toMatchObject({ kind: 'amount', text: '350000' });
    const unasked = tableOf(bind({ budget: '5' }), 'budget').figures.rows.map((row) => row[at('fit_label')]);
    expect(new Set(unasked)).toEqual(new Set(['Choose a currency']));
  });

  it('accepts as a budget a whole number above 0 in a currency of the amounts', () => {
    const donor = dashboardNamed('donor');
    const filters = filtersOf(donor.declared, false)!;
    const may = (name: string, value: string) => mayHave(release, donor.declared, filters, name, value);
    expect(['1', '250000'].every((value) => may('budget', value))).toBe(true);
    expect(['0', '-5', '1.5', '1e6', '05', 'much', '9'.repeat(13)].some((value) => may('budget', value))).toBe(false);
    expect([may('currency', 'EUR'), may('currency', 'XXX')]).toEqual([true, false]);
  });
});

const bind = (filter: Chosen): BoundPage => bindPage('donor', { filter });

const rankingOf = (page: BoundPage) => tableOf(page, 'ranking');
