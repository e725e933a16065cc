/** The page of the search over all pages; its form works without a script. */
import { html } from 'hono/html';
import { longestSearch } from '../../../dashboard/index.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { FoundName, FoundNames } from './found.ts';

/** @param text - what is searched for; empty if nothing is yet */
export function showSearch(context: PageContext, text: string, { names, count }: FoundNames): Html {
  const t = (key: string, values?: Record<string, string | number>) => say(context, `search.${key}`, values);
  const more = count - names.length;
  const main = html`<div class="page"><div class="opening"><h1>${t('title')}</h1><p class="lede">${t('lede')}</p></div>
<form class="search" role="search" method="get" action="${context.root}${context.language}/search">
<div class="field"><label for="q">${t('label')}</label><input type="search" id="q" name="q" value="${text}" maxlength="${longestSearch}" autocomplete="off"></div>
<button type="submit">${t('button')}</button>
</form>
<div class="blocks">${
    text === ''
      ? ''
      : html`<section class="block" id="found"><h2>${t('found', { count, text })}</h2>
${count === 0 ? html`<p>${t('none')}</p>` : html`<ul class="found">${names.map((name) => showName(context, name))}</ul>`}${more > 0 ? html`<p class="note">${t('more', { more })}</p>` : ''}</section>`
  }</div></div>`;
  return layout(context, {
    title: t('title'),
    main,
    band: context.release?.illustrative ? 'illustrative' : null,
    preview: { description: t('lede'), picture: false },
  });
}

/** A name with one page is the link; a name with several has a link for each. */
function showName({ root, language }: PageContext, { text, pages }: FoundName): Html {
  const href = (path: string) => `${root}${language}/${path}`;
  const rest = (parts: readonly string[]) =>
    parts.length === 0 ? '' : html` <small class="under">${parts.join(' · ')}</small>`;
  const [only, ...others] = pages;
  if (others.length === 0) return html`<li><a href="${href(only!.path)}">${text}</a>${rest(only!.of)}</li>`;
  // What all pages share, such as the instrument, is stated once.
  const under = pages.map(({ of: [, ...more] }) => more);
  const isShared = under.every((more) => more.join() === under[0]!.join());
  return html`<li><b>${text}</b>${isShared ? rest(under[0]!) : ''}<ul>${pages.map(({ path, of: [dashboard, ...more] }) => html`<li><a href="${href(path)}">${dashboard}</a>${isShared ? '' : rest(more)}</li> `)}</ul></li>`;
}
