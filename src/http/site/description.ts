/** Descriptions of the data in the language of a page. */
import { html } from 'hono/html';
import type { Html, PageContext } from './page-context.ts';

/** A sentence without a translation remains in English: marked, and isolated, so that it reads from the left on every page. */
export const showDescription = (context: PageContext, description: string): Html =>
  html`${context.texts
    .translate(context.language, description)
    .map(
      ({ language, text }, at) =>
        html`${at > 0 ? ' ' : ''}${language === context.language ? text : html`<bdi lang="${language}">${text}</bdi>`}`,
    )}`;

/** Names of columns or codes, which are the same in every language. */
export const showCodes = (codes: readonly string[]): Html =>
  html`${codes.map((code, at) => html`${at > 0 ? ', ' : ''}<code>${code}</code>`)}`;
