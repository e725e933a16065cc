/** Texts whose direction may differ from that of the page: typed texts, names of sources, codes. */
import { html } from 'hono/html';
import type { Html } from './page-context.ts';

const fromTheRight = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const anyFromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** Punctuation at either end of a text, which would be placed on the wrong side if the line has the other direction. */
const openEnd = /^[([«“"'.…]|[)\]»”"'.…!?]$/u;

/**
 * Wraps a text in an element with its own direction if needed: a text in a right-to-left script, and one in another
 * script that starts or ends with punctuation.
 */
export function isolate(text: string): Html | string {
  const wanted = fromTheRight.test(text) || (openEnd.test(text) && /\p{L}/u.test(text) && !anyFromTheRight.test(text));
  return wanted ? html`<bdi>${text}</bdi>` : text;
}
