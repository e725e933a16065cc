/** The search over all pages of the current releases, in each language. */
import { Hono } from 'hono';
import { searchFor } from '../../../dashboard/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { makeBody, respond } from '../../server/body.ts';
import { oneOf } from '../../server/canonical.ts';
import type { Site } from '../site.ts';
import { findPages } from './found.ts';
import { showSearch } from './page.ts';

export function searchRoutes(site: Site, texts: Texts): Hono {
  const language = `/${oneOf(
    'language',
    texts.languages.map(({ code }) => code),
  )}`;
  return new Hono().get(`${language}/search` as '/:language/search', async (c) => {
    const { language: code } = c.req.param();
    const text = searchFor(c.req.query('q') ?? '');
    const query = text === '' ? '' : `?${new URLSearchParams({ q: text })}`;
    const context = { ...site.context(code, 'search'), query };
    const found =
      text === '' ? { names: [], count: 0 } : findPages(site.named(code), text, texts.language(code).locale);
    const body = await makeBody(
      String(await showSearch(context, text, found)),
      'text/html; charset=utf-8',
      false,
      {},
      { forOneReader: true },
    );
    return respond(body, c.req.header('accept-encoding'), c.req.header('if-none-match'));
  });
}
