/** Pages with a single message: nothing is published yet, the page does not exist, an error occurred. */
import { html } from 'hono/html';
import { formatPercent } from '../../../i18n/index.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { Refused } from '../problem-words.ts';
import { reasonIn } from '../problem-words.ts';

/** Why a site has no public release, and what is in progress. */
export type EmptyReason =
  | { readonly kind: 'never' }
  | { readonly kind: 'withdrawn'; readonly reason: string }
  | { readonly kind: 'working'; readonly says: string; readonly share: number };

export function showEmpty(context: PageContext, why: EmptyReason): Html {
  const title = say(context, `empty.${why.kind}.title`);
  if (why.kind === 'working') {
    const percent = Math.round(why.share * 100);
    const share = formatPercent(context.texts.language(context.language), why.share);
    // With scripts, only the progress is fetched; without, the page is reloaded.
    const head = html`<noscript><meta http-equiv="refresh" content="3"></noscript>`;
    const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(context, 'empty.working.lede')}</p></div>
<div data-follow="site"><progress class="wide" max="100" value="${percent}" aria-label="${title}">${share}</progress><p>${share} · ${why.says}</p></div></div>`;
    return layout(context, { title, main, band: null, head });
  }
  if (why.kind === 'withdrawn') {
    const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(context, 'empty.withdrawn.lede')}</p></div>
<div class="callout tone-refused"><p><b>${say(context, 'empty.withdrawn.reason', { reason: reasonIn(context, why.reason) })}</b></p></div><p><a href="${context.root}${context.language}/releases#corrections">${say(context, 'error.gone.list')}</a></p></div>`;
    return layout(context, { title, main, band: null });
  }
  const steps = ['demo', 'cycle', 'upload', 'build'].map(
    (key) =>
      html`<li><p>${say(context, `empty.${key}.says`)}</p><pre><code>${say(context, `empty.${key}.command`)}</code></pre></li>`,
  );
  const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${say(context, 'empty.never.lede')}</p></div><ol class="steps">${steps}</ol></div>`;
  return layout(context, { title, main, band: null });
}

/** What a page with a problem shows beside it. */
export type BesideProblem = {
  /** Id of the release to read instead of what was withdrawn; null if there is none. */
  readonly replacement: string | null;
  /** Address of the page without the invalid selection; null if that is not the problem. */
  readonly whole: string | null;
  /** What the person wrote in a form, which may not be stored; empty if nothing. */
  readonly written: string;
};

export function showProblem(
  context: PageContext,
  status: number,
  { message, fix, language, saysUnchanged = false }: Refused,
  { replacement, whole, written }: BesideProblem = { replacement: null, whole: null, written: '' },
): Html {
  const kind =
    whole !== null
      ? 'selection'
      : status === 404
        ? 'missing'
        : status === 410
          ? 'gone'
          : status < 500
            ? 'refused'
            : status === 503
              ? 'unavailable'
              : 'broken';
  // Besides the assurance that nothing was changed, these introductions have no content.
  const isRepeated = saysUnchanged && ['refused', 'unavailable', 'broken'].includes(kind);
  const lede = isRepeated ? '' : html`<p class="lede">${say(context, `error.${kind}.says`)}</p>`;
  const releases = `${context.root}${context.language}/releases`;
  const instead =
    replacement === null
      ? ''
      : html` · <a href="${context.root}data/${replacement}/">${say(context, 'error.gone.replacement', { release: replacement })}</a>`;
  const all = whole === null ? '' : html` · <a href="${whole}">${say(context, 'error.whole')}</a>`;
  const more =
    status === 410 ? html`${instead} · <a href="${releases}#corrections">${say(context, 'error.gone.list')}</a>` : all;
  const main = html`<div class="page message"><div class="opening"><h1>${say(context, `error.${kind}.title`)}</h1>${lede}</div>
<div class="callout tone-refused" lang="${language}"><p><b>${message}</b></p><p>${fix}</p></div>${written === '' ? '' : html`<p>${say(context, 'error.written')}</p><p class="typed" dir="auto">${written}</p>`}
<p><a href="${context.root}${context.language}/${context.navigation[0]?.path ?? ''}">${say(context, 'error.back')}</a>${more}</p></div>`;
  return layout(context, { title: say(context, `error.${kind}.title`), main, band: null, figures: false });
}
