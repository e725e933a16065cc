/**
 * The published pages of the latest release of each instrument: each drawn, hashed and compressed once, then sent from memory.
 *
 * After a start or a new release all pages are drawn in the background, the first of each dashboard before the rest;
 * a page that is asked for before its turn is drawn at once.
 */
import { type Binder, canLive, type Dashboards, type Painter, stillChart } from '../../dashboard/index.ts';
import { type DocumentWriter, openDocumentWriter } from '../../document/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Assets } from '../server/assets.ts';
import { type Body, makeBody } from '../server/body.ts';
import { openPacker } from '../server/packer.ts';
import { documentOf, reportOf } from './download/document.ts';
import { type DownloadParts, type FileEnding, fileOfBlock } from './download/downloads.ts';
import { embedOf } from './download/embed.ts';
import { liveOf } from './download/live.ts';
import { previewOf } from './download/preview.ts';
import { openFigures } from './figure/figures.ts';
import type { KeptPages, PageShelf } from './kept-pages.ts';
import { namesFilter, narrowed, openNarrowed, queryOfPlace } from './narrowed.ts';
import { linkToWeights } from './own-view/own-views.ts';
import type { DrawnChart } from './page/block.ts';
import { showDownloads } from './page/downloads.ts';
import { narrowedFile, narrowedLinks } from './page/narrowed-file.ts';
import { forgetNews, hasNews, newsOf } from './page/news.ts';
import { showPage } from './page/page.ts';
import type { PageContext, PageLink } from './page-context.ts';
import { newsStamp, type PublicState, readPublicState, shelvesOf } from './public-state.ts';
import type { PublishedRelease, Releases } from './published.ts';
import { metadataOf, type Publisher, publisherOf } from './publisher.ts';
import { showDictionary } from './releases/dictionary-page.ts';
import { instrumentOf, type PagePlace, releaseContext, type ShownRelease, shownOf, titleOf } from './shown.ts';

