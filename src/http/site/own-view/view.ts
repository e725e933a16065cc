/** The page of a reader's own view: weights to set, what changes, and every country beside what is published. */
import { html } from 'hono/html';
import type { OwnView } from '../../../release/index.ts';
import type { Face, Html } from '../face.ts';
import { layout } from '../layout.ts';
import { showChoices } from '../page/choice.ts';
import { showOwnChart } from './chart.ts';
import { saidOf, showOwnFacts } from './facts.ts';
import { showOwnForm } from './form.ts';
import { ownRange } from './own-weights.ts';
import type { OwnViewPage } from './page.ts';
import { showOwnTable } from './table.ts';
import type { OwnWords } from './words.ts';

export function showOwnView(face: Face, words: OwnWords, page: OwnViewPage): Html {
  const { t } = words;
  const main = html`<div class="page with-choices own-view">
<div class="opening"><h1>${t('title', { label: page.label })}</h1><p class="lede">${t('lede', { label: page.label })}</p>
<p class="links">${page.beside.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</p></div>
${showChoices(page.choices)}
<div class="blocks">
<div class="callouts" id="own-mark">${showMark(face, words, page)}</div>
<section class="block" id="weights"><h2>${t('form.title')}</h2><p class="sentence">${t('form.says')}</p>
${showOwnForm(words, page)}</section>
<section class="block" id="what-changes"><h2>${t('result.title')}</h2>
<p class="sentence" id="own-said" role="status">${page.view === null ? t('zero.says') : saidOf(words, page)}</p></section>
<div class="own-result" id="own-result">${page.view === null ? '' : showResult(face, words, page, page.view)}</div>
</div></div>`;
  const title = t(page.same ? 'title' : 'document', { label: page.label });
  return layout(face, { title, main, band: page.illustrative ? 'illustrative' : null });
}

/** What is told of all countries stands beside the picture of them. */
const showResult = (face: Face, words: OwnWords, page: OwnViewPage, view: OwnView): Html =>
  html`<div class="own-summary">${showOwnFacts(words, view, page.leastGroup)}${showOwnChart(face, words, view, page.illustrative)}</div>
${showOwnTable(words, page, view)}`;

function showMark(face: Face, { t, points }: OwnWords, { same, faults, label }: OwnViewPage): Html {
  const release = face.release?.id ?? '';
  const range = { most: points(ownRange.most, 0), step: points(ownRange.step, 2) };
  return html`<p class="callout tone-${same ? 'plain' : 'own'}"><b class="own-word">${t('mark.word')}</b> ${t(same ? 'mark.same' : 'mark.says', { release })}</p>
${faults.map((one) => html`<p class="callout tone-refused">${one.fault === 'unknown' ? t('fault.unknown', { name: one.name, label }) : t('fault.value', { ...range, name: one.name, value: one.value })}</p>`)}`;
}

/** A release from which nothing can be computed anew. */
export function showNoOwnViews(face: Face, { t }: OwnWords, label: string): Html {
  const title = t('title', { label });
  const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${t('none')}</p></div></div>`;
  return layout(face, { title, main, band: face.release?.illustrative ? 'illustrative' : null });
}
