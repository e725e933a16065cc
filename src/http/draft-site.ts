/**
 * The pages, charts and files of a draft as they would be published, for people who may publish it: `/drafts/<id>/`
 * is the root of the site. Links of a page are relative, so that they stay within the draft.
 *
 * This file is not in a subfolder, since it combines routes of folders that must not depend on each other.
 */
import { type Context, Hono } from 'hono';
import type { Texts } from '../i18n/index.ts';
import { Problem } from '../problem/index.ts';
import { downloadRoutes } from './api/downloads.ts';
import { fileRoutes } from './api/files.ts';
import { relativeAddress } from './server/canonical.ts';
import type { OwnViews } from './site/own-view/own-views.ts';
import { weightRoutes } from './site/own-view/route.ts';
import { pageRoutes } from './site/page/route.ts';
import type { Drafts, PublishedRelease, Releases } from './site/published.ts';
import type { Site } from './site/site.ts';

export const draftsPlace = 'drafts';

type DraftSiteParts = {
  readonly site: Site;
  readonly texts: Texts;
  readonly drafts: (c: Context) => Drafts;
  readonly views: OwnViews;
  /** Path of the home page, below the language. */
  readonly start: string;
};

/** Milliseconds after which an unused draft is closed, as all its tables are in memory. */
const keptFor = 300_000;

export function draftSiteRoutes({ site, texts, drafts: draftsOf, views, start }: DraftSiteParts): Hono {
  /** The draft that was requested last. */
  let opened: { readonly id: string; readonly site: Site; readonly routes: Hono } | null = null;
  let idle: NodeJS.Timeout | undefined;
  const closeOpened = () => {
    opened?.site.close();
    opened = null;
  };
  const open = async (drafts: Drafts, id: string) => {
    clearTimeout(idle);
    idle = setTimeout(closeOpened, keptFor);
    idle.unref();
    if (opened?.id === id) return opened.routes;
    const draft = await drafts.open(id);
    closeOpened();
    const own = site.draftSite(draft);
    await own.refresh();
    const routes = routesOf(own, draft);
    opened = { id, site: own, routes };
    return routes;
  };
  const routesOf = (own: Site, draft: PublishedRelease): Hono => {
    const releases: Releases = { latestIds: async () => [draft.id], open: async () => null, list: async () => [] };
    return new Hono()
      .route('/', fileRoutes(own, releases))
      .route('/', downloadRoutes(own, releases))
      .route('/', weightRoutes(own, texts, views))
      .route('/', pageRoutes(own, releases, texts, start))
      .notFound((c) => {
        throw new Problem('not_found', 'address', { thing: 'page', id: c.req.path });
      })
      .onError((error) => {
        // Errors are rethrown, as only the main application turns them into responses.
        throw error;
      });
  };

  const languages = texts.languages.map(({ code }) => code);
  return new Hono().get(`/${draftsPlace}/:id{[0-9a-f]+}/:path{.*}`, async (c) => {
    const { id } = c.req.param() as { id: string };
    const { pathname, search, origin } = new URL(c.req.url);
    // Encoded as it was sent, since it becomes part of addresses.
    const path = pathname.split('/').slice(3).join('/');
    // Checked for every request, before anything in memory is used: the person's right, and the state of the draft.
    const drafts = draftsOf(c);
    const state = await drafts.stateOf(id);
    const to = (address: string) =>
      c.body(null, 302, { location: relativeAddress(pathname, address), 'cache-control': 'no-store' });
    if (state !== 'draft') {
      if (opened?.id === id) closeOpened();
      return to(publicAddress(site, id, path, languages) + search);
    }
    const [language = '', page] = path.split('/');
    if (languages.includes(language) && page === 'releases') return to(`/${language}/${draftsPlace}/${id}`);
    const routes = await open(drafts, id);
    const headers = new Headers(c.req.raw.headers);
    // Cached copies of a draft are never valid.
    for (const name of ['if-none-match', 'if-modified-since', 'if-range']) headers.delete(name);
    const reply = await routes.request(`${origin}/${path}${search}`, { method: c.req.method, headers });
    const own = new Headers(reply.headers);
    own.set('cache-control', 'no-store');
    own.set('x-robots-tag', 'noindex');
    own.delete('etag');
    return new Response(reply.body, { status: reply.status, headers: own });
  });
}

/** The public address of the same page; if the release was withdrawn, that address says so. */
function publicAddress(site: Site, id: string, path: string, languages: readonly string[]): string {
  const under = site.released(id)?.under;
  const steps = path.split('/');
  if (languages.includes(steps[0]!)) {
    if (under === undefined) return `/${steps[0]}/releases`;
    return `/${steps[0]}/${under}${steps.slice(1).join('/')}`;
  }
  const [kind, release, language, ...rest] = steps;
  if (['picture', 'live', 'release', 'preview'].includes(kind!))
    return `/${kind}/${release}/${language}/${under ?? ''}${rest.join('/')}`;
  return kind === 'data' ? `/${path}` : '/';
}
