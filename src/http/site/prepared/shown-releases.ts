/**
 * The releases on show now, one an instrument: opened again when what is public changes, and compared with the store before
 * anything is sent.
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
  /** That of the front page first; none while nothing is published. */
  readonly all: () => readonly ShownRelease[];
  /** The release whose pages a path is among; that of the front page for any other path. */
  readonly at: (path: string) => ShownRelease | undefined;
  /** The page of an address, of a release on show. */
  readonly find: (address: string) => FoundPage | undefined;
  /** A release as the site shows it, whether it is on show or not. */
  readonly asShown: (release: PublishedRelease, under?: string) => ShownRelease;
  /** The page of an address, of a release on show or not; null if it has none there. */
  readonly findIn: (release: PublishedRelease, address: string) => FoundPage | null;
  readonly history: () => History;
  /** Changes with the news that pages show; null before the first look. */
  readonly newsStamp: () => string | null;
  /** Name of a country as these releases have it; its code where none has it. */
  readonly countryName: (language: string, code: string) => string;
  /** Looks whether what is public has changed, and turns to it. */
  readonly refresh: () => Promise<void>;
  /**
   * Sees to it that what is sent next is still public: at once where it is known to be, else when this resolves.
   * Whatever was withdrawn before the call is gone then.
   */
  readonly current: () => true | Promise<void>;
};

export type ShownReleasesParts = Pages & {
  readonly releases: Releases;
  /** Pages that earlier processes drew; null if none are kept. */
  readonly kept: KeptPages | null;
  readonly assets: Pick<Assets, 'style' | 'script'>;
  /** What pages say of the installation, as it is when they are drawn. */
  readonly settings: () => Omit<SiteSettings, 'assets'>;
  /** Called when other releases, or the same with other notices, are on show. */
  readonly turned: () => void;
};

export function openShownReleases(parts: ShownReleasesParts): ShownReleases {
  const { releases, kept, assets, texts } = parts;
  let shown: readonly ShownRelease[] = [];
  /** What is public that the pages show, and the releases of it with their notices. */
  let seen: PublicState = { version: null, ids: [], notices: [], history: { releases: [], corrections: [] } };
  let turnedTo = '[[],[]]';
  let stamp: string | null = null;

  /** Pages hold the names of all instruments, so that one more or less changes every page. */
  const turnTo = (opened: readonly PublishedRelease[], shelves: readonly (PageShelf | null)[]) => {
    shown = opened.map((release, nth) =>
      shownOf(release, nth === 0 ? '' : `${instrumentOf(release)}/`, parts, shelves[nth]),
    );
    parts.turned();
  };

  const refresh = inTurn(async () => {
    const state = await readPublicState(releases, seen);
    const { ids, notices, history } = state;
    const now = JSON.stringify([ids, notices]);
    const stampNow = newsStamp(history);
    if (now !== turnedTo) {
      const opened = await Promise.all(ids.map((id) => releases.open(id)));
      const found = opened.flatMap((release, nth) => (release === null ? [] : [{ ...release, notice: notices[nth]! }]));
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
    find: (address) => {
      const of = shown.find(({ places }) => places.has(address));
      return of && { of, place: of.places.get(address)! };
    },
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
    countryName: (language, code) => {
      for (const { release } of shown) {
        const names = release.rows('labels').filter(({ kind, id }) => kind === 'country' && id === code);
        const own =
          names.find((row) => row.language === language) ?? names.find((row) => row.language === texts.working);
        if (own) return String(own.label);
      }
      return code;
    },
    refresh,
    current: () => {
      try {
        const version = releases.version?.() ?? seen.version;
        if (version === seen.version) return true;
        return version instanceof Promise
          ? version.then((now) => (now === seen.version ? undefined : refresh()))
          : refresh();
      } catch (error) {
        // A store that cannot be read: nothing is sent that may have been withdrawn.
        return Promise.reject(error);
      }
    },
  };
}

/** One at a time; whoever asks while one is at work gets the next, so that what it finds is not older than the asking. */
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
