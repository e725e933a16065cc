import { afterAll, describe, expect, it } from 'vitest';
import {
  type BoundBlock,
  type BoundCell,
  type BoundNode,
  type BoundPage,
  type BoundTable,
  openPainter,
  type ReleaseView,
  stillChart,
} from '../../src/dashboard/index.ts';
import { atlas, binder, bindPage, blockOf, dashboards, languages, tableOf } from './bound.ts';
import { release } from './marts.ts';

const painter = openPainter(atlas);
afterAll(() => painter.close());

const all = dashboards.all.flatMap((dashboard) => {
  const addresses = binder.addresses(release, dashboard);
  return languages.flatMap((language) =>
    addresses.map((address) => ({ dashboard, address, language, title: `${language}/${address.path}` })),
  );
});

describe('the dashboards', () => {
  it('are found by their folders, in order of position', () => {
    expect(dashboards.all.map(({ name }) => name)).toEqual([
      'overview',
      'world',
      'country',
      'region',
      'board',
      'donor',
      'needs',
      'steps',
      'progress',
      'trend',
      'balance',
      'compare',
      'treaties',
      'participation',
      'projects',
      'area',
      'plan',
      'method',
      'quality',
    ]);
  });

  it('name the page, the text and the value where a release lacks a value of a text', () => {
    const withoutInvited: ReleaseView = {
      ...release,
      rows: (mart) =>
        mart === 'cycles' ? release.rows(mart).map(({ invited: _, ...row }) => row) : release.rows(mart),
    };
    const [{ dashboard, address } = all[0]!] = all.filter((one) => one.address.path === 'country');
    expect(() => binder.bind(withoutInvited, dashboard, address, 'fr')).toThrow(
      /^page "fr\/country": text "dashboards\.country\.[\w.]+" in "fr": .*invited/s,
    );
  });

  it('have a page for every element, country, area, treaty and indicator', () => {
    const paths = new Set(all.map(({ address }) => address.path));
    expect([...paths]).toEqual(
      expect.arrayContaining([
        'world',
        'world/CAP.SUB',
        'country/XAA',
        'needs/legislation',
        'progress/CAP.LAW',
        'treaties/CETS-185',
        'method/CAP.SUB',
      ]),
    );
  });

  it.each(languages)('have every text of every page in %s', (language) => {
    const odd = all
      .filter((one) => one.language === language)
      .flatMap(({ dashboard, address, title }) => {
        const said = textsOf(binder.bind(release, dashboard, address, language));
        return said.filter((text) => /undefined|NaN|\{\w+\}|\[en\]|null/.test(text)).map((text) => `${title}: ${text}`);
      });
    expect(odd).toEqual([]);
  });

  it('draw every kind of chart in the language of its page, labelled as illustrative', async () => {
    const drawn = new Map<string, string>();
    for (const { dashboard, address, language } of all) {
      for (const block of binder.bind(release, dashboard, address, language).blocks) {
        const key = `${language} ${dashboard.name} ${block.id}`;
        if (block.kind === 'chart' && !drawn.has(key))
          drawn.set(key, await painter.draw(block.name, stillChart(block.chart, block.legend === null)));
      }
    }
    expect(drawn.size).toBe(2 * 25);
    for (const [key, svg] of drawn) {
      expect(svg, key).not.toMatch(/ style=|<script|on\w+=|xlink|javascript:/);
      expect(svg, key).not.toMatch(/NaN|undefined/);
      expect(svg, key).toMatch(/<text/);
      const words = key.includes('treaties') ? /Release|Publication/ : /Illustrative|illustration/;
      expect(svg, key).toMatch(words);
    }
  });

  it('have unique ids for the charts of one page', async () => {
    const page = bind('country/XAA');
    const ids: string[] = [];
    for (const block of page.blocks) {
      if (block.kind !== 'chart') continue;
      ids.push(...[...(await painter.draw(block.name, block.chart)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('show a different fill for not published, no data, under review and does not apply', async () => {
    const map = blockOf(bind('world/CAP.SUB'), 'map');
    const svg = map.kind === 'chart' ? await painter.draw(map.name, map.chart) : '';
    for (const fill of ['no-data', 'not-published']) expect(svg).toContain(`fill="url(#${fill})"`);
    const page = bind('world/CAP.SUB');
    const fills = (dashboards.theme.values.shades as string[]).slice(4);
    // Both reasons for not publishing have the same fill.
    expect(new Set(fills).size).toBe(fills.length - 1);
    for (const fill of fills.slice(0, 5)) expect(page.patterns).toContain(`id="${/#([^)]+)/.exec(fill)![1]}"`);
  });
});

describe('a page', () => {
  it('never shows a missing score as zero', () => {
    const table = tableOf(bind('world'), 'countries');
    const row = table.rows.find(({ anchor }) => anchor === 'XAL')!;
    expect(row.cells.map(({ text }) => text)).toContain('–');
    expect(row.cells[3]).toMatchObject({ value: null, text: '–' });
    expect(row.cells[2]).toMatchObject({ text: 'No data (did not report)', tone: 'not_reported', sign: '–' });
  });

  it('shows unscored context next to the figures, one part in each row, with the note of the country', () => {
    const page = bind('country/XAA');
    const volumes = blockOf(page, 'volumes');
    expect(volumes.sentence).toBe('The country’s note on its figures: “Counted by case”');
    expect(wordsOf(tableOf(page, 'volumes'))).toEqual([
      ['V01', '12,340', 'V, cell F1'],
      ['V01', 'Not known', 'V, cell F2'],
    ]);
    expect(blockOf(page, 'milestones').sentence).toContain('The unit works at night');
    expect(wordsOf(tableOf(page, 'milestones')).map(([what, status]) => [what, status])).toEqual([
      ['Staff the unit', 'Done'],
      ['Adopt the law', '–'],
    ]);
    expect(wordsOf(tableOf(page, 'plans'))).toEqual([
      ['Train judges', '–', '–', '5 January 2027', 'Due within a year', 'V, cell F8'],
    ]);
  });

  it('of a country without public context answers states only that there is none', () => {
    const page = bind('country/XAB');
    const blocks = ['volumes', 'milestones', 'plans'].map((id) => blockOf(page, id));
    expect(blocks.map(({ kind }) => kind)).toEqual(['empty', 'empty', 'empty']);
    expect(blocks.map((one) => (one.kind === 'empty' ? one.text : ''))).toContain('No public answer gives a volume.');
    expect(blocks.map(({ sentence }) => sentence)).toEqual([null, null, null]);
  });

  it('leads from a score to the workbook cell of an answer', () => {
    const tree = blockOf(bind('country/XAA'), 'unfold');
    if (tree.kind !== 'tree') throw new Error('unfold is no tree');
    const node = find(tree.nodes, 'CAP.SUB')!;
    expect(node.says).toMatch(/^Contributes [\d.]+ points to “Law”, with a weight of 25/);
    const places = node.leaf!.rows.map(({ cells }) => cells.at(-1)!.text);
    expect(places).toContainEqual(expect.stringMatching(/^\w Law, cell F1\d · XAA 2026\.xlsx, revision 2$/));
  });

  it('reports powers ahead of safeguards, with both figures', () => {
    const flags = blockOf(bind('country/XAC'), 'flags');
    expect(flags.kind === 'callouts' && flags.callouts[0]!.text).toBe(
      'Powers ahead of safeguards: “Procedural powers” has a score of 81, “Safeguards” of 40.',
    );
    expect(bind('country/XAA').blocks.map(({ id }) => id)).not.toContain('flags');
  });

  it('has countries in alphabetical order, and needs with the highest first', () => {
    const names = tableOf(bind('world'), 'countries').rows.map(({ cells }) => cells[0]!.text);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    const needs = tableOf(bind('needs'), 'pressing').rows.map(({ cells }) => Number(cells[2]!.text));
    expect(needs).toEqual([...needs].sort((a, b) => b - a));
  });

  it('has the name of the selected element in its language', () => {
    expect(bind('world/CAP.SUB', 'fr').title).toBe('Infractions : scores par pays');
    expect(bind('world/CAP.SUB', 'en').title).toBe('Offences: scores by country');
  });

  it('has relative links that match the depth of its address', () => {
    const [deep, flat] = [bind('country/XAA'), bind('country')];
    expect(deep.choices!.options[1]!.href).toBe('../../en/country/XAA');
    expect(flat.choices!.options[1]!.href).toBe('../en/country/XAA');
  });

  it('marks unconfirmed treaty facts', () => {
    const rows = tableOf(bind('treaties/CETS-185'), 'states').rows.map(({ cells }) => cells.at(-1)!.under ?? '');
    expect(new Set(rows)).toEqual(new Set(['', 'To be confirmed']));
  });
});

const bind = (path: string, language = 'en', of: ReleaseView = release) => bindPage(path, { language, of });

const wordsOf = ({ rows }: BoundTable) => rows.map(({ cells }) => cells.map(({ text }) => text));

function find(nodes: readonly BoundNode[], anchor: string): BoundNode | undefined {
  return nodes.map((node) => (node.anchor === anchor ? node : find(node.children, anchor))).find(Boolean);
}

/** Every text of a page outside its charts. */
function textsOf(page: BoundPage): string[] {
  const cells = (list: readonly BoundCell[]) => list.flatMap(({ text, under }) => [text, under ?? '']);
  const table = (of: BoundTable | null) =>
    of ? [of.caption, ...of.columns.map(({ title }) => title), ...of.rows.flatMap((row) => cells(row.cells))] : [];
  const nodes = (list: readonly BoundNode[]): string[] =>
    list.flatMap((node) => [
      node.title,
      node.says ?? '',
      ...cells(node.cells),
      ...nodes(node.children),
      ...table(node.leaf),
    ]);
  return [
    page.title,
    page.lede,
    ...page.reservations,
    ...page.blocks.flatMap((one) => {
      const context = [one.title, one.sentence ?? '', one.note ?? '', one.tab];
      if (one.kind === 'table') return [...context, ...table(one.table)];
      if (one.kind === 'chart') return [...context, ...table(one.table), ...tips(one)];
      if (one.kind === 'tree') return [...context, ...nodes(one.nodes)];
      if (one.kind === 'cards')
        return [...context, ...one.cards.flatMap((card) => [card.title, card.score.text, ...card.lines])];
      if (one.kind === 'summary')
        return [...context, ...one.sentences.flatMap(({ label, text }) => [label ?? '', text])];
      if (one.kind === 'doors') return [...context, ...one.doors.flatMap((door) => [door.title, door.text])];
      if (one.kind === 'prose') return [...context, ...one.paragraphs];
      if (one.kind === 'facts') return [...context, ...one.facts.flatMap(({ text, figure }) => [text, figure])];
      return context;
    }),
  ];
}

const tips = (one: Extract<BoundBlock, { kind: 'chart' }>): string[] =>
  Object.values(one.chart.datasets).flatMap(({ rows }) => rows.map((row) => String(row.tip ?? '')));
