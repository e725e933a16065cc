import { describe, expect, it } from 'vitest';
import type { BoundNode, BoundPage, Chosen } from '../../src/dashboard/index.ts';
import { binder, blockOf, dashboardNamed, dashboards } from './bound.ts';
import { releaseOfBothWorlds as release } from './marts.ts';

const treaties = dashboardNamed('treaties');
const address = binder.addresses(release, treaties)[1]!;

/** Countries of the marts with their regions and groups. */
const regionOf = new Map(release.rows('countries').map((row) => [row.country, row]));
const facts = release.rows('treaty_status').filter((row) => row.treaty === 'CETS 185' && row.kind === 'real');

describe('a page that a filter narrows', () => {
  it.each([
    [{ region: '150' }, (row: Record<string, unknown>) => row.region === '150', 2],
    [{ region: '002' }, (row: Record<string, unknown>) => row.region === '002', 2],
    [{ group: 'eu' }, (row: Record<string, unknown>) => String(row.groups).includes('eu'), 1],
    [{ region: '002', group: 'sids' }, (row: Record<string, unknown>) => row.country === 'MUS', 1],
  ] as [Chosen, (row: Record<string, unknown>) => boolean, number][])(
    '%j shows the matching countries in the table, in every chart, and in each count',
    (filter, belongs, shown) => {
      const page = bind(filter);
      const own = facts.filter(({ country }) => belongs(regionOf.get(country!)!));
      const anchors = table(page).map(({ anchor }) => anchor);
      const listed = own.filter(({ status }) => status !== 'not_in_source').map(({ country }) => country);
      expect([...anchors].sort()).toEqual([...listed].sort());
      for (const id of ['map', 'tiles']) {
        const chart = blockOf(page, id);
        if (chart.kind !== 'chart') throw new Error('no chart');
        const { tiles, shapes } = chart.chart.datasets;
        for (const { rows } of [tiles!, shapes!]) {
          expect(rows.length).toBe(6);
          const inside = rows.filter(({ standing }) => standing !== 'outside').map(({ country }) => country);
          expect([...inside].sort()).toEqual([...own.map(({ country }) => country)].sort());
        }
        expect(chart.legend!.map(({ text }) => text)).toContain('Outside the selection');
        expect(JSON.stringify(chart.chart.spec)).toContain('Outside the selection');
      }
      const named = own.filter(({ status }) => status === 'in_force' || status === 'consent').length;
      const prose = blockOf(page, 'coverage');
      if (prose.kind !== 'prose') throw new Error('no prose');
      expect(prose.paragraphs[0]).toContain('All countries: ');
      expect(prose.paragraphs[1]).toContain(`: ${named} of ${shown} countr`);
      expect(page.filter!.says).toMatch(shown === 1 ? /shows one country or territory/ : /shows 2 countries/);
    },
  );

  it('states the selection in each sentence and each chart', () => {
    const page = bind({ region: '150', group: 'coe' }, 'fr');
    const selection = 'Europe · Membres du Conseil de l’Europe';
    expect(page.filter!.says).toContain(selection);
    for (const one of page.blocks) {
      if (one.sentence !== null) expect(one.sentence.startsWith(`${selection}\u00a0: `)).toBe(true);
      if (one.kind === 'chart') expect(one.chart.dress.label).toContain(`Sélection\u00a0: ${selection}`);
    }
    expect(JSON.stringify(page)).not.toMatch(/undefined|NaN|\{\w+\}|\[en\]/);
  });

  it('keeps the filter where another treaty is chosen, and has a link that removes it', () => {
    const page = bind({ region: '150' });
    expect(page.choices!.options.map(({ href }) => href).every((href) => href.endsWith('?region=150'))).toBe(true);
    expect(page.filter!.action).toBe('../../en/treaties/CETS-185');
  });

  it('with no country in the selection states so, and shows no figure', () => {
    const page = bind({ region: '019', group: 'eu' });
    expect(page.blocks).toEqual([]);
    expect(page.filter!.says).toContain(
      'No country or territory matches this selection: Americas · European Union members.',
    );
  });

  it('distinguishes a selection without treaty actions from a treaty without data', () => {
    const none = { ...release, rows: (mart: string) => (mart === 'treaty_status' ? [] : release.rows(mart)) };
    const page = binder.bind(none, treaties, { ...address, filter: { region: '150' } }, 'en');
    expect(blockOf(page, 'states')).toMatchObject({
      kind: 'empty',
      text: 'The source has no entry for any country of the selection (Europe).',
    });
  });
});

describe('a page without a filter', () => {
  it('states how many countries it shows, offers every value by its name, and mentions no selection', () => {
    const page = bind({});
    expect(page.filter).toMatchObject({ narrowed: false, says: expect.stringContaining('all 6 countries') });
    expect(page.filter!.fields.map(({ options }) => options.map(({ text }) => text))).toEqual([
      // The search by name.
      [],
      ['Africa', 'Americas', 'Asia', 'Europe'],
      ['Council of Europe members', 'European Union members', 'Small island developing States'],
      ['Not Parties', 'Parties'],
    ]);
    expect(JSON.stringify(page)).not.toContain('selection');
  });
});

