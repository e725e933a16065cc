import { describe, expect, it } from 'vitest';
import { mayAskRows, pagesOf } from '../../src/dashboard/declare/table-pages.ts';

const asks = (asked: string | null) => ({
  asked,
  addressOf: (other: string | null) => (other === null ? 'needs' : `needs?rows=${other}`),
});

describe('a table of a page', () => {
  it('of up to 30 rows is complete', () => {
    expect(pagesOf(asks(null), 'pressing', 30)).toBeNull();
    expect(pagesOf(asks(null), 'pressing', 31)).toMatchObject({ first: 0, last: 25, previous: null });
  });

  it('shows its first rows, with links to the next ones and to all', () => {
    expect(pagesOf(asks(null), 'pressing', 194)).toEqual({
      rows: 194,
      first: 0,
      last: 25,
      previous: null,
      next: 'needs?rows=pressing.2#pressing',
      all: 'needs?rows=pressing.all#pressing',
      paged: null,
      asked: false,
    });
  });

  it('shows every row once, however many there are', () => {
    for (let rows = 31; rows < 300; rows += 1) {
      let shown = 0;
      for (let page = 1; shown < rows; page += 1) {
        const { first, last, next } = pagesOf(asks(`pressing.${page}`), 'pressing', rows)!;
        expect(first).toBe(shown);
        expect(last - first).toBeGreaterThan(5);
        expect(last - first).toBeLessThanOrEqual(30);
        shown = last;
        expect(next === null).toBe(last === rows);
      }
      expect(shown).toBe(rows);
    }
  });

  it('shows all its rows on request, with a link back', () => {
    expect(pagesOf(asks('pressing.all'), 'pressing', 194)).toMatchObject({
      first: 0,
      last: 194,
      next: null,
      all: null,
      paged: 'needs#pressing',
      asked: true,
    });
  });

  it('is not paged by a parameter of another table, and shows its last rows beyond the end', () => {
    expect(pagesOf(asks('others.3'), 'pressing', 194)).toMatchObject({ first: 0, asked: false });
    expect(pagesOf(asks('pressing.99'), 'pressing', 194)).toMatchObject({ first: 175, last: 194, next: null });
  });
});

it('an address may only page tables of the dashboard', () => {
  const declared = {
    blocks: [
      { id: 'list', table: {} },
      { id: 'map', chart: 'map.vl.json' },
    ],
  } as never;
  const may = (asked: string) => mayAskRows(declared, asked);
  expect(
    ['list.2', 'list.all', 'list.0', 'list.', 'list', 'map.2', 'other.2', 'list.2x', 'list.99999'].map(may),
  ).toEqual([true, true, false, false, false, false, false, false, false]);
});
