/** Needs next to support: what the board shows for all countries and for a selection, and the length of its tables. */
import { describe, expect, it } from 'vitest';
import type { BoundBlock, BoundPage, Chosen } from '../../src/dashboard/index.ts';
import { bindPage, blockOf, tableOf } from './bound.ts';
import { release } from './marts.ts';

const rows = release.rows('board');

describe('the board', () => {
  it('has the same counts of statuses in its figures, bars and tables', () => {
    const page = bind({});
    const unmet = rows.filter(({ standing }) => standing === 'unmet').length;
    expect(unmet).toBeGreaterThan(6);
    expect(blockOf(page, 'overview')).toMatchObject({ facts: [{ figure: String(unmet) }, {}, {}] });
    expect(tableOf(page, 'gaps').rows).toHaveLength(unmet);
    const bars = tableOf(page, 'standings').figures;
    const at = (name: string) => bars.columns.findIndex((column) => column.name === name);
    const counted = bars.rows.filter((row) => row[at('standing_label')] === 'Unmet').map((row) => row[at('countries')]);
    expect(counted.reduce((sum: number, count) => sum + Number(count), 0)).toBe(unmet);
  });

  it('shows every cell of the selected countries, and regions where none are selected', () => {
    expect(idsOf(bind({}))).toContain('regions');
    expect(idsOf(bind({}))).not.toContain('matrix');
    for (const filter of [{ region: 'XNR' }, { group: 'sids' }, { country: 'XAC' }, { unmet: 'yes' }] as Chosen[]) {
      const page = bind(filter);
      expect(idsOf(page)).toContain('matrix');
      expect(idsOf(page)).not.toContain('regions');
    }
    const own = rows.filter(({ region }) => region === 'XNR');
    const matrix = blockOf(bind({ region: 'XNR' }), 'matrix') as Extract<BoundBlock, { kind: 'chart' }>;
    expect(matrix.chart.datasets.matrix!.rows).toHaveLength(own.length);
    expect(matrix.table!.rows).toHaveLength(own.length);
  });

  it('states how many needs and countries it shows', () => {
    const own = rows.filter(({ region, unmet }) => region === 'XNR' && unmet === true);
    const countries = new Set(own.map(({ country }) => country)).size;
    expect(bind({ region: 'XNR', unmet: 'yes' }).filter!.says).toMatch(
      new RegExp(`${own.length} needs, of ${countries} countries`),
    );
  });

  it('shows overlaps as well as gaps, with the funders and end dates', () => {
    const page = bind({});
    const crowded = rows.filter(({ overlap }) => overlap === true);
    expect(crowded.length).toBeGreaterThan(0);
    const table = tableOf(page, 'crowded');
    expect(table.rows).toHaveLength(crowded.length);
    const text = JSON.stringify(table.rows[0]);
    expect(text).toContain('Meridian Fund and Harbour Bank');
    expect(text).toMatch(/2 activities, until (2029|31 March 2027)/);
  });

  it('states amounts in their own currency, and where there are none', () => {
    const text = JSON.stringify(tableOf(bind({}, 'legislation'), 'support').rows);
    expect(text).toMatch(/EUR 50,000|EUR 200,000/);
    expect(text).toContain('Whole activity: EUR 200,000, as of 2025');
  });

  it('links each row to the country, the figure and the steps to the target, and names a peer', () => {
    const { rows: shown } = tableOf(bind({}, 'legislation'), 'requests');
    for (const { cells } of shown) {
      const links = cells.flatMap(({ href }) => href ?? []);
      expect(links).toEqual([
        expect.stringMatching(/country\/X/),
        expect.stringMatching(/figure\/X\w+\/legislation/),
        expect.stringMatching(/steps\/X\w+\?area=legislation/),
      ]);
    }
    expect(JSON.stringify(shown)).toContain('Peer: ');
  });
});

describe('a table with pages of its own length', () => {
  it('shows its first rows, links to the others with the selection, and has all rows in its files', () => {
    const first = tableOf(bind({ unmet: 'yes' }), 'gaps');
    expect(first.pages).toMatchObject({ rows: first.rows.length, first: 0, last: 6 });
    expect(first.pages!.all).toMatch(/board\?unmet=yes&rows=gaps\.all#gaps$/);
    expect(first.figures.rows).toHaveLength(first.rows.length);
    expect(tableOf(bind({ unmet: 'yes', rows: 'gaps.all' }), 'gaps').pages).toMatchObject({ last: first.rows.length });
  });

  it('has no link to more rows where it shows all', () => {
    expect(tableOf(bind({ country: 'XAC' }, 'legislation'), 'requests')).toMatchObject({ pages: null, rows: [{}] });
  });
});

const bind = (filter: Chosen, area: string | null = null): BoundPage =>
  bindPage(area === null ? 'board' : `board/${area}`, { filter });

const idsOf = ({ blocks }: BoundPage) => blocks.map(({ id }) => id);
