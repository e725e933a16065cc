/** Pages of the dashboards, in each language, from memory. */
import { Hono } from 'hono';
import type { Texts } from '../../../i18n/index.ts';
import { Problem } from '../../../problem/index.ts';
import { makeBody, respond } from '../../server/body.ts';
import type { PageContext } from '../page-context.ts';
import { say } from '../page-context.ts';
import type { Releases } from '../published.ts';
import type { Site } from '../site.ts';
import { type EmptyReason, showEmpty } from './message.ts';

export function pageRoutes(site: Site, releases: Releases, texts: Texts, start: string): Hono {
  const offered = new Set(texts.languages.map(({ code }) => code));
  return new Hono()
    .get('/', (c) => {
      const language = texts.negotiate(c.req.header('accept-language'));
      return c.body(null, 302, {
        location: `${language}/${start}`,
        vary: 'accept-language',
        'cache-control': 'no-cache',
      });
    })
    .get('/:language', (c, next) => {
      const { language } = c.req.param();
      return offered.has(language) ? c.body(null, 302, { location: `${language}/${start}` }) : next();
    })
    .get('/:language/:path{.+}', async (c, next) => {
      const { language, path } = c.req.param();
      if (!offered.has(language)) return next();
      const body = await site.page(c.req.path, new URL(c.req.url).search.slice(1));
      if (body && 'query' in body) {
        const location = `${c.req.path.split('/').at(-1)}${body.query}`;
        return c.body(null, 302, { location, 'cache-control': 'no-cache' });
      }
      if (body) return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
      if (site.release() !== null || !site.expects(path))
        throw new Problem('not_found', 'address', { thing: 'page', id: c.req.path });
      const context = site.context(language, path);
      const empty = await makeBody(
        String(await showEmpty(context, await whyEmpty(context, releases))),
        'text/html; charset=utf-8',
      );
      return respond(empty, c.req.header('accept-encoding'), undefined);
    });
}

async function whyEmpty(context: PageContext, releases: Releases): Promise<EmptyReason> {
  const work = (await releases.working?.()) ?? null;
  if (work !== null) {
    const [kind = '', cycle = ''] = work.name.split(' ');
    return { kind: 'working', says: say(context, `empty.working.${kind}`, { cycle }), share: work.share };
  }
  const [last] = (await releases.corrections?.()) ?? [];
  return last ? { kind: 'withdrawn', reason: last.reason } : { kind: 'never' };
}
