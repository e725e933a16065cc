/**
 * A long list that is folded on narrow screens only, by the style: a browser finds words in it, and opens it for a
 * link to a part. Print and wide screens show all of it, also without scripts.
 */
import { html } from 'hono/html';
import type { Html } from '../page-context.ts';

/**
 * @param id - of the list; the fold has its own, so that it stays open when the page is filtered
 * @param line - what it contains, such as its number of rows
 */
export const showFold = (id: string, line: string, body: Html): Html =>
  html`<details class="fold" id="${id}-fold"><summary>${line}</summary>${body}</details>`;
