/**
 * What search engines ask for: `robots.txt`, and the addresses of all published pages in every language. Drafts and the
 * desk are in neither.
 */
import { Hono } from 'hono';
import { markupText } from '../../domain/index.ts';
import { type Body, makeBody, respond } from '../server/body.ts';
import type { Site } from './site.ts';

/** Maximum number of addresses in one sitemap (sitemaps.org). */
const most = 50_000;

export function sitemapRoutes(site: Site): Hono {
  let kept: { readonly of: string; readonly body: Promise<Body> } | null = null;
  /** Made once for the releases on show. */
  const sitemap = (root: string): Promise<Body> => {
    const pages = site.everyPage();
    const of = [root, ...pages.map(({ release }) => release)].join(' ');
    if (kept?.of !== of) kept = { of, body: makeBody(sitemapOf(root, pages), 'application/xml; charset=utf-8') };
    return kept.body;
  };
  const send = (c: { req: { header: (name: string) => string | undefined } }, body: Body) =>
    respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));

  return new Hono()
    .get('/sitemap.xml', async (c, next) => {
      const root = site.publicAddress();
      return root === null ? next() : send(c, await sitemap(root));
    })
    .get('/robots.txt', async (c) =>
      send(c, await makeBody(robotsOf(site.publicAddress()), 'text/plain; charset=utf-8')),
    );
}

/** Pages of drafts also have a header of their own, as an address in this file may still be listed. */
const robotsOf = (root: string | null): string =>
  [
    'User-agent: *',
    'Disallow: /drafts/',
    'Disallow: /*/drafts/',
    ...(root === null ? [] : [`Sitemap: ${root}sitemap.xml`]),
    '',
  ].join('\n');

function sitemapOf(root: string, pages: ReturnType<Site['everyPage']>): string {
  const urls = pages.flatMap(({ published, addresses }) => {
    const changed = published === null ? '' : `<lastmod>${published.slice(0, 10)}</lastmod>`;
    return addresses.map((address) => `<url><loc>${markupText(encodeURI(root + address))}</loc>${changed}</url>\n`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.slice(0, most).join('')}</urlset>\n`;
}
