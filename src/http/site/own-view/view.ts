/** The page of a reader's own view: weights to set, the effects, and every country next to its published figures. */
import { html } from 'hono/html';
import type { OwnView } from '../../../release/index.ts';
import { layout } from '../layout.ts';
import { showChoices } from '../page/choice.ts';
import { showFilter } from '../page/filter.ts';
import type { Html, PageContext } from '../page-context.ts';
import { showOwnChart } from './chart.ts';
import { showOwnFacts, summaryOf } from './facts.ts';
import { showOwnForm } from './form.ts';
import { ownRange } from './own-weights.ts';
import { isPicture, type OwnViewPage } from './page.ts';
import { showOwnTable } from './table.ts';
import type { OwnWords } from './words.ts';

export function showOwnView(context: PageContext, words: OwnWords, page: OwnViewPage): Html {
  const { t } = words;
  const { asked } = page;
  const main = html`<div class="page with-choices own-view">
<div class="opening"><h1>${t('title', { label: page.label })}</h1><p class="lede">${t('lede', { label: page.label })}</p>
<p class="links">${page.beside.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</p></div>
${showChoices(page.choices)}
<div class="blocks">
<div class="own-filter" id="own-filter">${asked.form === null ? '' : showFilter(asked.form)}</div>
<div class="callouts" id="own-mark">${showMark(context, words, page)}</div>
<section class="block" id="weights"><h2>${t('form.title')}</h2><p class="sentence">${t('form.says')}</p>
${showOwnForm(words, page)}</section>
<section class="block" id="what-changes"><h2>${t('result.title')}</h2>
<p class="sentence" id="own-summary" role="status">${page.view === null ? t('zero.says') : asked.kept.length === 0 ? '' : words.within(asked.says, summaryOf(words, asked.kept, page))}</p></section>
<div class="own-result" id="own-result">${page.view === null || asked.kept.length === 0 ? '' : showResult(context, words, page, page.view)}</div>
</div></div>`;
  const title = t(page.same ? 'title' : 'document', { label: page.label });
  return layout(context, {
    title,
    main,
    band: page.illustrative ? 'illustrative' : null,
    preview: { description: t('lede', { label: page.label }), picture: false },
  });
}

/** The figures about all countries are next to their chart. */
function showResult(context: PageContext, words: OwnWords, page: OwnViewPage, view: OwnView): Html {
  const { leastGroup, illustrative, files } = page;
  const pictures = files.filter(({ kind }) => isPicture(kind));
  const { kept, says } = page.asked;
  return html`<div class="own-summary">${showOwnFacts(words, view, kept, { leastGroup, isNarrowed: says !== null })}${showOwnChart(context, words, kept, { selection: says, illustrative, files: pictures })}</div>
${showOwnTable(context, words, page, view)}`;
}

function showMark(context: PageContext, { t, points }: OwnWords, { same, faults, label }: OwnViewPage): Html {
  const release = context.release?.id ?? '';
  const range = { most: points(ownRange.most, 0), step: points(ownRange.step, 2) };
  return html`<p class="callout tone-${same ? 'plain' : 'own'}"><b class="own-word">${t('mark.word')}</b> ${t(same ? 'mark.same' : 'mark.says', { release })}</p>
${faults.map((one) => html`<p class="callout tone-refused">${one.fault === 'unknown' ? t('fault.unknown', { name: one.name, label }) : t('fault.value', { ...range, name: one.name, value: one.value })}</p>`)}`;
}

/** The page for a release without a score tree. */
export function showNoOwnViews(context: PageContext, { t }: OwnWords, label: string): Html {
  const title = t('title', { label });
  const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${t('none')}</p></div></div>`;
  return layout(context, { title, main, band: context.release?.illustrative ? 'illustrative' : null });
}