export type Site = {
  /** The release of the front page; null while none is published. */
  readonly release: () => PublishedRelease | null;
  /** A release on show by its id; null if it is not, or no more. */
  readonly released: (id: string) => PublishedRelease | null;
  /** Address below the language of the pages that show a cycle; null if none does. */
  readonly showing: (cycle: string) => string | null;
  /** Instruments on show, by name in a language. */
  readonly instruments: (language: string) => readonly { readonly id: string; readonly title: string }[];
  /** Name of a country as the releases on show have it; its code where none has it. */
  readonly countryName: (language: string, code: string) => string;
  /** What a page needs next to its own content. */
  readonly context: (language: string, path: string) => PageContext;
  /** Licence and contact. */
  readonly publisher: Publisher;
  /** Published pages that describe an element, for who weighs its parts otherwise. */
  readonly beside: (context: PageContext, element: string) => readonly PageLink[];
  /** True for the first page of a dashboard, which a site without a release has nothing to show on yet. */
  readonly expects: (path: string) => boolean;
  /** A page that is ready, by its address with a leading slash. */
  readonly ready: (address: string) => Body | undefined;
  /** Whether a query (without its question mark) asks for another page than the one that is ready. */
  readonly narrows: (address: string, query: string) => boolean;
  /**
   * Draws the page of an address, or gives it ready; null if there is no such page. A query that states what a filter
   * chooses otherwise than it should gives the query to go to instead.
   */
  readonly page: (address: string, query?: string) => Promise<Body | { readonly query: string } | null>;
  /** The dataflow of an interactive chart of a page. */
  readonly live: (address: string, block: string, query?: string) => Promise<Body | null>;
  /** Id of the release that shows an address now; null if none does. */
  readonly latest: (address: string) => string | null;
  /** A chart or table of a page of a release, on show or not, as a file. */
  readonly download: (
    release: PublishedRelease,
    address: string,
    block: string,
    ending: FileEnding,
    query?: string,
  ) => ReturnType<typeof fileOfBlock>;
  /** A report on all of a release in one language. */
  readonly report: (release: PublishedRelease, language: string, as: 'pdf' | 'docx') => ReturnType<typeof reportOf>;
  /** A single chart, as a page that may be framed. */
  readonly embed: (
    release: PublishedRelease,
    address: string,
    block: string,
    query?: string,
  ) => ReturnType<typeof embedOf>;
  /** The picture that a link to a page shows elsewhere. */
  readonly preview: (release: PublishedRelease, address: string, query?: string) => ReturnType<typeof previewOf>;
  /**
   * A table of the countries that a filtered page of a release shows; null if there is no such page, or no such file of it.
   *
   * @param page - its address from the language on
   * @param query - of the address of the file, with the values of the page's filters
   */
  readonly narrowedFile: (
    release: PublishedRelease,
    page: string,
    table: string,
    query: string,
  ) => ReturnType<typeof narrowedFile>;
  /** Looks whether what is public has changed, and turns to it. */
  readonly refresh: () => Promise<void>;
  /**
   * Sees to it that what is sent next is still public: at once where it is known to be, else when this resolves.
   * Whatever was withdrawn before the call is gone then.
   */
  readonly current: () => true | Promise<void>;
  /** Resolves when every page on show is drawn and kept: for benchmarks and tests. */
  readonly drawn: () => Promise<void>;
  /** Resolves when every page that was asked for is packed as tightly as it gets: likewise. */
  readonly packed: () => Promise<void>;
  /** The same pages of a draft, by themselves: drawn when they are asked for, and known to nothing of this site. */
  readonly draftSite: (draft: PublishedRelease) => Site;
  readonly close: () => void;
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
  /** Licence and contact; those of no setting where it is left out. */
  readonly publisher?: Publisher;
  /** Writes files to take along; a separate one where it is left out, which lives as long as the process. */
  readonly writer?: DocumentWriter;
  /** Absolute address of the site, with a slash at its end; null if it is not known (yet). */
  readonly publicAddress?: () => string | null;
  /** True for the pages of a draft, which stand two steps below the root of the site; none is drawn before it is asked for. */
  readonly draft?: boolean;
  /** Told of a page that could not be drawn. */
  readonly report: (error: Error) => void;
};

