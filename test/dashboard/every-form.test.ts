/** The same form on every page: fields to filter, search and sort by, and their effect. */
import { describe, expect, it } from 'vitest';
import { formsOf } from '../../src/dashboard/declare/filter.ts';
import { type BoundTable, type DatasetRow, filtersOf, filterValues } from '../../src/dashboard/index.ts';
import { formatDate } from '../../src/i18n/index.ts';
import { binder, dashboards, texts } from './bound.ts';
import { releaseOfBothWorlds as release } from './marts.ts';

/** The start and the last page of each dashboard, which may have different forms. */
const pages = dashboards.all.flatMap((dashboard) => {
  const addresses = binder.addresses(release, dashboard);
  const ends = [...new Set([addresses[0], addresses.at(-1)])].filter((address) => address !== undefined);
  return ends.map((address) => ({ dashboard, address, page: binder.bind(release, dashboard, address, 'en') }));
});

const tablesOf = ({ page }: (typeof pages)[number]): readonly BoundTable[] =>
  page.blocks.flatMap((block) => ('table' in block && block.table ? [block.table] : []));

/** True where each row of a table is a country. */
const listsCountries = ({ figures: { columns }, rows }: BoundTable) =>
  columns[0]?.name === 'country_label' && rows.length > 1;

/** Pages of one country name others, such as its peers. */
const isOfOneCountry = ({ dashboard, address }: (typeof pages)[number]) =>
  address.chosen !== null && dashboard.declared.choice?.value === 'country';

describe('each page of the list of dashboards', () => {
  it.each(pages.map((page) => [page.address.path, page] as const))('%s has every table in any order', (_, one) => {
    for (const table of tablesOf(one))
      for (const { order, title } of table.columns) expect(order, `${table.caption}: ${title}`).not.toBeNull();
  });

  it.each(pages.map((page) => [page.address.path, page] as const))('%s names every column of its files', (_, one) => {
    for (const { caption, figures } of tablesOf(one))
      for (const { title } of figures.columns) expect(title, caption).not.toMatch(/^[a-z\d]+(_[a-z\d]+)*$/);
  });

  it.each(
    pages
      .filter((one) => tablesOf(one).some(listsCountries) && !isOfOneCountry(one))
      .map((page) => [page.address.path, page] as const),
  )('%s lists countries and is filtered by name, region and group', (_, { page }) => {
    const fields = page.filter?.fields.map(({ name }) => name) ?? [];
    const finds = fields.includes('search') || fields.includes('country');
    expect({ finds, fields }).toEqual({ finds: true, fields: expect.arrayContaining(['region', 'group']) });
    if (page.filter!.shown !== '') expect(page.filter!.says).toMatch(/\d/);
  });

  it('states the date of the membership of groups, wherever one can be chosen, in every language', () => {
    const withGroups = ({ page }: (typeof pages)[number]) =>
      page.filter?.fields.some(({ name }) => ['group', 'with'].includes(name)) === true;
    const statements = ({ filter, reservations }: (typeof pages)[number]['page']) => [filter!.says, ...reservations];
    const chosen = pages.filter(withGroups);
    expect(new Set(chosen.map(({ dashboard }) => dashboard.name)).size).toBeGreaterThan(12);
    for (const { code } of texts.languages) {
      const date = formatDate(texts.language(code), '2026-01-15');
      for (const { dashboard, address } of chosen)
        expect(
          statements(binder.bind(release, dashboard, address, code)).some((says) => says.includes(date)),
          `${code}/${address.path}`,
        ).toBe(true);
    }
  });

  it('offers no value in a list that would lead to an empty page', () => {
    const empty = pages.flatMap(({ dashboard, address, page }) =>
      (page.filter?.fields ?? [])
        .filter(({ kind, several }) => ['list', 'boxes'].includes(kind) && several === null)
        .flatMap(({ name, options }) =>
          options.flatMap(({ value }) => {
            const narrow = binder.narrow(release, dashboard, { ...address, filter: { [name]: value } }, 'en');
            return narrow === null || narrow.members.size > 0 ? [] : [`${address.path}?${name}=${value}`];
          }),
        ),
    );
    expect(empty).toEqual([]);
  });

  it('has a form, except the home page and the page of one country or question', () => {
    const bare = pages.filter(({ page }) => page.filter === null);
    expect(bare.map(({ address }) => address.path.replace(/\/.*/, '/…'))).toEqual([
      'overview',
      'country/…',
      'method/…',
    ]);
  });

  it('has the fields of its rows in its form', () => {
    const fields = dashboards.all.map(({ name, declared }): [string, string] => [
      name,
      formsOf(declared)
        .map(({ by }) => by.map((field) => field.name).join(' '))
        .join(' | '),
    ]);
    expect(Object.fromEntries(fields)).toEqual({
      overview: '',
      world: 'search region group cycle tier',
      country: 'search region group reported',
      region: 'search kind | search region group',
      needs: 'search region group cycle unmet unmet',
      board:
        'country region group tier help standing unmet ending overlap | country region group tier help standing unmet ending overlap',
      donor: 'area region group help search oda unmet budget currency',
      steps: 'area',
      progress: 'search region group cycle class',
      trend: 'with',
      balance: 'search region group quadrant certain',
      compare: 'with cycle find common',
      treaties: 'search region group party',
      participation: 'search region group cycle status',
      plan: 'search region group pledges',
      projects: 'search area country state ending',
      area: 'point region group | search region group unmet',
      method: 'search',
      quality: 'search region group',
    });
  });
});

