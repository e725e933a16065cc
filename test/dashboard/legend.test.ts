/** The legend next to a chart of countries, regions or groups agrees with the chart. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openPainter, type ReleaseView, stillChart } from '../../src/dashboard/index.ts';
import { root } from '../house/source.ts';
import { atlas, bindPage, blockOf, dashboards, texts } from './bound.ts';
import { release, releaseOfBothWorlds } from './marts.ts';

const painter = openPainter(atlas);
afterAll(() => painter.close());

/** @param without - place whose first element has no figure, like a country with too few answers */
const releaseWithout = (without: string): ReleaseView => {
  const first = release.rows('place_scores').find(({ place }) => place === without)!.element;
  const rows = release
    .rows('place_scores')
    .map((row) =>
      row.place === without && row.element === first ? { ...row, figure: null, low: null, high: null } : row,
    );
  return { ...release, rows: (mart) => (mart === 'place_scores' ? rows : release.rows(mart)) };
};

describe('the legend of a comparison', () => {
  it.each([
    { path: 'region/XNR', id: 'scores', names: ['Northern Reach', 'World'] },
    { path: 'compare', id: 'overview', names: ['Corvenia', 'Dorsland', 'World'], with: 'XAC,XAD,world' },
    {
      path: 'compare',
      id: 'overview',
      names: ['Corvenia', 'Dorsland', 'World'],
      with: 'XAC,XAD,world',
      without: 'XAC',
    },
  ])('has the colour and shape of the marks of each place: $path $with without $without', async (row) => {
    const page = bindPage(row.path, {
      of: row.without === undefined ? release : releaseWithout(row.without),
      ...(row.with !== undefined && { filter: { with: row.with } }),
    });
    const block = blockOf(page, row.id);
    if (block.kind !== 'chart') throw new Error(`${row.id} is no chart`);
    const svg = await painter.draw(block.name, stillChart(block.chart, false));
    const legend = new Map(block.legend!.map(({ text, swatch }) => [text, /fill="(#\w+)"/.exec(swatch)![1]]));
    expect([...legend.keys()].toSorted()).toEqual(row.names);
    const marks = marksOf(svg);
    for (const [name, colour] of legend) {
      const own = marks.filter(({ text }) => text.startsWith(`${name}, `));
      expect(own.length).toBeGreaterThan(0);
      expect(new Set(own.map(({ fill }) => fill))).toEqual(new Set([colour]));
    }
  });
});

describe('the legend of a map', () => {
  const scale = ['Tier 1, under 25', 'Tier 2, 25 to under 50', 'Tier 3, 50 to under 75', 'Tier 4, 75 and above'];
  /** The texts of the legend, and the keys of the countries that the map shows. */
  const legendOf = (path: string, column: string, asked: Parameters<typeof bindPage>[1] = {}, id = 'map') => {
    const block = blockOf(bindPage(path, asked), id);
    if (block.kind !== 'chart') throw new Error(`${id} is no chart`);
    const { shapes, tiles } = block.chart.datasets;
    const drawn = new Set([...(shapes?.rows ?? []), ...(tiles?.rows ?? [])].map((row) => String(row[column])));
    return { texts: block.legend!.map(({ text }) => text), drawn };
  };
  const sayShade = (key: string) => texts.say('en', `dashboard.shades.${key}`);

  it.each([
    ['world', {}],
    ['world/CAP.SUB', {}],
    ['world', { filter: { region: 'XSR' } }],
    ['overview', {}],
  ])('has every class of the scale, and only statuses that some country has: %s %j', (path, asked) => {
    for (const id of ['map', 'tiles']) {
      const { texts: listed, drawn } = legendOf(path, 'shade', asked, id);
      expect(listed.slice(0, 4)).toEqual(scale);
      const statuses = [...drawn].filter((key) => !/^[1-4]$/.test(key)).map(sayShade);
      expect([...listed.slice(4)].sort()).toEqual([...new Set(statuses)].sort());
    }
  });

  it('keeps the fill of each status that it has', () => {
    const block = blockOf(bindPage('world'), 'map');
    if (block.kind !== 'chart') throw new Error('no chart');
    const fillOf = (key: string) =>
      /fill="([^"]+)"/.exec(block.legend!.find(({ text }) => text === sayShade(key))!.swatch)![1];
    expect(fillOf('not_reported')).toBe('url(#no-data)');
    expect(fillOf('below_threshold')).toBe('url(#not-published)');
  });

  it('has only statuses of a treaty that some State has', () => {
    const { texts: listed, drawn } = legendOf('treaties/CETS-185', 'standing', { of: releaseOfBothWorlds });
    expect([...listed].sort()).toEqual(
      [...drawn].map((key) => texts.say('en', `dashboard.treaty_status.${key}`)).sort(),
    );
    expect(
      legendOf('treaties/CETS-185', 'standing', { of: releaseOfBothWorlds, filter: { region: '150' } }).texts,
    ).toContain('Outside the selection');
  });
});

