/** The page of the search over all pages; its form works without a script. */
import { html } from 'hono/html';
import { longestSearch } from '../../../dashboard/index.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { FoundPages } from './found.ts';

/** @param text - what is searched for; empty if nothing is yet */
export function showSearch(context: PageContext, text: string, found: readonly FoundPages[]): Html {
  const t = (key: string, values?: Record<string, string | number>) => say(context, `search.${key}`, values);
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const main = html`<div class="page"><div class="opening"><h1>${t('title')}</h1><p class="lede">${t('lede')}</p></div>
<form class="search" role="search" method="get" action="${context.root}${context.language}/search">
<div class="field"><label for="q">${t('label')}</label><input type="search" id="q" name="q" value="${text}" maxlength="${longestSearch}" autocomplete="off"></div>
<button type="submit">${t('button')}</button>
</form>
<div class="blocks">${
    text === ''
      ? ''
      : html`<section class="block" id="found"><h2>${t('found', { count, text })}</h2>
${count === 0 ? html`<p>${t('none')}</p>` : ''}${found.map((group) => showGroup(context, group))}</section>`
  }</div></div>`;
  return layout(context, {
    title: t('title'),
    main,
    band: context.release?.illustrative ? 'illustrative' : null,
    preview: { description: t('lede'), picture: false },
  });
}

function showGroup(context: PageContext, { title, instrument, pages, count }: FoundPages): Html {
  const more = count - pages.length;
  return html`<h3 class="apart">${title}${instrument === '' ? '' : html` <small class="under">${instrument}</small>`}</h3>
<ul class="links">${pages.map(({ path, text, within }) => html`<li><a href="${context.root}${context.language}/${path}">${text}</a>${within === undefined ? '' : html` <small class="under">${within}</small>`}</li>`)}</ul>${more > 0 ? html`<p class="note">${say(context, 'search.more', { more })}</p>` : ''}`;
}