describe('a field', () => {
  const shown = (name: string, filter: Record<string, string>, at = 0) => {
    const dashboard = dashboards.all.find((one) => one.name === name)!;
    const address = binder.addresses(release, dashboard).at(at)!;
    return { dashboard, page: binder.bind(release, dashboard, { ...address, filter }, 'en'), address };
  };
  const heads = (name: string, filter: Record<string, string>, at = 0) =>
    tablesOf(shown(name, filter, at)).map(({ rows }) => rows.map(({ cells }) => cells[0]!.text));

  it('for other rows than countries filters only rows with its column', () => {
    const [all] = heads('area', {});
    const part = all![0]!.slice(0, 6).toLowerCase();
    const [some] = heads('area', { point: part });
    expect(some).toEqual(all!.filter((point) => point.toLowerCase().includes(part)));
    expect(some!.length).toBeLessThan(all!.length);
    const before = shown('area', {}).page.filter!.says.match(/\d+/)![0];
    expect(shown('area', { point: part }).page.filter!.says).toContain(`covered: ${before}.`);
  });

  it('that depends on another is used only with it', () => {
    const [first, second] = release.rows('places').map(({ place }) => String(place));
    const compared = { with: [first, second].sort().join(',') };
    const fields = (filter: Record<string, string>) =>
      shown('compare', filter).page.filter!.fields.map(({ name }) => name);
    expect(fields({})).toEqual(['with', 'common']);
    expect(fields(compared)).toEqual(['with', 'cycle', 'find', 'common']);
    const found = heads('compare', { ...compared, find: 'capac' }).flat();
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(heads('compare', compared).flat().length);
    for (const element of found) expect(element).toMatch(/capac/i);
  });

  it('of a region chooses among its countries, and says how many there are', () => {
    const dashboard = dashboards.all.find(({ name }) => name === 'region')!;
    const address = binder.addresses(release, dashboard).find(({ path }) => path === 'region/XSR')!;
    const members = release.rows('place_members').filter(({ place }) => place === 'XSR');
    const says = (filter: Record<string, string>) =>
      binder.bind(release, dashboard, { ...address, filter }, 'en').filter!.says;
    expect(says({})).toContain(
      `all ${members.length} countries of this region or group, invited to this cycle or not.`,
    );
    const small = release
      .rows('countries')
      .filter(
        ({ country, groups }) => members.some((one) => one.country === country) && String(groups).includes('sids'),
      );
    expect(says({ group: 'sids' })).toMatch(
      small.length === 1 ? /one country/ : new RegExp(`${small.length} countries`),
    );
    expect(says({ region: 'XNR' })).toContain('No country of this region or group matches');
  });

  it('without a match is reported, and the page has no blocks', () => {
    const { page } = shown('area', { point: 'zzz' });
    expect(page.blocks).toEqual([]);
    expect(page.filter!.says).toContain('Nothing matches this selection: “zzz”');
  });

  it('for the cycle shows the figures of that cycle, and every text and file names it', () => {
    const [earlier] = release
      .rows('cycles')
      .map(({ cycle }) => String(cycle))
      .filter((one) => one !== release.cycle);
    const { page, dashboard, address } = shown('world', { cycle: earlier! });
    const scores = new Map(
      release
        .rows('scores')
        .filter(({ cycle, element }) => cycle === earlier && element === address.chosen!.element)
        .map(({ country, score }) => [String(country), score ?? null]),
    );
    const table = tablesOf({ page, dashboard, address }).find(listsCountries)!;
    const at = (name: string) => table.figures.columns.findIndex((column) => column.name === name);
    const figures = table.figures.rows.map((row) => row[at('score')]);
    expect(figures.toSorted()).toEqual([...scores.values()].toSorted());
    expect(figures.some((figure) => figure !== null)).toBe(true);
    expect(page.cycle).toBe(earlier);
    expect(page.filter!.says).toContain('Cycle');
    // The current cycle has only the address without a cycle.
    const own = filtersOf(dashboard.declared, true)!;
    expect(filterValues(release, own).get('cycle')).toEqual([earlier]);
  });

  it('for the cycle shows the needs of that cycle, without intervals and links that only the current one has', () => {
    const [{ cycle: earlier }, { cycle }] = release.rows('cycles') as readonly [DatasetRow, DatasetRow];
    const of = (mart: string) => release.rows(mart).map((row): DatasetRow => ({ ...row, cycle: earlier! }));
    const before = of('needs').map((row) => ({ ...row, need: 7, need_p05: null, need_median: null, need_p95: null }));
    const both = {
      ...release,
      rows: (mart: string): readonly DatasetRow[] =>
        mart === 'needs'
          ? [...release.rows(mart), ...before]
          : ['need_areas', 'region_needs'].includes(mart)
            ? [...release.rows(mart), ...of(mart)]
            : release.rows(mart),
    };
    const needs = dashboards.all.find(({ name }) => name === 'needs')!;
    const [start] = binder.addresses(both, needs);
    const rowsIn = (filter: Record<string, string>) => {
      const page = binder.bind(both, needs, { ...start!, filter }, 'en');
      const block = page.blocks.find(({ id }) => id === 'pressing')!;
      return 'table' in block ? block.table!.rows.map(({ cells }) => [cells[0]!, cells[2]!] as const) : [];
    };
    const [now, then] = [rowsIn({}), rowsIn({ cycle: String(earlier) })];
    expect(now.length).toBeGreaterThan(0);
    expect(now.every(([country, need]) => country.href?.includes('figure/') && need.under?.includes('median'))).toBe(
      true,
    );
    expect(then.length).toBe(now.length);
    expect(then.map(([country, need]) => [country.href, need.text, need.under])).toEqual(
      then.map(() => [undefined, '7', undefined]),
    );
    expect(cycle).toBe(release.cycle);
  });

  it('for the cycle offers only cycles with something to show', () => {
    const progress = dashboards.all.find(({ name }) => name === 'progress')!;
    const own = filtersOf(progress.declared, true)!;
    expect(filterValues(release, own).get('cycle')).toEqual([]);
    const [first, current] = release.rows('cycles') as readonly [DatasetRow, DatasetRow];
    const middle = { ...first, cycle: 'cybercrime-2025', version: '2025', baseline_cycle: first.cycle! };
    const three = {
      ...release,
      rows: (mart: string) => (mart === 'cycles' ? [first, middle, current] : release.rows(mart)),
    };
    expect(filterValues(three, own).get('cycle')).toEqual(['cybercrime-2025']);
  });
});
