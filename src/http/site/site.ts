/**
 * The published pages of the latest release of each instrument, and of a draft: what is on show (`prepared/shown-releases.ts`),
 * its pages drawn ahead (`prepared/prepared-pages.ts`) and the files made of them (`download/page-files.ts`), put together.
 */
import type { Binder, Dashboards, Painter } from '../../dashboard/index.ts';
import { type DocumentWriter, openDocumentWriter } from '../../document/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Assets } from '../server/assets.ts';
import type { Body } from '../server/body.ts';
import { type PageFiles, pageFiles } from './download/page-files.ts';
import { openFigures } from './figure/figures.ts';
import { type OpenContext, openNavigation } from './navigation.ts';
import type { PageContext, PageLink } from './page-context.ts';
import { pageDrawer } from './prepared/draw-page.ts';
import type { KeptPages } from './prepared/kept-pages.ts';
import { namesFilter, narrowed, openNarrowed, queryOfPlace } from './prepared/narrowed.ts';
import { openPreparedPages, type PreparedPages } from './prepared/prepared-pages.ts';
import { titleOf } from './prepared/shown.ts';
import { openShownReleases, type ShownReleases } from './prepared/shown-releases.ts';
import type { PublishedRelease, Releases } from './published.ts';
import { type Publisher, publisherOf } from './publisher.ts';

export type Site = PageFiles &
  Pick<ShownReleases, 'countryName' | 'refresh' | 'current'> &
  Pick<PreparedPages, 'ready' | 'drawn' | 'packed' | 'close'> & {
    /** The release of the front page; null while none is published. */
    readonly release: () => PublishedRelease | null;
    /** A release on show by its id; null if it is not, or no more. */
    readonly released: (id: string) => PublishedRelease | null;
    /** Address below the language of the pages that show a cycle; null if none does. */
    readonly showing: (cycle: string) => string | null;
    /** Instruments on show, by name in a language. */
    readonly instruments: (language: string) => readonly { readonly id: string; readonly title: string }[];
    /** What a page needs beside its own content. */
    readonly context: OpenContext;
    /** Licence and contact. */
    readonly publisher: Publisher;
    /** Published pages on an element, for a reader who weighs its parts otherwise. */
    readonly beside: (context: PageContext, element: string) => readonly PageLink[];
    /** True for the first page of a dashboard, which a site without a release has nothing to show on yet. */
    readonly expects: (path: string) => boolean;
    /** Whether a query (without its question mark) asks for another page than the one that is ready. */
    readonly narrows: (address: string, query: string) => boolean;
    /**
     * Draws the page of an address, or gives it ready; null if there is no such page. A query that states what a filter
     * chooses otherwise than it should gives the query to go to instead.
     */
    readonly page: (address: string, query?: string) => Promise<Body | { readonly query: string } | null>;
    /** Draws all pages before they are asked for, from now on. */
    readonly drawPages: () => void;
    /** Id of the release that shows an address now; null if none does. */
    readonly latest: (address: string) => string | null;
    /** The same pages of a draft, by themselves: drawn when they are asked for, and known to nothing of this site. */
    readonly draftSite: (draft: PublishedRelease) => Site;
  };

export type SiteParts = {
  readonly releases: Releases;
  readonly texts: Texts;
  readonly dashboards: Dashboards;
  readonly binder: Binder;
  readonly painter: Painter;
  readonly assets: Assets;
  /** Pages that earlier processes drew; null, or left out, where none are kept. */
  readonly kept?: KeptPages | null;
  /** False for a site whose pages are drawn when they are asked for; true if it is left out. */
  readonly draws?: boolean;
  /** Entries after the dashboards: pages of other routes. */
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  /** Licence and contact; those of no setting if it is left out. */
  readonly publisher?: Publisher;
  /** Writes files to take along; one of its own where it is left out, which lives as long as the process. */
  readonly writer?: DocumentWriter;
  /** Absolute address of the site, with a slash at its end; null if it is not known (yet). */
  readonly publicAddress?: () => string | null;
  /** True for the pages of a draft, which stand two steps below the root of the site; none is drawn before it is asked for. */
  readonly draft?: boolean;
  /** Receives the error of a page that could not be drawn. */
  readonly report: (error: Error) => void;
};

export function openSite(parts: SiteParts): Site {
  const { texts, dashboards, binder, painter, assets, entries, draft = false } = parts;
  const { publisher = publisherOf(null, null), writer = openDocumentWriter() } = parts;
  // A draft has no address that others could open, and its pages are nobody else's.
  const publicAddress = draft ? () => null : (parts.publicAddress ?? (() => null));
  let draws = parts.draws ?? true;
  const shown = openShownReleases({
    ...parts,
    kept: (!draft && parts.kept) || null,
    settings: () => ({ publisher, publicAddress: publicAddress(), entries }),
    turned: () => {
      if (!draft && draws) pages.drawAll();
    },
  });
  const context = openNavigation({ texts, dashboards, assets, entries, shown, publicAddress, draft });
  const draw = pageDrawer({ texts, binder, painter, publisher, shown, context });
  const pages = openPreparedPages({ shown, draw, texts, report: parts.report });
  const narrowedPages = openNarrowed(draw);
  const figures = openFigures();

  return {
    ...pageFiles({ binder, painter, dashboards, texts, writer, publisher, publicAddress }, shown, context),
    release: () => shown.all()[0]?.release ?? null,
    released: (id) => shown.all().find(({ release }) => release.id === id)?.release ?? null,
    showing: (cycle) => shown.all().find(({ release }) => release.cycle === cycle)?.release.under ?? null,
    instruments: (language) =>
      shown.all().map((one) => ({ id: one.instrument, title: titleOf(one, language, texts.working) })),
    countryName: shown.countryName,
    context,
    publisher,
    beside: ({ root, language, path }, element) => {
      const current = shown.at(path);
      const having = current?.dashboards.filter(({ declared }) => declared.own_weights === true) ?? [];
      return having.map(({ name }) => {
        const own = `${current!.release.under}${name}`;
        const chosen = `${own}/${element}`;
        const href = `${root}${language}/${current!.places.has(`/${language}/${chosen}`) ? chosen : own}`;
        return { href, text: texts.say(language, `dashboards.${name}.nav`) };
      });
    },
    expects: (path) => path === 'data' || dashboards.all.some(({ name }) => name === path),
    ready: pages.ready,
    narrows: (address, query) => {
      const found = shown.find(address);
      return found !== undefined && namesFilter(found.place, query);
    },
    page: async (address, query = '') => {
      const found = shown.find(address);
      if (found && namesFilter(found.place, query)) {
        const asked = narrowed(found.of, found.place, query);
        if ('query' in asked) return asked;
        return narrowedPages.page(found.of, `${address}${queryOfPlace(asked.place)}`, asked.place);
      }
      if (found) return pages.page(found, address);
      const [, language, path] = /^\/([^/]+)\/(.+)$/.exec(address) ?? [];
      const current = path === undefined ? undefined : shown.at(path);
      return language && path && current ? figures.page(current.release, context(language, path)) : null;
    },
    latest: (address) => shown.find(address)?.of.release.id ?? null,
    refresh: shown.refresh,
    current: shown.current,
    drawPages: () => {
      draws = true;
      pages.drawAll();
    },
    drawn: pages.drawn,
    packed: pages.packed,
    draftSite: (release) =>
      openSite({
        ...parts,
        writer,
        draft: true,
        entries: [],
        releases: {
          latestIds: async () => [release.id],
          open: async (id) => (id === release.id ? release : null),
          list: async () => [],
        },
      }),
    close: pages.close,
  };
}