describe('the legend of a chart', () => {
  const framed = globSync('dashboards/*/*.vl.json', { cwd: root }).filter((file) =>
    /"fill": null,\s*"stroke"/.test(readFileSync(join(root, file), 'utf8')),
  );
  it('some chart marks cells with a frame', () => expect(framed.length).toBeGreaterThan(0));
  it.each(framed)('names the frame of some cells: %s', (file) => {
    const [, dashboard, chart] = file.split('/');
    const { blocks } = dashboards.all.find(({ name }) => name === dashboard)!.declared;
    const legends = blocks.flatMap((block) => ('chart' in block && block.chart === chart ? [block.legend] : []));
    expect(legends.length).toBeGreaterThan(0);
    for (const legend of legends) expect(legend?.shapes).toContain('frame');
  });
});

describe('a legend with statuses', () => {
  const legends = dashboards.all.flatMap(({ name, declared }) =>
    declared.blocks.flatMap((block) =>
      'chart' in block && block.legend ? [[name, block.id, block.legend] as const] : [],
    ),
  );
  // Their keys are kinds of marks, which every row has.
  const ofMarks = ['pillars'];
  it.each(legends)('of %s: %s states which rows have each of its keys', (_, id, legend) => {
    const states = legend.labels !== undefined || legend.column !== undefined || legend.when !== undefined;
    expect(states || ofMarks.includes(id)).toBe(true);
  });

  const fillsOf = (swatch: string) =>
    [...swatch.matchAll(/(?:fill|stroke)="(#\w+|url[^"]+)"/g)].map(([, fill]) => fill!);
  it.each([
    ['world', 'map'],
    ['needs', 'heat'],
    ['board', 'standings'],
    ['board?region=XNR', 'matrix'],
    ['progress', 'moved'],
    ['balance', 'balance'],
    ['participation', 'regions'],
    ['country/XAA', 'needs'],
    ['country/XAA', 'progress'],
  ])('has no key that the chart does not show: %s, %s', async (path, id) => {
    const [page = '', query] = path.split('?');
    const block = blockOf(bindPage(page, { filter: Object.fromEntries(new URLSearchParams(query)) }), id);
    if (block.kind !== 'chart') throw new Error(`${id} is no chart`);
    const declared = legends.find(([name, own]) => name === page.split('/')[0] && own === id)![2];
    const scale = (declared.always ?? []).length + (declared.when && !declared.column ? missingIn(declared) : 0);
    const svg = await painter.draw(block.name, stillChart(block.shown, false));
    const keys = block.shownLegend!.slice(scale);
    expect(block.shownLegend!.length).toBeGreaterThan(0);
    for (const { text, swatch } of keys)
      expect([text, fillsOf(swatch).some((fill) => svg.includes(fill.replace('url(#', `url(#${id}-`)))]).toEqual([
        text,
        true,
      ]);
  });
  /** Keys without a condition: the classes of a scale. */
  const missingIn = ({ of = [], when = {} }: (typeof legends)[number][2]) => of.filter((key) => !(key in when)).length;

  it('lists a status as soon as a row on the page has it', () => {
    const needs = release.rows('needs');
    const listed = (rows: typeof needs) => {
      const of = { ...release, rows: (mart: string) => (mart === 'needs' ? rows : release.rows(mart)) };
      const block = blockOf(bindPage('needs', { of }), 'heat');
      return block.kind === 'chart' ? block.shownLegend!.map(({ text }) => text) : [];
    };
    const all = needs.map((row) => ({ ...row, need: 10, need_status: 'stated', unmet: false }));
    const scale = ['under 20', '20 to under 40', '40 to under 60', '60 to under 80', '80 and above'];
    expect(listed(all)).toEqual(scale);
    expect(listed([...all.slice(1), { ...all[0]!, need: null, need_status: 'not_stated' }])).toEqual([
      ...scale,
      'Priority not stated',
    ]);
    expect(listed([...all.slice(1), { ...all[0]!, unmet: true }])).toEqual([...scale, 'Unmet need']);
  });
});

/** Marks with a text, each with the fill that it has or inherits. */
function marksOf(svg: string): { text: string; fill: string }[] {
  const fills: string[] = [];
  const marks: { text: string; fill: string }[] = [];
  for (const [tag, closes] of svg.matchAll(/<(\/?)\w[^>]*>/g)) {
    if (closes) fills.pop();
    else {
      const fill = / fill="([^"]+)"/.exec(tag)?.[1] ?? fills.at(-1) ?? 'none';
      const text = /(?:aria-label|data-tip)="([^"]+)"/.exec(tag)?.[1];
      if (text !== undefined) marks.push({ text, fill });
      if (!tag.endsWith('/>')) fills.push(fill);
    }
  }
  return marks;
}
