/**
 * Which rows of a table, chart or list are shown, and links to the others: separate pages, so that no script is
 * needed.
 */
import { html } from 'hono/html';
import type { BoundTable } from '../../../dashboard/index.ts';
import { type Html, type PageContext, say } from '../page-context.ts';

/** @param caption - what the rows are */
export function showTablePages(context: PageContext, caption: string, pages: NonNullable<BoundTable['pages']>): Html {
  const { rows, first, last, previous, next, all, paged } = pages;
  const link = (key: string, href: string | null) =>
    href === null ? '' : html` <a href="${href}" rel="nofollow">${say(context, `table.${key}`, { rows })}</a>`;
  return html`<nav class="table-pages" aria-label="${say(context, 'table.pages', { caption })}"><span>${say(context, 'table.shown', { first: first + 1, last, rows })}</span>${link('previous', previous)}${link('next', next)}${link('all', all)}${link('paged', paged)}</nav>`;
}