export function openSite(parts: SiteParts): Site {
  const { texts, dashboards, binder, painter, assets, publisher = publisherOf(null, null) } = parts;
  // A draft has no address that others could open.
  const publicAddress = parts.draft ? () => null : (parts.publicAddress ?? (() => null));
  const writer = parts.writer ?? openDocumentWriter();
  const downloads: DownloadParts = { binder, painter, dashboards, texts, writer, publisher, publicAddress };
  /** One an instrument, that of the front page first. */
  let shown: readonly ShownRelease[] = [];
  let background: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  let closed = false;
  /** What is public that the pages show, and the releases of it with their notices. */
  let seen: PublicState = { version: null, ids: [], notices: [], history: { releases: [], corrections: [] } };
  let turnedTo = '[[],[]]';
  let stamp: string | null = null;
  // A draft's pages are no one else's.
  const kept = (!parts.draft && parts.kept) || null;
  const above = parts.draft ? '../../' : '';
  const figures = openFigures();
  const packer = openPacker((bodies, address, body) => {
    const of = shown.find(({ ready }) => ready === bodies);
    if (of) keep(of, address, body);
  });

  const at = (path: string): ShownRelease | undefined =>
    shown.find(({ release: { under } }) => under !== '' && path.startsWith(under)) ?? shown[0];

  const context = (language: string, path: string): PageContext => {
    const current = at(path);
    const under = current?.release.under ?? '';
    const offered = current?.dashboards ?? dashboards.all;
    return {
      texts,
      language,
      path,
      root: '../'.repeat(path.split('/').length),
      instruments: shown.map((one) => ({
        path: `${one.release.under}${one.dashboards[0]?.name ?? 'data'}`,
        text: titleOf(one, language, texts.working),
        current: one === current,
      })),
      navigation: [
        ...offered.map(({ name, declared }) => ({
          path: `${under}${name}`,
          text: texts.say(language, `dashboards.${name}.nav`),
          ...(name !== dashboards.all[0]?.name && { section: declared.section ?? ('countries' as const) }),
        })),
        { path: `${under}data`, text: texts.say(language, 'pages.nav.data'), section: 'method' },
        {
          path: 'releases',
          text: texts.say(language, `pages.nav.${parts.draft ? 'draft' : 'releases'}`),
          section: 'method',
        },
        ...parts.entries.map(({ path: entry, text }) => ({
          path: entry,
          text: texts.say(language, text),
          apart: true,
        })),
      ],
      // Those of the site itself, whose root is two steps above that of a draft's pages.
      assets: { style: `${above}${assets.style}`, script: `${above}${assets.script}` },
      release: current === undefined ? null : releaseContext(current.release),
      publicAddress: publicAddress(),
    };
  };

  const nameOfCountry = (language: string, code: string): string => {
    for (const { release } of shown) {
      const names = release.rows('labels').filter(({ kind, id }) => kind === 'country' && id === code);
      const own = names.find((row) => row.language === language) ?? names.find((row) => row.language === texts.working);
      if (own) return String(own.label);
    }
    return code;
  };

  const draw = async (of: ShownRelease, place: PagePlace): Promise<Body> => {
    const { dashboard, address, language } = place;
    const query = queryOfPlace(place);
    const own = { ...context(language, address.path), query };
    if (dashboard === null) {
      const data = address.path.endsWith('/columns')
        ? showDictionary(own, of.release)
        : showDownloads(own, of.release, metadataOf(texts, language, of.release, publisher));
      return html(String(await data));
    }
    const page = binder.bind(of.release, dashboard, address, language);
    const drawn = new Map<string, DrawnChart>();
    for (const block of page.blocks) {
      if (block.kind !== 'chart') continue;
      const files = `${of.release.id}/${language}/${address.path}/${block.id}`;
      drawn.set(block.id, {
        svg: await painter.draw(block.name, stillChart(block.shown, block.legend === null)),
        narrow:
          block.narrowChart === null
            ? null
            : await painter.draw(block.name, stillChart(block.narrowChart, block.legend === null)),
        live: canLive(block.chart) ? `${own.root}live/${files}.json${query}` : null,
      });
    }
    const element = address.chosen === null ? null : String(address.chosen.element);
    const weights = dashboard.declared.own_weights === true ? linkToWeights(of.release, own, element) : null;
    const narrowed = narrowedLinks(of.release, binder.narrow(of.release, dashboard, address, language));
    const countryName = (code: string) => nameOfCountry(language, code);
    const news = newsOf(of.instrument, seen.history, countryName);
    const shownContext = { ...own, narrowed, news };
    return html(String(await showPage(shownContext, page, drawn, weights === null ? [] : [weights])));
  };

  /** What names the kept page of a place apart from its address: that of a dashboard with news, by the news. */
  const newsAt = ({ dashboard }: PagePlace) => (hasNews(dashboard) ? stamp : null);

  const keep = (of: ShownRelease, address: string, body: Body) => {
    const place = of.places.get(address);
    const written = place && of.shelf?.write(address, newsAt(place), body);
    if (written) writing = writing.then(() => written);
  };

  /** Drawn by this process, or by an earlier one. */
  const readyOf = (of: ShownRelease, address: string): Body | undefined => {
    const body = of.ready.get(address);
    if (body !== undefined || of.shelf === null) return body;
    const place = of.places.get(address);
    const found = place && of.shelf.read(address, newsAt(place));
    if (!found) return undefined;
    of.ready.set(address, found);
    of.bodies.set(address, Promise.resolve(found));
    return found;
  };

  const bodyOf = (of: ShownRelease, address: string, place: PagePlace): Promise<Body> => {
    readyOf(of, address);
    const known = of.bodies.get(address);
    if (known) return known;
    const before = newsAt(place);
    const made = draw(of, place).then((body) => {
      of.ready.set(address, body);
      if (before === newsAt(place)) keep(of, address, body);
      return body;
    });
    of.bodies.set(address, made);
    // A page that failed may succeed when asked again.
    made.catch(() => of.bodies.delete(address));
    return made;
  };

  const some = openNarrowed(draw);

  const drawAll = async (of: ShownRelease) => {
    for (const [address, place] of of.places) {
      if (closed || !shown.includes(of)) return;
      if (texts.language(place.language).onRequest || of.shelf?.has(address, newsAt(place))) continue;
      // One that is cut short by the closing of the site is no failure.
      await bodyOf(of, address, place).catch((error) => closed || parts.report(error));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  /** Pages hold the names of all instruments, so that one more or less changes every page. */
  const turnTo = (releases: readonly PublishedRelease[], shelves: readonly (PageShelf | null)[]) => {
    shown = releases.map((release, nth) =>
      shownOf(release, nth === 0 ? '' : `${instrumentOf(release)}/`, parts, shelves[nth]),
    );
    if (parts.draft || parts.draws === false) return;
    background = shown.reduce((before, one) => before.then(() => drawAll(one)), Promise.resolve());
  };

  const look = inTurn(async () => {
    const state = await readPublicState(parts.releases, seen);
    const { ids, notices, history } = state;
    const now = JSON.stringify([ids, notices]);
    const stampNow = newsStamp(history);
    if (now !== turnedTo) {
      const opened = await Promise.all(ids.map((id) => parts.releases.open(id)));
      const releases = opened.flatMap((release, nth) =>
        release === null ? [] : [{ ...release, notice: notices[nth]! }],
      );
      const settings = { publisher, publicAddress: publicAddress(), entries: parts.entries, assets };
      const shelves = await shelvesOf(kept, parts.releases, state, settings, releases);
      seen = state;
      stamp = stampNow;
      turnTo(releases, shelves);
      turnedTo = now;
      kept?.tidy(ids);
    } else if (stampNow !== stamp) {
      stamp = stampNow;
      shown.forEach(forgetNews);
    }
    seen = state;
  });

  const find = (address: string) => {
    const of = shown.find(({ places }) => places.has(address));
    return of && { of, place: of.places.get(address)! };
  };

  /** A page of a release, on show or not. */
  const placeOf = (release: PublishedRelease, address: string) => {
    const own = `${instrumentOf(release)}/`;
    const under = address.split('/').slice(2).join('/').startsWith(own) ? own : '';
    const of = shown.find((one) => one.release.id === release.id) ?? shownOf(release, under, parts);
    const place = of.places.get(address);
    return place ? { of, place } : null;
  };

  return {
    release: () => shown[0]?.release ?? null,
    released: (id) => shown.find(({ release }) => release.id === id)?.release ?? null,
    showing: (cycle) => shown.find(({ release }) => release.cycle === cycle)?.release.under ?? null,
    instruments: (language) =>
      shown.map((one) => ({ id: one.instrument, title: titleOf(one, language, texts.working) })),
    countryName: nameOfCountry,
    context,
    publisher,
    beside: ({ root, language, path }, element) => {
      const current = at(path);
      const having = current?.dashboards.filter(({ declared }) => declared.own_weights === true) ?? [];
      return having.map(({ name }) => {
        const own = `${current!.release.under}${name}`;
        const chosen = `${own}/${element}`;
        const href = `${root}${language}/${current!.places.has(`/${language}/${chosen}`) ? chosen : own}`;
        return { href, text: texts.say(language, `dashboards.${name}.nav`) };
      });
    },
    expects: (path) => path === 'data' || dashboards.all.some(({ name }) => name === path),
    ready: (address) => {
      for (const of of shown) {
        const body = readyOf(of, address);
        if (body === undefined) continue;
        packer.pack(of.ready, address);
        return body;
      }
      return undefined;
    },
    narrows: (address, query) => {
      const found = find(address);
      return found !== undefined && namesFilter(found.place, query);
    },
    page: async (address, query = '') => {
      const found = find(address);
      if (found && namesFilter(found.place, query)) {
        const asked = narrowed(found.of, found.place, query);
        if ('query' in asked) return asked;
        return some.page(found.of, `${address}${queryOfPlace(asked.place)}`, asked.place);
      }
      if (found) {
        const body = await bodyOf(found.of, address, found.place);
        packer.pack(found.of.ready, address);
        return found.of.ready.get(address) ?? body;
      }
      const [, language, path] = /^\/([^/]+)\/(.+)$/.exec(address) ?? [];
      const current = path === undefined ? undefined : at(path);
      return language && path && current ? figures.page(current.release, context(language, path)) : null;
    },
    live: async (address, id, query = '') => {
      const found = find(address);
      return found ? liveOf(parts, found.of, placeWith(found.of, found.place, query), id) : null;
    },
    latest: (address) => find(address)?.of.release.id ?? null,
    download: async (release, address, id, ending, query = '') => {
      const found = placeOf(release, address);
      if (found === null) return null;
      const place = placeWith(found.of, found.place, query);
      const document =
        ending === 'pdf' || ending === 'docx' ? await documentOf(downloads, found.of, place, id, ending) : null;
      return document ?? fileOfBlock(downloads, found.of, place, id, ending);
    },
    report: async (release, language, as) =>
      reportOf(
        downloads,
        shown.find((one) => one.release.id === release.id) ?? shownOf(release, '', parts),
        language,
        as,
      ),
    embed: async (release, address, id, query = '') => {
      const found = placeOf(release, address);
      if (found === null) return null;
      const { assets: linked } = context(found.place.language, found.place.address.path);
      return embedOf(downloads, found.of, placeWith(found.of, found.place, query), id, linked);
    },
    preview: async (release, address, query = '') => {
      const found = placeOf(release, address);
      return found && previewOf(downloads, found.of, placeWith(found.of, found.place, query));
    },
    narrowedFile: (release, page, table, query) => {
      const found = placeOf(release, `/${page}`);
      if (found === null || found.place.dashboard === null) return null;
      const { dashboard, address, language } = placeWith(found.of, found.place, query);
      const narrow = binder.narrow(found.of.release, dashboard!, address, language);
      return narrow && narrowedFile(release, narrow, page, table);
    },
    refresh: look,
    current: () => {
      try {
        const version = parts.releases.version?.() ?? seen.version;
        if (version === seen.version) return true;
        return version instanceof Promise ? version.then((now) => (now === seen.version ? undefined : look())) : look();
      } catch (error) {
        // A store that cannot be read: nothing is sent that may have been withdrawn.
        return Promise.reject(error);
      }
    },
    drawn: () => background.then(() => writing),
    draftSite: (draft) =>
      openSite({
        ...parts,
        writer,
        draft: true,
        entries: [],
        releases: {
          latestIds: async () => [draft.id],
          open: async (id) => (id === draft.id ? draft : null),
          list: async () => [],
        },
      }),
    packed: packer.idle,
    close: () => {
      closed = true;
      packer.close();
    },
  };
}

/** One at for each time; anyone who asks while one is at work gets the next, so that what it finds is not older than the asking. */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return begin();
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
}

const placeWith = (of: ShownRelease, place: PagePlace, query: string): PagePlace => {
  const asked = narrowed(of, place, query);
  if ('place' in asked) return asked.place;
  return placeWith(of, place, asked.query.slice(1));
};

const html = (text: string) => makeBody(text, 'text/html; charset=utf-8');
