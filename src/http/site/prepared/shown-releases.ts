/**
 * The current releases, one for each instrument: reopened when the public state changes, and compared with the store
 * before anything is sent.
 */
import type { Assets } from '../../server/assets.ts';
import { forgetNews } from '../page/news.ts';
import type { History, PublishedRelease, Releases } from '../published.ts';
import type { KeptPages, PageShelf } from './kept-pages.ts';
import { newsStamp, type PublicState, readPublicState, type SiteSettings, shelvesOf } from './public-state.ts';
import { instrumentOf, type PagePlace, type Pages, type ShownRelease, shownOf } from './shown.ts';

/** A page of a release. */
export type FoundPage = { readonly of: ShownRelease; readonly place: PagePlace };

export type ShownReleases = {
  /** The release of the home page first; empty if nothing is published. */
  readonly all: () => readonly ShownRelease[];
  /** The release to whose pages a path belongs; that of the home page for any other path. */
  readonly at: (path: string) => ShownRelease | undefined;
  /** The page at an address, of a current release. */
  readonly find: (address: string) => FoundPage | undefined;
  /** A release in the form that the site uses, whether it is current or not. */
  readonly asShown: (release: PublishedRelease, under?: string) => ShownRelease;
  /** The page at an address, of any release; null if there is none. */
  readonly findIn: (release: PublishedRelease, address: string) => FoundPage | null;
  readonly history: () => History;
  /** Changes with the news on pages; null before the first check. */
  readonly newsStamp: () => string | null;
  /** Name of a country in these releases; its code if none has it. */
  readonly countryName: (language: string, code: string) => string;
  /** Checks whether the public state has changed, and applies the change. */
  readonly refresh: () => Promise<void>;
  /**
   * Ensures that what is sent next is still public: returns true if that is certain, otherwise resolves when it is.
   * Anything withdrawn before the call is removed then.
   */
  readonly current: () => true | Promise<void>;
};

export type ShownReleasesParts = Pages & {
  readonly releases: Releases;
  /** Pages that earlier processes rendered; null if none are cached. */
  readonly kept: KeptPages | null;
  readonly assets: Pick<Assets, 'style' | 'script'>;
  /** Statements about the installation at the time of rendering. */
  readonly settings: () => Omit<SiteSettings, 'assets'>;
  /** Called when other releases, or the same with other notices, become current. */
  readonly turned: () => void;
};

export function openShownReleases(parts: ShownReleasesParts): ShownReleases {
  const { releases, kept, assets, texts } = parts;
  let shown: readonly ShownRelease[] = [];
  /** The public state that the pages show, and the releases with their notices. */
  let seen: PublicState = { version: null, ids: [], notices: [], history: { releases: [], corrections: [] } };
  let turnedTo = '[[],[]]';
  let stamp: string | null = null;

  /** Pages contain the names of all instruments, so adding or removing one changes every page. */
  const turnTo = (opened: readonly PublishedRelease[], shelves: readonly (PageShelf | null)[]) => {
    shown = opened.map((release, nth) =>
      shownOf(release, nth === 0 ? '' : `${instrumentOf(release)}/`, parts, shelves[nth]),
    );
    parts.turned();
  };

  const refresh = inTurn(async () => {
    const state = await readPublicState(releases, seen);
    const { ids, notices, history } = state;
    const [now, stampNow] = [JSON.stringify([ids, notices]), newsStamp(history)];
    if (now !== turnedTo) {
      const opened = await Promise.all(
        ids.map(async (id) => (await openAlready(releases, shown, id)) ?? releases.open(id)),
      );
      const found = opened.flatMap((release, nth) => (release ? [{ ...release, notice: notices[nth]! }] : []));
      const shelves = await shelvesOf(kept, releases, state, { ...parts.settings(), assets }, found);
      seen = state;
      stamp = stampNow;
      turnTo(found, shelves);
      turnedTo = now;
      kept?.tidy(ids);
    } else if (stampNow !== stamp) {
      stamp = stampNow;
      shown.forEach(forgetNews);
    }
    seen = state;
  });

  const asShown: ShownReleases['asShown'] = (release, under = '') =>
    shown.find((one) => one.release.id === release.id) ?? shownOf(release, under, parts);

  return {
    all: () => shown,
    at: (path) => shown.find(({ release: { under } }) => under !== '' && path.startsWith(under)) ?? shown[0],
    find: (address) => foundIn(shown, address),
    asShown,
    findIn: (release, address) => {
      const own = `${instrumentOf(release)}/`;
      const under = address.split('/').slice(2).join('/').startsWith(own) ? own : '';
      const of = asShown(release, under);
      const place = of.places.get(address);
      return place ? { of, place } : null;
    },
    history: () => seen.history,
    newsStamp: () => stamp,
    countryName: (language, code) => countryNameIn(shown, code, [language, texts.working]) ?? code,
    refresh,
    current: () => {
      try {
        const version = releases.version?.() ?? seen.version;
        if (version === seen.version) return true;
        return version instanceof Promise
          ? version.then((now) => (now === seen.version ? undefined : refresh()))
          : refresh();
      } catch (error) {
        // If the store cannot be read, nothing is sent that may have been withdrawn.
        return Promise.reject(error);
      }
    },
  };
}

/**
 * A release that is open already, unless it was published again since: reading it takes long, and its tables would be
 * parsed again.
 */
async function openAlready(
  releases: Releases,
  shown: readonly ShownRelease[],
  id: string,
): Promise<PublishedRelease | null> {
  const found = shown.find(({ release }) => release.id === id)?.release;
  if (found === undefined) return null;
  const identity = await releases.identity?.(id);
  return identity?.published === found.published ? found : null;
}

/** Runs one call at a time; a call during a run gets the next run, so that its result is not older than the call. */
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

function foundIn(shown: readonly ShownRelease[], address: string): ReturnType<ShownReleases['find']> {
  const of = shown.find(({ places }) => places.has(address));
  return of && { of, place: of.places.get(address)! };
}

/** @param languages - the first that has a name is used, in the first release that names the country in one of them */
function countryNameIn(shown: readonly ShownRelease[], code: string, languages: readonly string[]): string | null {
  for (const { release } of shown) {
    const names = release.rows('labels').filter(({ kind, id }) => kind === 'country' && id === code);
    const own = languages.map((language) => names.find((row) => row.language === language)).find(Boolean);
    if (own) return String(own.label);
  }
  return null;
}
