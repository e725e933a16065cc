/** Pages that say one thing: nothing is published yet, there is no such page, something went wrong. */
import { html } from 'hono/html';
import { type Face, type Html, say } from '../face.ts';
import { layout } from '../layout.ts';
import type { Refused } from '../problem-words.ts';

/** What a site without a public release says: why there is none, and what goes on. */
export type EmptyReason =
  | { readonly kind: 'never' }
  | { readonly kind: 'withdrawn'; readonly reason: string }
  | { readonly kind: 'working'; readonly says: string; readonly share: number };

export function showEmpty(face: Face, why: EmptyReason): Html {
  const title = say(face, `empty.${why.kind}.title`);
  if (why.kind === 'working') {
    const percent = Math.round(why.share * 100);
    // A script asks for the progress alone; without scripts the page is loaded again.
    const head = html`<noscript><meta http-equiv="refresh" content="3"></noscript>`;
    const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(face, 'empty.working.lede')}</p></div>
<div data-follow="site"><progress class="wide" max="100" value="${percent}" aria-label="${title}">${percent} %</progress><p>${percent} % · ${why.says}</p></div></div>`;
    return layout(face, { title, main, band: null, head });
  }
  if (why.kind === 'withdrawn') {
    const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(face, 'empty.withdrawn.lede')}</p></div>
<div class="callout tone-refused"><p><b>${say(face, 'empty.withdrawn.reason', { reason: why.reason })}</b></p></div><p><a href="${face.root}${face.language}/releases#corrections">${say(face, 'error.gone.list')}</a></p></div>`;
    return layout(face, { title, main, band: null });
  }
  const steps = ['demo', 'cycle', 'upload', 'build'].map(
    (key) =>
      html`<li><p>${say(face, `empty.${key}.says`)}</p><pre><code>${say(face, `empty.${key}.command`)}</code></pre></li>`,
  );
  const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(face, 'empty.never.lede')}</p></div><ol class="steps">${steps}</ol></div>`;
  return layout(face, { title, main, band: null });
}

/**
 * @param replacement - id of the release to read instead of what was withdrawn
 * @param whole - address of the page without the selection that it does not have
 */
export function showProblem(
  face: Face,
  status: number,
  { message, fix, language }: Refused,
  replacement: string | null = null,
  whole: string | null = null,
): Html {
  const kind = status === 404 ? 'missing' : status === 410 ? 'gone' : status < 500 ? 'refused' : 'broken';
  const releases = `${face.root}${face.language}/releases`;
  const instead =
    replacement === null
      ? ''
      : html` · <a href="${face.root}data/${replacement}/">${say(face, 'error.gone.replacement', { release: replacement })}</a>`;
  const all = whole === null ? '' : html` · <a href="${whole}">${say(face, 'error.whole')}</a>`;
  const more =
    status === 410 ? html`${instead} · <a href="${releases}#corrections">${say(face, 'error.gone.list')}</a>` : all;
  const main = html`<div class="page message"><div class="opening"><h1>${say(face, `error.${kind}.title`)}</h1><p class="lede">${say(face, `error.${kind}.says`)}</p></div>
<div class="callout tone-refused" lang="${language}"><p><b>${message}</b></p><p>${fix}</p></div>
<p><a href="${face.root}${face.language}/${face.navigation[0]?.path ?? ''}">${say(face, 'error.back')}</a>${more}</p></div>`;
  return layout(face, { title: say(face, `error.${kind}.title`), main, band: null });
}
