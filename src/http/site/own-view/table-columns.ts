/** Columns of the table of a reader's own view, and what its rows are ordered by. */
import type { ViewedCountry } from '../../../release/index.ts';
import type { OrderedColumn } from '../page/order.ts';
import type { OwnWords } from './words.ts';

export const ownColumns = ['country', 'published', 'own', 'change', 'bands', 'tier', 'rank'] as const;
export type OwnColumn = (typeof ownColumns)[number];

const by: Readonly<Record<Exclude<OwnColumn, 'country' | 'bands'>, (one: ViewedCountry) => number | null>> = {
  published: ({ published }) => published?.score ?? null,
  own: ({ own }) => own?.score ?? null,
  // As shown, to a tenth: countries with the same change stay in alphabetical order.
  change: ({ published, own }) =>
    published === null || own === null ? null : Math.round((own.score - published.score) * 10) / 10,
  tier: ({ own }) => own?.tier ?? null,
  rank: ({ own }) => own?.band?.rankMedian ?? null,
};

const kinds: Readonly<Record<OwnColumn, OrderedColumn<ViewedCountry>['as']>> = {
  country: 'text',
  published: 'number',
  own: 'number',
  change: 'number',
  bands: 'text',
  tier: 'mark',
  rank: 'text',
};

/** Ranks have no column if the method is not varied. */
export const shownColumns = (words: OwnWords, hasRanks: boolean): readonly OrderedColumn<ViewedCountry>[] =>
  ownColumns
    .filter((name) => name !== 'rank' || hasRanks)
    .map((name) => ({
      name,
      title: words.t(`table.${name}`),
      as: kinds[name],
      by: name === 'bands' ? null : name === 'country' ? ({ country }) => words.name('country', country) : by[name],
    }));

/** The columns by which the table can be put in order. */
export const orderedColumns = (words: OwnWords): readonly OrderedColumn<ViewedCountry>[] =>
  shownColumns(words, true).filter((column) => column.by !== null);
