/** Combines all routes of the server. */
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { formatDate, type Texts } from '../i18n/index.ts';
import { Problem, problemMembers } from '../problem/index.ts';
import { downloadRoutes } from './api/downloads.ts';
import { fileRoutes } from './api/files.ts';
import { draftSiteRoutes, draftsPlace } from './draft-site.ts';
import type { Assets } from './server/assets.ts';
import { respond, sendBody } from './server/body.ts';
import { meantAddresses, relativeAddress } from './server/canonical.ts';
import { frameHeaders, securityHeaders } from './server/headers.ts';
import type { SendReady } from './server/listener.ts';
import { checkHost } from './server/loopback.ts';
import { packReply } from './server/pack-reply.ts';
import { type FindClient, openClients, openRateLimit, type RateLimit } from './server/rate.ts';
import { wantsPage } from './server/wants-page.ts';
import { showFramedProblem } from './site/download/framed-problem.ts';
import { findGone } from './site/gone.ts';
import { type OwnViews, openOwnViews } from './site/own-view/own-views.ts';
import { weightRoutes } from './site/own-view/route.ts';
import { showProblem } from './site/page/message.ts';
import { pageRoutes } from './site/page/route.ts';
import { problemWords } from './site/problem-words.ts';
import type { Drafts, Releases } from './site/published.ts';
import { releaseRoutes } from './site/releases/route.ts';
import type { Site } from './site/site.ts';

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

/**
 * Sends finished pages, styles and scripts before any routing: they are the same for everyone, and nearly all
 * requests ask for them.
 */
export function readySender({
  site,
  assets,
}: {
  readonly site: Pick<Site, 'ready' | 'narrows' | 'current'>;
  readonly assets: Assets;
}): SendReady {
  return (asked, answer, asks) => {
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return false;
    const address = asked.url!;
    const query = address.indexOf('?');
    const path = query < 0 ? address : address.slice(0, query);
    const asset = assets.bodies.get(path);
    if (asset !== undefined) return sendBody(answer, asset, asks);
    const body = site.ready(path);
    if (body === undefined) return false;
    // A page for some countries only is a different page.
    if (query >= 0 && site.narrows(path, address.slice(query + 1))) return false;
    const current = site.current();
    if (current === true) return sendBody(answer, body, asks);
    return current.then(() => {
      const now = site.ready(path);
      return now !== undefined && sendBody(answer, now, asks);
    });
  };
}

/** When a client may retry a request that the server was too busy for. */
const retryAfterSeconds = 30;

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
  routes.route('/', weightRoutes(site, texts, views));
  routes.route('/', pageRoutes(site, desk.releases, texts, desk.start));

  routes.notFound((c) => {
    throw new Problem('not_found', 'address', { thing: 'page', id: c.req.path });
  });

  // The only place where an error becomes a response: a page for people, RFC 9457 for programs.
  routes.onError(async (error, c) => {
    const found = asProblem(error, desk.report);
    const missing = found.code === 'not_found' && found.where === 'address';
    const meant = missing ? await findMeant(routes, c) : null;
    if (meant !== null) return c.body(null, 308, { location: meant, 'cache-control': 'no-cache', ...securityHeaders });
    const gone = missing ? await findGone(desk, c) : null;
    const allowed = missing && gone === null ? await otherMethods(routes, c) : [];
    const { method } = c.req;
    const problem =
      gone !== null
        ? gone.problem
        : allowed.length > 0
          ? new Problem('method_not_allowed', 'method', { method, allowed })
          : found;
    const { code, status } = problem;
    const [, place = '', , below = ''] = c.req.path.split('/');
    const first = place === draftsPlace ? below : place;
    const headers = {
      ...securityHeaders,
      ...(allowed.length > 0 && { allow: allowed.join(', ') }),
      ...(status === 503 && { 'retry-after': String(retryAfterSeconds) }),
      ...(place === draftsPlace && { 'cache-control': 'no-store' }),
      ...gone?.headers,
      ...('seconds' in problem.details && status === 429 && { 'retry-after': String(problem.details.seconds) }),
    };
    const offered = texts.languages.some(({ code: language }) => language === first);
    const language = offered ? first : texts.negotiate(c.req.header('accept-language'));
    if (!wantsPage(c)) {
      // The script of a page shows these sentences, so they are in the language of the address.
      const words = problemWords(texts, language, problem);
      const reported = { ...problemMembers(problem, words), ...gone?.members };
      return c.body(JSON.stringify(reported), status, {
        'content-type': 'application/problem+json',
        'content-language': words.language,
        ...headers,
      });
    }
    const depth = c.req.path.split('/').slice(1).length - 1;
    const context = { ...site.context(language, ''), root: '../'.repeat(depth) || './' };
    const refused = problemWords(texts, language, problem, (key, value) =>
      gone === null
        ? value
        : key === 'country'
          ? site.countryName(language, value)
          : key === 'on'
            ? formatDate(texts.language(language), value)
            : value,
    );
    // A site that frames a chart which was withdrawn shows why, and not an empty frame.
    if (gone !== null && /^\/release\/[^/]+\/.*\/[^/.]+$/.test(c.req.path))
      return c.html(String(await showFramedProblem(context, refused, gone.replacement)), status, {
        ...headers,
        ...frameHeaders,
      });
    const whole = code === 'filter_unknown' && offered ? `${context.root}${c.req.path.slice(1)}` : null;
    return c.html(
      String(await showProblem(context, status, refused, gone?.replacement ?? null, whole)),
      status,
      headers,
    );
  });

  return routes;
}

/** The address of an existing page that a mistyped address may mean; null if there is none. */
async function findMeant(routes: Hono, { req }: Context): Promise<string | null> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return null;
  const { pathname, search, origin } = new URL(req.url);
  // Set by the request below, so that one guess never leads to another.
  if (req.header(guessHeader) !== undefined) return null;
  for (const meant of meantAddresses(pathname)) {
    const headers = { accept: 'application/json', [guessHeader]: 'true' };
    const { status } = await routes.request(`${origin}${meant}`, { method: 'HEAD', headers });
    if (status < 400) return relativeAddress(pathname, meant) + search;
  }
  return null;
}

const guessHeader = 'x-address-guess';

/** The methods that an address accepts, if requested with another; none if there is no such address. */
async function otherMethods(routes: Hono, { req }: Context): Promise<string[]> {
  const taking = (method: string) => routes.router.match(method, req.path)[0].length;
  const posted = req.method !== 'POST' && taking('POST') > taking('OPTIONS') ? ['POST'] : [];
  if (req.method === 'GET' || req.method === 'HEAD') return posted;
  // Pages are dynamic, so only a request shows whether one exists.
  const { status } = await routes.request(req.url, { headers: { accept: 'application/json' } });
  return status < 400 ? ['GET', 'HEAD', ...posted] : posted;
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

function asProblem(error: Error, report: AppParts['report']): Problem {
  if (error instanceof Problem) {
    if (error.status >= 500) report(error);
    return error;
  }
  if (error instanceof HTTPException && error.status === 413)
    return new Problem('body_too_large', 'body', { megabytes: 10 });
  return new Problem('internal', 'server', { incident: report(error) });
}
