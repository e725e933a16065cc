/** One release in the form that the site uses: its pages, and the statement about it on each. */
import type { Binder, Dashboard, Dashboards, PageAddress } from '../../../dashboard/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import type { Body } from '../../server/body.ts';
import type { ReleaseContext } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import type { PageShelf } from './kept-pages.ts';

export type PagePlace = {
  readonly dashboard: Dashboard | null;
  readonly address: PageAddress;
  readonly language: string;
};

/** A release with its pages, rendered or not. */
export type ShownRelease = {
  /** With the address of its pages. */
  readonly release: PublishedRelease & { readonly under: string };
  readonly instrument: string;
  /** Its dashboards that have content. */
  readonly dashboards: readonly Dashboard[];
  readonly places: ReadonlyMap<string, PagePlace>;
  readonly bodies: Map<string, Promise<Body>>;
  readonly ready: Map<string, Body>;
  /** Cached pages of an earlier process in the same state; null if pages are not cached. */
  readonly shelf: PageShelf | null;
};

/** What is required to find pages. */
export type Pages = { readonly texts: Texts; readonly dashboards: Dashboards; readonly binder: Binder };

/** Every page by its address: the first of each dashboard in each language, then the others. */
export function shownOf(
  published: PublishedRelease,
  under: string,
  { texts, dashboards, binder }: Pages,
  shelf: PageShelf | null = null,
): ShownRelease {
  const release = { ...published, under };
  const first: [string, PagePlace][] = [];
  const rest: [string, PagePlace][] = [];
  const offered: Dashboard[] = [];
  for (const dashboard of dashboards.all) {
    const addresses = binder.addresses(release, dashboard);
    if (addresses.length > 0) offered.push(dashboard);
    addresses.forEach((address, place) => {
      for (const { code } of texts.languages) {
        (place === 0 ? first : rest).push([`/${code}/${address.path}`, { dashboard, address, language: code }]);
      }
    });
  }
  for (const { code } of texts.languages) {
    const path = `${under}data`;
    first.push([`/${code}/${path}`, { dashboard: null, address: { path, chosen: null }, language: code }]);
    const columns = `${path}/columns`;
    rest.push([`/${code}/${columns}`, { dashboard: null, address: { path: columns, chosen: null }, language: code }]);
  }
  const places = new Map([...first, ...rest]);
  return {
    release,
    instrument: instrumentOf(release),
    dashboards: offered,
    places,
    bodies: new Map(),
    ready: new Map(),
    shelf,
  };
}

const cycleRow = (release: PublishedRelease, of = release.cycle) =>
  release.rows('cycles').find(({ cycle }) => cycle === of);

export const instrumentOf = (release: PublishedRelease): string =>
  String(cycleRow(release)?.instrument ?? release.cycle);

/** The name of the instrument in this language or the working one; its id if there is none. */
export function titleOf({ release, instrument }: ShownRelease, language: string, working: string): string {
  const labels = release.rows('labels').filter(({ kind, id }) => kind === 'instrument' && id === instrument);
  const own = labels.find((row) => row.language === language) ?? labels.find((row) => row.language === working);
  return String(own?.label ?? instrument);
}

/** @param cycle - cycle of the figures shown, if it is an earlier one */
export function releaseContext(release: PublishedRelease, cycle = release.cycle): ReleaseContext {
  const row = cycleRow(release, cycle);
  return {
    id: release.id,
    // The instrument is named above the cycle.
    cycle: String(row?.version ?? cycle),
    illustrative: release.illustrative,
    draft: release.draft === true,
    published: release.published,
    notice: release.notice ?? null,
    referenceDate: row?.reference_date == null ? null : String(row.reference_date),
    reported: row?.reported == null ? null : Number(row.reported),
    invited: row?.invited == null ? null : Number(row.invited),
  };
}
