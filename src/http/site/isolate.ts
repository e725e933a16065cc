/** Texts of another direction than the page: what people typed, names of sources, codes. */
import { html } from 'hono/html';
import type { Html } from './page-context.ts';

const fromTheRight = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const anyFromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** A sign at either end that would be set on the wrong side of a Latin text in an Arabic line, and the other way round. */
const openEnd = /^[([«“"'.…]|[)\]»”"'.…!?]$/u;

/**
 * The text in an element of its own direction, where it would otherwise be set in that of the page: one that begins in
 * a script from the right, and one in other letters that begins or ends with a sign.
 */
export function isolate(text: string): Html | string {
  const wanted = fromTheRight.test(text) || (openEnd.test(text) && /\p{L}/u.test(text) && !anyFromTheRight.test(text));
  return wanted ? html`<bdi>${text}</bdi>` : text;
}