describe('a release that is older than a mart', () => {
  const older = (mart: string) => ({
    ...release,
    marts: release.marts.filter((one) => one !== mart),
    rows: (asked: string) => {
      if (asked === mart) throw new Error(`there is no ${mart}`);
      return release.rows(asked);
    },
  });
  const optional = release.marts.filter((mart) => !['cycles', 'labels'].includes(mart));

  it.each(optional)('shows every page without %s, and states why the parts that need it are missing', (mart) => {
    const without = older(mart);
    for (const dashboard of dashboards.all) {
      for (const one of binder.addresses(without, dashboard).slice(0, 3)) {
        const page = binder.bind(without, dashboard, one, 'en');
        expect(page.downloads).not.toContain(mart);
        expect(page.blocks.flatMap(({ sentence }) => sentence ?? []).join()).not.toMatch(/undefined|NaN|null/);
        for (const shown of page.blocks) {
          const declared = dashboard.declared.blocks.find(({ id }) => id === shown.id)!;
          const hangs = Object.values(declared.data ?? {}).some((data) => 'mart' in data && data.mart === mart);
          if (hangs) expect(shown).toMatchObject({ kind: 'empty', text: expect.stringContaining('does not contain') });
        }
      }
    }
  });
});

describe('a page with a form for something other than countries', () => {
  const pageOf = (name: string, path: string, filter: Chosen) => {
    const dashboard = dashboards.all.find((one) => one.name === name)!;
    const address = binder.addresses(release, dashboard).find((one) => one.path === path)!;
    return binder.bind(release, dashboard, { ...address, filter }, 'en');
  };
  const questionsIn = (nodes: readonly BoundNode[]): string[] =>
    nodes.flatMap(({ children, leaf }) => [
      ...questionsIn(children),
      ...(leaf?.rows ?? []).map(({ cells }) => `${cells[0]!.under}`),
    ]);

  it('finds questions by their text, with only the levels above them', () => {
    const tree = (filter: Chosen) => {
      const found = blockOf(pageOf('method', 'method', filter), 'framework');
      if (found.kind !== 'tree') throw new Error('no tree');
      return found.nodes;
    };
    const all = questionsIn(tree({}));
    const label = (id: string) =>
      String(
        release.rows('labels').find((row) => row.kind === 'question' && row.id === id && row.language === 'en')?.label,
      );
    const [first] = all;
    const search = label(first!).slice(-30);
    const wanted = all.filter((id) => label(id).toLowerCase().includes(search.trim().toLowerCase()));
    expect(wanted.length).toBeLessThan(all.length);
    const nodes = tree({ search });
    expect(questionsIn(nodes)).toEqual(wanted);
    const empty = (node: BoundNode): boolean =>
      (node.children.length === 0 && node.leaf === null) || node.children.some(empty);
    expect(nodes.some(empty)).toBe(false);
    expect(pageOf('method', 'method', { search }).filter!.says).toMatch(/shows (one|\d+) question/);
  });

  it('has one form for regions and groups, and another for the countries of one', () => {
    const start = pageOf('region', 'region', { kind: 'group' });
    const places = blockOf(start, 'places');
    if (places.kind !== 'table') throw new Error('no table');
    const groups = release.rows('places').filter((row) => row.place_kind === 'group');
    expect(places.table.rows.map(({ anchor }) => anchor).sort()).toEqual(groups.map((row) => String(row.place)).sort());
    expect(start.filter!.says).toContain('group');
    expect(pageOf('region', `region/${groups[0]!.place}`, {}).filter!.fields.map(({ name }) => name)).toContain(
      'search',
    );
  });

  it('sorts the tables of a page without a form', () => {
    const dashboard = dashboards.all.find(({ name }) => name === 'method')!;
    const address = binder.addresses(release, dashboard).find(({ chosen }) => chosen !== null)!;
    const weights = (sort: string) => {
      const page = binder.bind(release, dashboard, { ...address, filter: { sort } }, 'en');
      const found = blockOf(page, 'questions');
      if (found.kind !== 'table') throw new Error('no table');
      expect(found.table.columns.every(({ order }) => order !== null)).toBe(true);
      return found.table.rows.map(({ anchor }) => anchor);
    };
    expect(weights('-questions.question_label')).toEqual([...weights('questions.question_label')].reverse());
  });
});

const bind = (filter: Chosen, language = 'en') => binder.bind(release, treaties, { ...address, filter }, language);
const table = (page: BoundPage) => {
  const found = blockOf(page, 'states');
  return found.kind === 'table' ? found.table.rows : [];
};
