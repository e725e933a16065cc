/**
 * Pages of the current releases: each is rendered once, by this process or an earlier one, then sent from memory. All
 * are rendered in the background, the first of each dashboard first; a requested page is rendered at once.
 */
import type { Texts } from '../../../i18n/index.ts';
import type { Body } from '../../server/body.ts';
import { openPacker } from '../../server/packer.ts';
import { hasNews } from '../page/news.ts';
import type { DrawPage } from './draw-page.ts';
import type { PagePlace, ShownRelease } from './shown.ts';
import type { FoundPage, ShownReleases } from './shown-releases.ts';

export type PreparedPages = {
  /** A finished page, by its address with a leading slash. */
  readonly ready: (address: string) => Body | undefined;
  /** The same; rendered if necessary. */
  readonly page: (found: FoundPage, address: string) => Promise<Body>;
  /** Starts rendering all current pages. */
  readonly drawAll: () => void;
  /** Resolves when all current pages are rendered and stored. */
  readonly drawn: () => Promise<void>;
  /** Resolves when all requested pages are recompressed. */
  readonly packed: () => Promise<void>;
  readonly close: () => void;
};

export type PreparedPagesParts = {
  readonly shown: ShownReleases;
  readonly draw: DrawPage;
  readonly texts: Texts;
  /** Receives the error of a page that could not be rendered. */
  readonly report: (error: Error) => void;
};

export function openPreparedPages({ shown, draw, texts, report }: PreparedPagesParts): PreparedPages {
  let background: Promise<void> = Promise.resolve();
  let closed = false;
  const cache = openPageCache(shown, draw);
  const packer = openPacker((bodies, address, body) => {
    const of = shown.all().find(({ ready }) => ready === bodies);
    if (of) cache.keep(of, address, body);
  });

  const drawAllOf = async (of: ShownRelease) => {
    for (const [address, place] of of.places) {
      if (closed || !shown.all().includes(of)) return;
      if (texts.language(place.language).onRequest || cache.isKept(of, address, place)) continue;
      // Closing the site interrupts rendering, which is not an error.
      await cache.bodyOf(of, address, place).catch((error) => closed || report(error));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  return {
    ready: (address) => {
      for (const of of shown.all()) {
        const body = cache.readyOf(of, address);
        if (body === undefined) continue;
        packer.pack(of.ready, address);
        return body;
      }
      return undefined;
    },
    page: async ({ of, place }, address) => {
      const body = await cache.bodyOf(of, address, place);
      packer.pack(of.ready, address);
      return of.ready.get(address) ?? body;
    },
    drawAll: () => {
      background = shown.all().reduce((before, one) => before.then(() => drawAllOf(one)), Promise.resolve());
    },
    drawn: () => background.then(cache.written),
    packed: packer.idle,
    close: () => {
      closed = true;
      packer.close();
    },
  };
}

/** Pages that were rendered, by this process or an earlier one. */
function openPageCache(shown: ShownReleases, draw: DrawPage) {
  let writing: Promise<void> = Promise.resolve();

  /** The part of a cache key besides the address: for dashboards with news, the state of the news. */
  const newsAt = ({ dashboard }: PagePlace) => (hasNews(dashboard) ? shown.newsStamp() : null);

  const keep = (of: ShownRelease, address: string, body: Body): void => {
    const place = of.places.get(address);
    const written = place && of.shelf?.write(address, newsAt(place), body);
    if (written) writing = writing.then(() => written);
  };

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
    const made = draw(of, place).then((body) => {
      // One that was discarded meanwhile, as there is other news, is only sent to those who asked before.
      if (of.bodies.get(address) !== made) return body;
      of.ready.set(address, body);
      keep(of, address, body);
      return body;
    });
    of.bodies.set(address, made);
    // A page that failed may succeed at the next request.
    made.catch(() => of.bodies.get(address) === made && of.bodies.delete(address));
    return made;
  };

  return {
    keep,
    readyOf,
    bodyOf,
    /** True if an earlier process rendered it. */
    isKept: (of: ShownRelease, address: string, place: PagePlace) => of.shelf?.has(address, newsAt(place)) ?? false,
    /** Resolves when everything is written that was rendered. */
    written: () => writing,
  };
}
