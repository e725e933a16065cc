/** A reader's own view as rows of a file, each of which states that it is one. */
import type { OwnView, OwnWeights, Viewed } from '../../../release/index.ts';
import type { PublishedRelease } from '../published.ts';

type Rows = (string | number | null)[][];

/** Columns of each side; ends of intervals to a tenth of a point. */
const side = ['score', 'tier', 'p05', 'p95', 'rank_p05', 'rank_p95'];

export function ownFigures(
  { id, cycle, illustrative }: PublishedRelease,
  { element, parts, countries }: OwnView,
  weights: OwnWeights,
  labels: (kind: string, id: string) => string,
): Rows {
  const set = parts.map((part) => `${part.element}=${weights[part.element] ?? 1}`).join(' ');
  const head = ['kind', 'release', 'cycle', 'element', 'weights', 'country', 'country_name', 'status'];
  const columns = [...side.map((name) => `published_${name}`), ...side.map((name) => `own_${name}`)];
  return [
    [...head, ...columns, 'change', 'illustrative'],
    ...countries.map(({ country, status, published, own }) => [
      ...['own view, not published', id, cycle, element, set, country, labels('country', country), status],
      ...cellsOf(published),
      ...cellsOf(own),
      published === null || own === null ? null : own.score - published.score,
      String(illustrative),
    ]),
  ];
}

function cellsOf(viewed: Viewed): (number | null)[] {
  if (viewed === null) return side.map(() => null);
  const { score, tier, band } = viewed;
  return [
    score,
    tier,
    ...(band === null ? [null, null, null, null] : [band.low, band.high, band.rankLow, band.rankHigh]),
  ];
}
