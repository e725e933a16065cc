/** Combines all routes of the server. */
import { validateHeaderValue } from 'node:http';
import { type Context, Hono } from 'hono';
import type { Texts } from '../i18n/index.ts';
import { Problem } from '../problem/index.ts';
import { downloadRoutes } from './api/downloads.ts';
import { fileRoutes } from './api/files.ts';
import { draftSiteRoutes } from './draft-site.ts';
import { answerProblem } from './problem-reply.ts';
import type { Assets } from './server/assets.ts';
import { respond } from './server/body.ts';
import { securityHeaders } from './server/headers.ts';
import { checkHost } from './server/loopback.ts';
import { packReply } from './server/pack-reply.ts';
import { type FindClient, openClients, openRateLimit, type RateLimit } from './server/rate.ts';
import { type OwnViews, openOwnViews } from './site/own-view/own-views.ts';
import { weightRoutes } from './site/own-view/route.ts';
import { pageRoutes } from './site/page/route.ts';
import type { Drafts, Releases } from './site/published.ts';
import { releaseRoutes } from './site/releases/route.ts';
import { searchRoutes } from './site/search/route.ts';
import type { Site } from './site/site.ts';
import { sitemapRoutes } from './site/sitemap.ts';

/** Dependencies of the routes, from `gap serve` or from a test. */
export type AppParts = {
  readonly site: Site;
  readonly releases: Releases;
  readonly texts: Texts;
  readonly assets: Assets;
  /** Path to which the root redirects, below the language. */
  readonly start: string;
  /** Routes other than the published pages: uploads, the secretariat's pages. */
  readonly more?: readonly Hono[];
  /** Drafts whose pages may be seen before they are public. */
  readonly drafts?: (c: Context) => Drafts;
  /** Computes readers' own views; a test that requests none may omit it. */
  readonly views?: OwnViews;
  /** Limit for each client; none if omitted. */
  readonly rate?: RateLimit;
  /** The address of the socket if omitted. */
  readonly clientOf?: FindClient;
  /** Writes an unexpected error to the log and returns the incident id to find it by. */
  readonly report: (error: Error) => string;
};

export function app(desk: AppParts): Hono {
  const { site, assets, texts } = desk;
  const routes = new Hono();
  const rate = desk.rate ?? openRateLimit(0);
  const clientOf = desk.clientOf ?? openClients();
  const views = desk.views ?? openOwnViews();

  // Compresses responses for one reader, such as a receipt; shared ones are compressed beforehand.
  routes.use('*', packReply);
  routes.use('*', async (c, next) => {
    checkHost(c.req.url);
    checkOrigin(c.req.method, c.req.header('origin'), c.req.header('host'), c.req.header('sec-fetch-site'));
    // Ensures that no cached copy outlives a withdrawal.
    await site.current();
    const kind = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) ? 'read' : 'work';
    await rate.take(clientOf(c.env, c.req.header('x-forwarded-for')), kind);
    await next();
    // Prepared bodies have these headers, and the only page that may be framed has its own.
    for (const [name, value] of Object.entries(securityHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    // What Node refuses to send would otherwise end in the adapter, which answers with the bare error.
    for (const [name, value] of c.res.headers) validateHeaderValue(name, value);
  });

  routes.get('/assets/:file', (c, next) => {
    const body = assets.bodies.get(c.req.path);
    return body
      ? Promise.resolve(respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match')))
      : next();
  });

  for (const more of desk.more ?? []) routes.route('/', more);
  if (desk.drafts) routes.route('/', draftSiteRoutes({ ...desk, drafts: desk.drafts, views }));
  routes.route('/', fileRoutes(site, desk.releases));
  routes.route('/', downloadRoutes(site, desk.releases));
  routes.route('/', releaseRoutes(site, desk.releases, texts));
  routes.route('/', sitemapRoutes(site));
  routes.route('/', searchRoutes(site, texts));
  routes.route('/', weightRoutes(site, texts, views));
  routes.route('/', pageRoutes(site, desk.releases, texts, desk.start));

  routes.notFound((c) => {
    throw new Problem('not_found', 'address', { thing: 'page', id: c.req.path });
  });

  routes.onError((error, c) => answerProblem(desk, routes, error, c));
  return routes;
}

/** Requests with an unsafe method must come from our own pages, whatever their body is. */
function checkOrigin(
  method: string,
  origin: string | undefined,
  host: string | undefined,
  site: string | undefined,
): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const own = origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  if (!own || site === 'cross-site') throw new Problem('origin_foreign', 'header Origin', {});
}
