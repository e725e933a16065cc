/** Tables as HTML, with small bars next to scores. Sizes are attributes, since inline styles are forbidden. */
import { html, raw } from 'hono/html';
import type { BoundCell, BoundColumn, BoundTable } from '../../../dashboard/index.ts';
import { isolate } from '../isolate.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import { showTablePages } from './table-pages.ts';

/**
 * @param stacked - true if each row may become a small list on a narrow screen
 * @param linked - false if the links to its other pages are elsewhere
 */
export function showTable(context: PageContext, table: BoundTable, stacked = true, linked = true): Html {
  if (table.rows.length === 0) return html`<p class="empty">${say(context, 'table.empty')}</p>`;
  return html`${stacked ? showOrders(context, table.columns, table.rows.length) : ''}<div class="table-scroll" tabindex="0" role="group" aria-label="${table.caption}"><table class="${stacked ? 'stacked' : 'plain'}">
<caption>${table.caption}</caption>
<thead><tr>${table.columns.map(showHead)}</tr></thead>
<tbody>${shown(table).map(
    ({ anchor, cells }) =>
      html`<tr${anchor === null ? '' : raw(` id="${anchorId(anchor)}"`)}>${cells.map((cell, place) => showCell(cell, table.columns[place]!))}</tr>
`,
  )}</tbody></table></div>${table.pages === null || !linked ? '' : showTablePages(context, table.caption, table.pages)}`;
}

const shown = ({ rows, pages }: BoundTable) => (pages === null ? rows : rows.slice(pages.first, pages.last));

/** On narrow screens column titles are not visible, so the sort orders are offered as a list. */
export function showOrders(context: PageContext, columns: readonly BoundColumn[], rows: number): Html | '' {
  const orders = columns.flatMap(({ title, order }) => (order === null ? [] : [{ title, order }]));
  if (orders.length < 2 || rows < 2) return '';
  return html`<details class="orders"><summary>${say(context, 'table.order')}</summary><ul>${orders.map(
    ({ title, order: { href, now } }) =>
      html`<li><a href="${href}" rel="nofollow"${now === null ? '' : raw(' aria-current="true"')}>${title}${now === null ? '' : html` <span class="order-now">${say(context, `table.${now}`)}</span>`}</a></li>`,
  )}</ul></details>`;
}

/** A column title links to the same page sorted by it, so that it works without a script. */
export function showHead({ title, as, order }: BoundColumn): Html {
  if (order === null) return html`<th scope="col" class="as-${as}">${title}</th>`;
  const sorted = order.now === null ? '' : raw(` aria-sort="${order.now}"`);
  return html`<th scope="col" class="as-${as}"${sorted}><a href="${order.href}" rel="nofollow">${title}</a></th>`;
}

function showCell(cell: BoundCell, column: BoundColumn): Html {
  const inner = showValue(cell);
  return column.head
    ? html`<th scope="row" class="as-${cell.as}">${inner}</th>`
    : html`<td class="as-${cell.as}${column.brief ? ' brief' : ''}${isNothing(cell) ? ' none' : ''}" data-title="${column.title}">${inner}</td>`;
}

/** Only the dash that stands for no value: a small screen leaves it out. */
const isNothing = ({ text, under, tone }: BoundCell): boolean =>
  text === '–' && under === undefined && tone === undefined;

/** Content of a cell, a card or a step of a tree. */
export function showValue(cell: BoundCell): Html {
  const words = inLanguage(cell.text, cell.language);
  const text = cell.href === undefined ? html`${words}` : html`<a href="${cell.href}">${words}</a>`;
  // The space separates both on a small screen, where they share a line; a margin would be at the far end of a text of
  // the other direction.
  const under =
    cell.under === undefined ? '' : html` <small class="under">${inLanguage(cell.under, cell.underLanguage)}</small>`;
  if (cell.tone !== undefined) {
    const sign = cell.sign ? html`<b aria-hidden="true">${cell.sign}</b>` : '';
    return html`<span class="mark tone-${className(cell.tone)}">${sign}<span>${text}</span></span>${under}`;
  }
  if (cell.as === 'score') return html`<span class="figure">${text}</span>${raw(scoreBar(cell))}${under}`;
  if (cell.as === 'share') return html`<span class="figure">${text}</span>${raw(shareBar(cell))}${under}`;
  if (cell.as === 'code') return html`<code>${text}</code>${under}`;
  if (cell.as === 'long') return html`${showLong(cell.text, cell.language)}${under}`;
  return html`${text}${under}`;
}

/** Number of characters from which on a long text is folded, and of those shown of it. */
const folded = { from: 140, shown: 80 };

/** A text such as a list of sources: its start, and the remainder on request and in print, since it would make rows tall. */
function showLong(text: string, language: string | undefined): Html | string {
  const end = text.length < folded.from ? -1 : text.lastIndexOf(' ', folded.shown);
  if (end <= 0) return html`${inLanguage(text, language)}`;
  const marked = language === undefined ? '' : raw(` lang="${language}"`);
  return html`<details class="long" dir="auto"${marked}><summary>${text.slice(0, end)}</summary>${text.slice(end + 1)}</details>`;
}

/** @param language - if it is not that of the page */
const inLanguage = (text: string, language: string | undefined): Html | string =>
  language === undefined ? isolate(text) : html`<bdi lang="${language}">${text}</bdi>`;

/** The score on a scale from 0 to 100, with its bounds. The stylesheet draws the axis and sets the sizes. */
function scoreBar({ value, low, high }: BoundCell): string {
  const has = value !== null && value !== undefined;
  const band =
    has && low !== null && low !== undefined && high !== null && high !== undefined
      ? `<path class="bounds" d="M${Math.round(low)} 2h${Math.max(Math.round(high) - Math.round(low), 1)}v6H${Math.round(low)}z"/>`
      : '';
  const stroke = has ? `<path d="M${Math.min(Math.max(Math.round(value) - 1, 0), 98)} 0h2v10h-2z"/>` : '';
  return bar('', band + stroke);
}

function shareBar({ value }: BoundCell): string {
  const width = Math.round(100 * Math.min(1, Math.max(0, value ?? 0)));
  return bar(' share', width === 0 ? '' : `<path d="M0 0h${width}v10H0z"/>`);
}

const bar = (kind: string, inner: string) =>
  `<svg class="bar${kind}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${inner}</svg>`;

/** A code as a CSS class: letters, digits and hyphens only. */
export const className = (code: string): string => code.replaceAll(/[^A-Za-z0-9-]/g, '-');

/** A code as an id for links: it keeps its dots. */
export const anchorId = (code: string): string => code.replaceAll(/[^A-Za-z0-9._-]/g, '-');
