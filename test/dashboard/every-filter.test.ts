/** One filter form on every page that lists countries: page and files show exactly the selection. */
import { describe, expect, it } from 'vitest';
import { formsOf } from '../../src/dashboard/declare/filter.ts';
import { type BoundPage, type Chosen, filtersOf, filterValues } from '../../src/dashboard/index.ts';
import { binder, dashboards } from './bound.ts';
import { release } from './marts.ts';

const nameOf = new Map(
  release
    .rows('labels')
    .flatMap((row) => (row.kind === 'country' && row.language === 'en' ? [[String(row.label), String(row.id)]] : [])),
);
const countries = new Map(release.rows('countries').map((row) => [String(row.country), row]));

/** Pages with a form: the first and the last of each dashboard, since their fields may differ. */
const pages = dashboards.all
  .filter(({ declared }) => formsOf(declared).some(({ key }) => key === 'country') && declared.once !== true)
  .flatMap((dashboard) => {
    const addresses = binder.addresses(release, dashboard);
    return [addresses[0]!, addresses.at(-1)!].map((address) => ({ dashboard, address }));
  })
  .filter(({ dashboard, address }) => filtersOf(dashboard.declared, address.chosen !== null)?.key === 'country');

describe('every page with a filter', () => {
  it('is one of those that list countries', () => {
    expect([...new Set(pages.map(({ dashboard }) => dashboard.name))]).toEqual([
      'world',
      'country',
      'region',
      'needs',
      'progress',
      'balance',
      'participation',
      'area',
      'quality',
    ]);
  });

  it.each(pages.map((page) => [page.address.path, page] as const))('%s shows exactly the selection', (_, page) => {
    const { dashboard, address } = page;
    const filters = filtersOf(dashboard.declared, address.chosen !== null)!;
    const choices = [...filterValues(release, filters)].flatMap(([name, values]) =>
      values.map((value) => ({ [name]: value })),
    );
    expect(choices.length).toBeGreaterThan(1);
    const pairs = choices.flatMap((a) => choices.map((b) => ({ ...a, ...b })));
    for (const filter of [...choices, ...pairs] as Chosen[]) {
      for (const language of ['en', 'fr']) {
        const bound = binder.bind(release, dashboard, { ...address, filter }, language);
        expect(JSON.stringify(bound), `${address.path} ${JSON.stringify(filter)}`).not.toMatch(
          /undefined|NaN|\{\w+\}|\[en\]/,
        );
        const listed = countriesOf(bound);
        for (const country of listed) {
          if (filter.region) expect(countries.get(country)!.region).toBe(filter.region);
          if (filter.group) expect(String(countries.get(country)!.groups).split(' ')).toContain(filter.group);
        }
        expect(bound.filter!.narrowed).toBe(true);
      }
    }
  });

  it('shows the figures of a region or group where only that is selected, and states where there are none', () => {
    const needs = dashboards.all.find(({ name }) => name === 'needs')!;
    const [start] = binder.addresses(release, needs);
    const meanOf = (filter: Chosen) => {
      const areas = binder.bind(release, needs, { ...start!, filter }, 'en').blocks.find(({ id }) => id === 'areas')!;
      return areas.kind === 'chart' ? areas.table!.rows[0]!.cells[1]!.text : areas.kind === 'empty' ? areas.text : null;
    };
    expect(Number(meanOf({ region: 'XNR' }))).toBe(Number(meanOf({})) + 5);
    expect(meanOf({ region: 'XNR', group: 'sids' })).toContain('not for this selection');
  });

  it('keeps countries by the tier of the element of the page, as the address states', () => {
    const world = dashboards.all.find(({ name }) => name === 'world')!;
    const [first] = binder.addresses(release, world);
    const all = binder.bind(release, world, first!, 'en');
    const [tier] = filterValues(release, filtersOf(world.declared, true)!).get('tier')!;
    const some = binder.bind(release, world, { ...first!, filter: { tier: tier! } }, 'en');
    const expected = release
      .rows('scores')
      .filter(
        ({ cycle, element, tier: own }) =>
          cycle === release.cycle && element === first!.chosen!.element && String(own) === tier,
      )
      .map(({ country }) => String(country));
    expect(expected.length).toBeGreaterThan(0);
    expect(countriesOf(some).toSorted()).toEqual(expected.toSorted());
    expect(countriesOf(all).length).toBe(12);
  });
});

/** Countries with a row in a table. */
const countriesOf = (page: BoundPage): string[] => [
  ...new Set(
    page.blocks.flatMap((block) => {
      const table = 'table' in block ? block.table : null;
      return (table?.rows ?? []).flatMap(({ cells }) => nameOf.get(cells[0]!.text) ?? []);
    }),
  ),
];
