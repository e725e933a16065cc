/** Assembles the site and listens. */
import { listDashboards, loadTheme, type MapSource, openAtlas, openBinder, openPainter } from '../dashboard/index.ts';
import { openDocumentWriter } from '../document/index.ts';
import type { Texts } from '../i18n/index.ts';
import { app } from './app.ts';
import { type Front, openFront } from './front.ts';
import { readySender } from './ready-sender.ts';
import { type Assets, makeAssets } from './server/assets.ts';
import type { ListenerParts } from './server/listener.ts';
import { checkAddress } from './server/loopback.ts';
import type { FindClient, RateLimit } from './server/rate.ts';
import type { OwnRoutes } from './site/own-routes.ts';
import { openOwnViews } from './site/own-view/own-views.ts';
import type { KeptPages } from './site/prepared/kept-pages.ts';
import type { Releases } from './site/published.ts';
import { type Publisher, publisherOf } from './site/publisher.ts';
import { openSite, type Site } from './site/site.ts';

export type Setting = {
  readonly contentRoot: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly texts: Texts;
  readonly maps: MapSource;
  readonly releases: Releases;
  /** Licence and contact; defaults if omitted. */
  readonly publisher?: Publisher;
  /** Absolute address at which readers reach the site, ending with a slash; if omitted, the one where it listens. */
  readonly publicAddress?: string | null;
  /** If omitted, the front is opened here, and sends nothing before everything is ready. */
  readonly front?: { readonly opened: Front; readonly assets: Assets; readonly kept: KeptPages | null };
  readonly more?: OwnRoutes;
  /** Time that pending requests have to finish on stop. */
  readonly stopSeconds?: number;
  readonly rate?: RateLimit;
  readonly clientOf?: FindClient;
  /** False if another process prerenders pages, or if this one does so later (`drawPages`). */
  readonly draws?: boolean;
  /**
   * True if no release is opened before `drawPages` is called or a page is requested, as the next one may replace it soon.
   */
  readonly opensLater?: boolean;
  readonly report: (error: Error) => string;
};

export type ServedSite = {
  readonly address: string;
  readonly site: Site;
  /** Switches to a newly published release without waiting for the next check. */
  readonly refresh: () => Promise<void>;
  /** Starts prerendering all pages. */
  readonly drawPages: () => void;
  /** Lets pending requests finish within the configured time, then closes everything. */
  readonly close: () => Promise<void>;
};

/** Interval at which the site checks whether another process published a release, in milliseconds. */
const checkEveryMs = 2_000;

/**
 * @throws Problem `host_refused` for an address that others can reach; `port_taken` if another program listens,
 *   `address_not_given`
 */
export async function serve(setting: Setting): Promise<ServedSite> {
  checkAddress(setting.host, setting.port);
  const { contentRoot, host, port, releases, texts, report, rate, clientOf } = setting;
  const entries = setting.more?.entries ?? [];
  const publisher = setting.publisher ?? publisherOf(null, null);
  const assets = setting.front?.assets ?? (await makeAssets(loadTheme(contentRoot), texts.languages));
  const kept = setting.front?.kept ?? null;
  const dashboards = listDashboards(contentRoot);
  const atlas = openAtlas(setting.maps);
  const painter = openPainter(atlas);
  const writer = openDocumentWriter();
  const settings = { publisher, publicAddress: setting.publicAddress ?? null, entries };
  const front = setting.front?.opened ?? (await openFront({ host, port, assets, releases, kept: null, settings }));
  const site = openSite({
    releases,
    texts,
    dashboards,
    binder: openBinder(dashboards, atlas, texts),
    painter,
    assets,
    kept,
    draws: setting.draws ?? true,
    entries,
    publisher,
    writer,
    publicAddress: () => setting.publicAddress ?? front.listening,
    report,
  });
  const start = dashboards.all[0]?.name ?? 'data';
  const views = openOwnViews();
  const routes = app({
    ...(rate && { rate }),
    ...(clientOf && { clientOf }),
    site,
    releases,
    views,
    texts,
    assets,
    start,
    report,
    more: setting.more?.routes(site) ?? [],
    ...(setting.more?.drafts && { drafts: setting.more.drafts }),
  });
  await site.refresh();
  front.open({ fetch: routes.fetch as ListenerParts['fetch'], sendReady: readySender({ site, assets }) });
  const checks = regularChecks(site, report);
  if (!setting.opensLater) checks.start();

  return {
    address: front.listening,
    site,
    refresh: site.refresh,
    drawPages: () => {
      checks.start();
      site.drawPages();
    },
    close: async () => {
      // The store is closed next, so a check that is under way must end; if the store does not answer it, the server
      // still stops to listen at once.
      await Promise.all([checks.end().then(site.close), front.stop(setting.stopSeconds ?? 20)]);
      await painter.close();
      await writer.close();
      await views.close();
    },
  };
}

/** Checks for a release that another process published. A lost store is reported once, not at each check. */
function regularChecks(site: Site, report: (error: Error) => string) {
  let lost = false;
  let checking = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const checkReleases = () => {
    checking = site.refresh().then(
      () => {
        lost = false;
      },
      (error) => {
        if (!lost) report(error);
        lost = true;
      },
    );
  };
  return {
    /** Does nothing if they were started before. */
    start: () => {
      timer ??= setInterval(checkReleases, checkEveryMs).unref();
    },
    /** Ends after the check that is under way. */
    end: async () => {
      clearInterval(timer);
      await checking;
    },
  };
}
