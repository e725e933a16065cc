/** The frame of all pages of the desk: never cached, marked with the kind of the data folder, in one language. */
import type { Context } from 'hono';
import { formatDate, formatNumber } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { oneOf } from '../server/canonical.ts';
import { writtenIn } from '../server/forms/form.ts';
import { wantsPage } from '../server/wants-page.ts';
import { layout } from '../site/layout.ts';
import type { PageContext } from '../site/page-context.ts';
import { problemWords, type Refused } from '../site/problem-words.ts';
import type { Site } from '../site/site.ts';
import type { DeskContext, DeskPage } from './desk-context.ts';
import { showDeskPage } from './page.ts';
import type { Workplace } from './workplace.ts';

export type DeskPages = {
  /** Pattern of the first segment of an address: the available languages. */
  readonly language: string;
  /** @param at - address of the response, if it differs from that of the page */
  readonly context: (language: string, path: string, at?: string) => DeskContext;
  readonly show: (c: Context, context: DeskContext, page: DeskPage, status?: number) => Promise<Response>;
};

export function deskPages(site: Site, { texts, names, kind }: Workplace): DeskPages {
  return {
    language: `/${oneOf(
      'language',
      texts.languages.map(({ code }) => code),
    )}`,
    context: (code, path, at = path) => {
      const root = '../'.repeat(at.split('/').length);
      // Figures of the desk come from the store and not from the public release.
      const context: PageContext = { ...site.context(code, path), root, release: null };
      const language = texts.language(code);
      const day = (iso: string) => formatDate(language, iso);
      return {
        ...context,
        t: (key, values) => texts.say(code, `desk.${key}`, values),
        when: (iso) => texts.say(code, 'desk.when', { day: day(iso), time: iso.slice(11, 16) }),
        day,
        number: (value, digits) => formatNumber(language, value, digits),
        to: (to) => `${context.root}${code}/${to}`,
        country: (of) => names.country(code, of),
        cycle: (id) => names.cycle(code, id),
      };
    },
    show: async (c, context, page, status = 200) => {
      const band = (await kind()) === 'illustrative' ? 'illustrative' : null;
      const { title, head } = page;
      const main = showDeskPage(context, page, writtenIn(c));
      const body = String(await layout(context, { title, main, band, ...(head && { head }) }));
      return c.html(body, status as 200, { 'cache-control': 'no-store' });
    },
  };
}

/**
 * The error that the page with the submitted form shows, with its status.
 *
 * @throws the error itself if it is unexpected, or if the request came from a program
 */
export function refusalOf(c: Context, context: DeskContext, error: unknown): { refused: Refused; status: number } {
  if (!(error instanceof Problem) || error.status >= 500 || !wantsPage(c)) throw error;
  const name = (key: string, value: string) =>
    key === 'country' || key === 'countries' ? context.country(value) : key === 'cycle' ? context.cycle(value) : value;
  return { refused: problemWords(context.texts, context.language, error, name), status: error.status };
}
