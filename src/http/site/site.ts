/**
 * The published pages of the latest release of each instrument, and of a draft: combines the current releases
 * (`prepared/shown-releases.ts`), their prerendered pages (`prepared/prepared-pages.ts`) and the files made from
 * pages (`download/page-files.ts`).
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
import { type NamedPages, openPageNames } from './search/found.ts';

export type Site = PageFiles &
  Pick<ShownReleases, 'countryName' | 'refresh' | 'current'> &
  Pick<PreparedPages, 'ready' | 'drawn' | 'packed' | 'close'> & {
    /** The release of the home page; null if none is published. */
    readonly release: () => PublishedRelease | null;
    /** A current release by its id; null if it is not, or no longer, current. */
    readonly released: (id: string) => PublishedRelease | null;
    /** Address of the pages that show a cycle, below the language; null if none do. */
    readonly showing: (cycle: string) => string | null;
    /** Instruments with a current release, with their names in a language. */
    readonly instruments: (language: string) => readonly { readonly id: string; readonly title: string }[];
    /** The pages of all current releases by the names of what they are about, in a language; first those of all kinds. */
    readonly named: (language: string) => readonly NamedPages[];
    /** The context of a page. */
    readonly context: OpenContext;
    /** The addresses of all pages of the current releases, from the language on, and the day of publication. */
    readonly everyPage: () => readonly {
      readonly release: string;
      readonly published: string | null;
      readonly addresses: readonly string[];
    }[];
    /** Absolute address of the site, ending with a slash; null if it is not known, and for a draft. */
    readonly publicAddress: () => string | null;
    /** Licence and contact. */
    readonly publisher: Publisher;
    /** Published pages about an element, for readers who change its weights. */
    readonly beside: (context: PageContext, element: string) => readonly PageLink[];
    /** True for the first page of a dashboard, for which a site without a release has nothing to show yet. */
    readonly expects: (path: string) => boolean;
    /** Whether a query (without its question mark) selects another page than the prepared one. */
    readonly narrows: (address: string, query: string) => boolean;
    /**
     * The page at an address, rendered if necessary; null if there is no such page. If the filters of the query are
     * not in normal form, the query to redirect to.
     */
    readonly page: (address: string, query?: string) => Promise<Body | { readonly query: string } | null>;
    /** Starts prerendering all pages. */
    readonly drawPages: () => void;
    /** Id of the current release that has a page at this address; null if none does. */
    readonly latest: (address: string) => string | null;
    /** A separate site with the pages of a draft, rendered on request; nothing of it is shared with this site. */
    readonly draftSite: (draft: PublishedRelease) => Site;
  };

export type SiteParts = {
  readonly releases: Releases;
  readonly texts: Texts;
  readonly dashboards: Dashboards;
  readonly binder: Binder;
  readonly painter: Painter;
  readonly assets: Assets;
  /** Pages that earlier processes rendered; null or omitted if none are cached. */
  readonly kept?: KeptPages | null;
  /** False for a site that renders pages on request only; true if omitted. */
  readonly draws?: boolean;
  /** Entries after the dashboards: pages of other routes. */
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  /** Licence and contact; defaults if omitted. */
  readonly publisher?: Publisher;
  /** Writes documents for download; by default a new writer that lives as long as the process. */
  readonly writer?: DocumentWriter;
  /** Absolute address of the site, ending with a slash; null if it is not known (yet). */
  readonly publicAddress?: () => string | null;
  /** True for the pages of a draft, which are two levels below the root of the site and rendered on request only. */
  readonly draft?: boolean;
  /** Receives the error of a page that could not be rendered. */
  readonly report: (error: Error) => void;
};

export function openSite(parts: SiteParts): Site {
  const { texts, dashboards, binder, painter, assets, entries, draft = false } = parts;
  const { publisher = publisherOf(null, null), writer = openDocumentWriter() } = parts;
  // A draft has no address that others could open, and its pages must not be shared.
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
  const names = openPageNames(parts);

  return {
    ...pageFiles({ binder, painter, dashboards, texts, writer, publisher, publicAddress }, shown, context),
    release: () => shown.all()[0]?.release ?? null,
    released: (id) => shown.all().find(({ release }) => release.id === id)?.release ?? null,
    showing: (cycle) => shown.all().find(({ release }) => release.cycle === cycle)?.release.under ?? null,
    instruments: (language) =>
      shown.all().map((one) => ({ id: one.instrument, title: titleOf(one, language, texts.working) })),
    countryName: shown.countryName,
    named: (language) => [firstPages(context(language, 'search')), ...names(shown.all(), language)],
    everyPage: () => shown.all().map(pagesOf),
    publicAddress,
    context,
    publisher,
    beside: (asked, element) => linksBeside({ shown, texts }, asked, element),
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
    draftSite: (release) => openSite({ ...parts, writer, draft: true, entries: [], releases: alone(release) }),
    close: pages.close,
  };
}

const pagesOf = ({ release, places }: ReturnType<ShownReleases['all']>[number]) => ({
  release: release.id,
  published: release.published,
  addresses: [...places.keys()].map((address) => address.slice(1)),
});

/** The first page of each kind, as in the navigation. */
const firstPages = (context: PageContext): NamedPages => ({
  title: context.texts.say(context.language, 'pages.search.pages'),
  instrument: '',
  pages: context.navigation.map(({ path, text }) => ({ path, text })),
});

/** The pages on which readers weigh an element themselves. */
function linksBeside(
  { shown, texts }: { shown: ShownReleases; texts: Texts },
  { root, language, path }: Parameters<Site['beside']>[0],
  element: string,
): ReturnType<Site['beside']> {
  const current = shown.at(path);
  const having = current?.dashboards.filter(({ declared }) => declared.own_weights === true) ?? [];
  return having.map(({ name }) => {
    const own = `${current!.release.under}${name}`;
    const chosen = `${own}/${element}`;
    const href = `${root}${language}/${current!.places.has(`/${language}/${chosen}`) ? chosen : own}`;
    return { href, text: texts.say(language, `dashboards.${name}.nav`) };
  });
}

/** A site of one release, whether it is public or not. */
const alone = (release: PublishedRelease): Releases => ({
  latestIds: async () => [release.id],
  open: async (id) => (id === release.id ? release : null),
  list: async () => [],
});
