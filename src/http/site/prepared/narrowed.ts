/** Pages of some countries only: found by the values in their address, drawn when they are asked for, the last ones kept. */
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

/** The page itself, or the address that says the same in the one right way: a query with its question mark, or none. */
export type NarrowedAddress = { readonly place: PagePlace } | { readonly query: string };

/** Whether a query names a filter of a page, so that the page as it is prepared is not what is asked for. */
export function namesFilter(place: PagePlace, query: string): boolean {
  const filters = filtersOfPlace(place);
  if (!filters) return false;
  const names = new URLSearchParams(query);
  return names.has(sortName) || names.has(rowsName) || filters.by.some(({ name }) => names.has(name));
}

/**
 * @throws Problem `filter_unknown` for a value that no country of the release has, or two values of one filter: what was
 *   sent is not stated again
 */
export function narrowed({ release }: Pick<ShownRelease, 'release'>, place: PagePlace, query: string): NarrowedAddress {
  const filters = filtersOfPlace(place);
  if (!filters) return { place };
  const asked = new URLSearchParams(query);
  const chosen: Record<string, string> = {};
  for (const name of [...filters.by.map((by) => by.name), sortName, rowsName]) {
    const by = filters.by.find((field) => field.name === name);
    const given = asked.getAll(name);
    // A form sends one pair for each of several values; the address has them in one.
    const values = by?.several === undefined ? given : [splitValues(by, given.join(listSign)).join(listSign)];
    const value = (values[0] ?? '').trim();
    if (values.length > 1 || (value !== '' && !mayHave(release, place.dashboard!.declared, filters, name, value)))
      throw new Problem('filter_unknown', 'address', { filter: name });
    if (value !== '') chosen[name] = value;
  }
  const right = queryOf(filters, chosen);
  if (right.slice(1) !== query) return { query: right };
  return { place: right === '' ? place : { ...place, address: { ...place.address, filter: chosen } } };
}

/** The query of a place, with its question mark; empty if all is shown. */
export function queryOfPlace(place: PagePlace): string {
  const filters = filtersOfPlace(place);
  return filters ? queryOf(filters, (place.address.filter ?? {}) satisfies Chosen) : '';
}

/** A page without filters may still have a table in pages. */
function filtersOfPlace({ dashboard, address }: PagePlace): ReturnType<typeof filtersOf> {
  if (dashboard === null) return undefined;
  const { declared } = dashboard;
  const none = hasTables(declared) ? { mart: '', key: '', by: [] } : undefined;
  return filtersOf(declared, address.chosen !== null) ?? none;
}

export type NarrowedPages = {
  /** @throws Problem `pages_busy` where too many wait */
  readonly page: (of: ShownRelease, address: string, place: PagePlace) => Promise<Body>;
};

/**
 * @param most - pages kept at once of each release; a page that is asked for stays longest
 * @param queue - pages that may wait to be drawn
 */
export function openNarrowed(
  draw: (of: ShownRelease, place: PagePlace) => Promise<Body>,
  { most = 48, queue = 16 } = {},
): NarrowedPages {
  /** A release that is shown no more takes its pages with it. */
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
