/** The weights as sliders in a form: submitted with a button, or with a script at every movement. */
import { html, raw } from 'hono/html';
import { anchorId } from '../page/table.ts';
import type { Html } from '../page-context.ts';
import { ownRange } from './own-weights.ts';
import type { FormPart, OwnViewPage } from './page.ts';
import type { OwnWords } from './words.ts';

export function showOwnForm(words: OwnWords, { parts, published, asked }: OwnViewPage): Html {
  const { t } = words;
  return html`<form class="weights" method="get" autocomplete="off" data-weights="${ownRange.published}" data-failed="${t('form.failed')}">
${asked.keptByWeights.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<div class="sliders">${parts.map((part) => showSlider(words, part))}</div>
<datalist id="weight-steps">${[0, 1, 2, 3, 4].map((value) => html`<option value="${value}"></option>`)}</datalist>
<p class="actions"><a href="${published}">${t('form.back')}</a> <button type="submit">${t('form.button')}</button></p>
<p class="note">${t('form.address')}</p></form>`;
}

function showSlider({ t, times, share }: OwnWords, part: FormPart): Html {
  const id = `w-${anchorId(part.element)}`;
  const [least, most, step] = [ownRange.least, ownRange.most, ownRange.step].map(String);
  const own = part.share === null ? '–' : share(part.share);
  return html`<div class="slider"><label for="${id}">${part.label} <code>${part.element}</code></label>
<output for="${id}" id="${id}-times"${part.times === ownRange.published ? '' : raw(' class="moved"')}>${t('form.times', { times: times(part.times) })}</output>
<input type="range" id="${id}" name="${part.element}" min="${least!}" max="${most!}" step="${step!}" value="${part.times}" list="weight-steps" aria-describedby="${id}-share" aria-valuetext="${t('form.value', { times: times(part.times), share: own })}">
<small id="${id}-share">${t('form.share', { share: own, published: share(part.publishedShare) })}</small></div>
`;
}
