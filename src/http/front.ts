/**
 * Opens the server before the rest of the site is ready: it listens, and sends pages of the current releases that an
 * earlier process stored. All other requests wait until `open` provides the routes.
 */
import { readySender } from './ready-sender.ts';
import type { Assets } from './server/assets.ts';
import { type Listener, type ListenerParts, openListener, type SendReady } from './server/listener.ts';
import { checkAddress } from './server/loopback.ts';
import type { KeptPages } from './site/prepared/kept-pages.ts';
import { newsStamp, readPublicState, type SiteSettings, shelvesOf } from './site/prepared/public-state.ts';
import type { PublicReleases } from './site/published.ts';
import type { Site } from './site/site.ts';

export type Front = {
  /** Address at which it listens, ending with a slash. */
  readonly listening: string;
  /** Switches to the complete site. */
  readonly open: (routes: { readonly fetch: ListenerParts['fetch']; readonly sendReady: SendReady }) => void;
  /** Lets pending requests finish within this time. */
  readonly stop: Listener['stop'];
};

export type FrontParts = Pick<ListenerParts, 'host' | 'port' | 'sharesPort'> & {
  readonly assets: Assets;
  readonly releases: PublicReleases;
  readonly kept: KeptPages | null;
  /** What pages state about the installation; its address is the one at which it listens if none is set. */
  readonly settings: Omit<SiteSettings, 'assets'>;
};

/** @throws Problem `host_refused`, `port_taken`, `address_not_given` */
export async function openFront({
  host,
  port,
  sharesPort = false,
  assets,
  releases,
  kept,
  settings,
}: FrontParts): Promise<Front> {
  checkAddress(host, port);
  const opened = Promise.withResolvers<ListenerParts['fetch']>();
  // Errors are reported to the caller that opens the site; waiting requests end with the process.
  opened.promise.catch(() => {});
  let sendReady: SendReady = () => false;
  const listener = await openListener({
    host,
    port,
    sharesPort,
    fetch: async (...asked) => (await opened.promise)(...asked),
    sendReady: (asked, answer, asks) => sendReady(asked, answer, asks),
  });
  const name = host.includes(':') ? `[${host}]` : host;
  const listening = `http://${name}:${listener.port}/`;
  let whole = false;
  if (kept !== null) {
    const publicAddress = settings.publicAddress ?? listening;
    const early = await keptSite(kept, releases, { ...settings, publicAddress, assets });
    if (!whole) sendReady = readySender({ site: early, assets });
  }
  return {
    listening,
    open: (routes) => {
      whole = true;
      sendReady = routes.sendReady;
      opened.resolve(routes.fetch);
    },
    stop: (seconds) => {
      if (!whole) opened.reject(new Error('closed before it was open'));
      return listener.stop(seconds);
    },
  };
}

/** Stored pages, as long as nothing public has changed since they were read. */
async function keptSite(
  kept: KeptPages,
  releases: PublicReleases,
  settings: SiteSettings,
): Promise<Pick<Site, 'ready' | 'narrows' | 'current'>> {
  const state = await readPublicState(releases, null);
  const shelves = await shelvesOf(kept, releases, state, settings);
  const news = newsStamp(state.history);
  let changed = false;
  const compare = (version: number | null) => {
    changed ||= version !== state.version;
  };
  return {
    ready: (address) => {
      if (changed) return undefined;
      for (const shelf of shelves) {
        const body = shelf?.read(address, null) ?? shelf?.read(address, news);
        if (body) return body;
      }
      return undefined;
    },
    // Only the complete site knows which queries select another page.
    narrows: () => true,
    current: () => {
      const version = releases.version?.() ?? state.version;
      if (version instanceof Promise) return version.then(compare);
      compare(version);
      return changed ? Promise.resolve() : true;
    },
  };
}
