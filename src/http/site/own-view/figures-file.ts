/** A reader's own view as rows of a file, each of which states that it is one. */
import type { BoundFigures } from '../../../dashboard/index.ts';
import type { OwnView, OwnWeights, Viewed, ViewedCountry } from '../../../release/index.ts';
import type { PublishedRelease } from '../published.ts';
import type { OwnWords } from './words.ts';

type Rows = (string | number | null)[][];

/** Columns of each side; ends of intervals to a tenth of a point. */
const side = ['score', 'tier', 'p05', 'p95', 'rank_p05', 'rank_p95'] as const;

/**
 * @param countries - those shown, in their order
 * @param selection - address of the view that selects them; null if every country is shown
 */
export function ownFigures(
  { id, cycle, illustrative }: PublishedRelease,
  view: OwnView,
  countries: readonly ViewedCountry[],
  weights: OwnWeights,
  selection: string | null,
  labels: (kind: string, id: string) => string,
): Rows {
  const head = ['kind', 'release', 'cycle', 'element', 'weights', 'country', 'country_name', 'status'];
  const columns = [...side.map((name) => `published_${name}`), ...side.map((name) => `own_${name}`)];
  const set = weightsOf(view, weights);
  return [
    [...head, ...columns, 'change', 'illustrative', ...(selection === null ? [] : ['selection'])],
    ...countries.map((one) => [
      ...['own view, not published', id, cycle, view.element, set, one.country, labels('country', one.country)],
      one.status,
      ...cellsOf(one.published),
      ...cellsOf(one.own),
      changeIn(one),
      String(illustrative),
      ...(selection === null ? [] : [selection]),
    ]),
  ];
}

/** The weight of each part as a multiple of the published one. */
export const weightsOf = ({ parts }: OwnView, weights: OwnWeights): string =>
  parts.map((part) => `${part.element}=${weights[part.element] ?? 1}`).join(' ');

/** The same figures with titles for readers; what all rows have in common is in the notes of the file. */
export function ownSheet({ t, name, status }: OwnWords, countries: readonly ViewedCountry[]): BoundFigures {
  const column = (id: string, title: string, isScore = false) => ({
    name: id,
    title,
    format: isScore ? ({ as: 'number' } as const) : null,
    beside: false,
  });
  const sideOf = (which: 'published' | 'own') =>
    side.map((id) =>
      column(
        `${which}_${id}`,
        t('file.column', { side: t(`table.${which}`), what: t(`file.${id}`) }),
        id === 'score' || id === 'p05' || id === 'p95',
      ),
    );
  return {
    columns: [
      column('country_name', t('table.country')),
      column('country', t('file.code')),
      column('status', t('file.status')),
      ...sideOf('published'),
      ...sideOf('own'),
      column('change', t('table.change'), true),
    ],
    rows: countries.map((one) => [
      name('country', one.country),
      one.country,
      status(one.status),
      ...cellsOf(one.published),
      ...cellsOf(one.own),
      changeIn(one),
    ]),
  };
}

const changeIn = ({ published, own }: ViewedCountry): number | null =>
  published === null || own === null ? null : own.score - published.score;

function cellsOf(viewed: Viewed): (number | null)[] {
  if (viewed === null) return side.map(() => null);
  const { score, tier, band } = viewed;
  return [
    score,
    tier,
    ...(band === null ? [null, null, null, null] : [band.low, band.high, band.rankLow, band.rankHigh]),
  ];
}
