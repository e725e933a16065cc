/** Puts the site together and listens. */
import { listDashboards, loadTheme, type MapSource, openAtlas, openBinder, openPainter } from '../dashboard/index.ts';
import { openDocumentWriter } from '../document/index.ts';
import type { Texts } from '../i18n/index.ts';
import { app, readySender } from './app.ts';
import { type Assets, makeAssets } from './server/assets.ts';
import { openListener } from './server/listener.ts';
import { checkAddress } from './server/loopback.ts';
import type { RateLimit } from './server/rate.ts';
import type { MoreRoutes } from './site/more-routes.ts';
import { openOwnViews } from './site/own-view/own-views.ts';
import type { Releases } from './site/published.ts';
import type { Publisher } from './site/publisher.ts';
import { openSite, type Site } from './site/site.ts';

export type Setting = {
  readonly contentRoot: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly texts: Texts;
  readonly maps: MapSource;
  readonly releases: Releases;
  /** Licence and contact; those of no setting where it is left out. */
  readonly publisher?: Publisher;
  /** Absolute address under which readers reach the site, with a slash at its end; where it listens if left out. */
  readonly publicAddress?: string | null;
  /** Being made already; else they are made here. */
  readonly assets?: Promise<Assets>;
  readonly more?: MoreRoutes;
  /** How long requests in flight may take to finish when it stops. */
  readonly stopSeconds?: number;
  readonly rate?: RateLimit;
  readonly report: (error: Error) => string;
};

export type ServedSite = {
  readonly address: string;
  readonly site: Site;
  /** Turns to a release published just now without waiting for the next look. */
  readonly refresh: () => Promise<void>;
  /** Lets the requests in flight finish, within the time that was set; then all is closed. */
  readonly close: () => Promise<void>;
};

/** How often the site asks whether another process published a release, in milliseconds. */
const lookEvery = 2_000;

/** @throws Problem `host_refused` for an address that others can reach; `port_taken` where another program listens, `address_not_given` */
export async function serve(setting: Setting): Promise<ServedSite> {
  checkAddress(setting.host, setting.port);
  // Bundled by a process of its own, which works while content is read here.
  const making = setting.assets ?? makeAssets(loadTheme(setting.contentRoot), setting.texts.languages);
  const dashboards = listDashboards(setting.contentRoot);
  const atlas = openAtlas(setting.maps);
  const painter = openPainter(atlas);
  const writer = openDocumentWriter();
  let listening: string | null = null;
  const assets = await making;
  const site = openSite({
    releases: setting.releases,
    texts: setting.texts,
    dashboards,
    binder: openBinder(dashboards, atlas, setting.texts),
    painter,
    assets,
    entries: setting.more?.entries ?? [],
    ...(setting.publisher && { publisher: setting.publisher }),
    writer,
    publicAddress: () => setting.publicAddress ?? listening,
    report: setting.report,
  });
  const { releases, texts, report } = setting;
  const start = dashboards.all[0]?.name ?? 'data';
  const views = openOwnViews();
  const { rate } = setting;
  const routes = app({
    ...(rate && { rate }),
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
  const listener = await openListener({
    host: setting.host,
    port: setting.port,
    fetch: routes.fetch as Parameters<typeof openListener>[0]['fetch'],
    sendReady: readySender({ site, assets }),
  }).catch(async (error) => {
    await painter.close();
    throw error;
  });
  const name = setting.host.includes(':') ? `[${setting.host}]` : setting.host;
  listening = `http://${name}:${listener.port}/`;
  await site.refresh();
  // A store that is lost is reported once, not at each look.
  let lost = false;
  const lookAgain = () =>
    site.refresh().then(
      () => {
        lost = false;
      },
      (error) => {
        if (!lost) report(error);
        lost = true;
      },
    );
  const look = setInterval(() => void lookAgain(), lookEvery);
  look.unref();

  return {
    address: listening,
    site,
    refresh: site.refresh,
    close: async () => {
      clearInterval(look);
      site.close();
      await listener.stop(setting.stopSeconds ?? 20);
      await painter.close();
      await writer.close();
      await views.close();
    },
  };
}
