/** Filtered pages: found by the values in their address and rendered on request; recent ones are cached. */
import {
  type Chosen,
  filtersOf,
  hasTables,
  listSign,
  mayHave,
  queryOf,
  rowsName,
  sortName,
  splitValues,
} from '../../../dashboard/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Body } from '../../server/body.ts';
import type { PagePlace, ShownRelease } from './shown.ts';

/** The page itself, or the query to redirect to: the same filters in normal form, with a question mark, or empty. */
export type NarrowedAddress = { readonly place: PagePlace } | { readonly query: string };

/** Whether a query contains a filter of the page, so that the prepared page is not the requested one. */
export function namesFilter(place: PagePlace, query: string): boolean {
  const filters = filtersOfPlace(place);
  if (!filters) return false;
  const names = new URLSearchParams(query);
  return names.has(sortName) || names.has(rowsName) || filters.by.some(({ name }) => names.has(name));
}

/**
 * @throws Problem `filter_unknown` for a value that no country of the release has, or for two values of one filter;
 *   the problem does not repeat the value sent
 */
export function narrowed({ release }: Pick<ShownRelease, 'release'>, place: PagePlace, query: string): NarrowedAddress {
  const filters = filtersOfPlace(place);
  if (!filters) return { place };
  const given = new URLSearchParams(query);
  const chosen: Record<string, string> = {};
  for (const name of [...filters.by.map((by) => by.name), sortName, rowsName]) {
    const by = filters.by.find((field) => field.name === name);
    const sent = given.getAll(name);
    // A form sends a separate parameter for each of several values; the address has one for all.
    const values = by?.several === undefined ? sent : [splitValues(by, sent.join(listSign)).join(listSign)];
    const asked = (values[0] ?? '').trim();
    // Without a selection a page shows the cycle of the release.
    const value = by?.cycle === true && asked === release.cycle ? '' : asked;
    if (values.length > 1 || (value !== '' && !mayHave(release, place.dashboard!.declared, filters, name, value)))
      throw new Problem('filter_unknown', 'address', { filter: name });
    if (value !== '') chosen[name] = value;
  }
  const right = queryOf(filters, chosen);
  if (right.slice(1) !== query) return { query: right };
  return { place: right === '' ? place : { ...place, address: { ...place.address, filter: chosen } } };
}

/** The query of a page, with its question mark; empty if nothing is filtered. */
export function queryOfPlace(place: PagePlace): string {
  const filters = filtersOfPlace(place);
  return filters ? queryOf(filters, (place.address.filter ?? {}) satisfies Chosen) : '';
}

/** A page without filters may still have a table with several pages. */
function filtersOfPlace({ dashboard, address }: PagePlace): ReturnType<typeof filtersOf> {
  if (dashboard === null) return undefined;
  const { declared } = dashboard;
  const none = hasTables(declared) ? { mart: '', key: '', by: [] } : undefined;
  return filtersOf(declared, address.chosen !== null) ?? none;
}

export type NarrowedPages = {
  /** @throws Problem `pages_busy` if too many wait */
  readonly page: (of: ShownRelease, address: string, place: PagePlace) => Promise<Body>;
};

/**
 * @param most - maximum number of cached pages for each release; the least recently used is removed first
 * @param queue - number of pages that may wait to be rendered
 */
export function openNarrowed(
  draw: (of: ShownRelease, place: PagePlace) => Promise<Body>,
  { most = 48, queue = 16 } = {},
): NarrowedPages {
  /** Pages are released together with their release. */
  const kept = new WeakMap<ShownRelease, Map<string, Promise<Body>>>();
  let waiting = 0;
  const make = async (of: ShownRelease, place: PagePlace) => {
    if (waiting >= queue) throw new Problem('pages_busy', 'address', {});
    waiting += 1;
    try {
      return await draw(of, place);
    } finally {
      waiting -= 1;
    }
  };
  return {
    page: (of, address, place) => {
      const pages = kept.get(of) ?? new Map<string, Promise<Body>>();
      kept.set(of, pages);
      const known = pages.get(address);
      if (known) {
        pages.delete(address);
        pages.set(address, known);
        return known;
      }
      const made = make(of, place);
      if (pages.size >= most) pages.delete(pages.keys().next().value!);
      pages.set(address, made);
      made.catch(() => pages.get(address) === made && pages.delete(address));
      return made;
    },
  };
}
