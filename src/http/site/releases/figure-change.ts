/**
 * How a score changed: the change on comparable questions, the effect of the change of method, and the answers that
 * caused it.
 */
import { html } from 'hono/html';
import type { Change } from '../../../release/index.ts';
import { type FigureWords, showCell, showFact } from '../figure/items.ts';
import type { Html } from '../page-context.ts';

export function showChange(words: FigureWords, change: Change): Html {
  const { t, points, share, signed } = words;
  const { fromVersion, answers } = change;
  return html`<section class="block" id="change"><h2>${t('change.title', { version: fromVersion })}</h2><p class="sentence">${t('change.says')}</p>
<dl class="figure-facts">
${showFact(t('change.change'), signed(change.change), t(`change.class.${change.class}`))}
${showFact(t('change.compared'), t('change.compared_value', { questions: change.questions, known: String(change.changed !== null), changed: change.changed ?? 0 }), change.from === null ? '' : t('change.compared_says', { from: points(change.from), to: points(change.to) }))}
${change.pace === null ? '' : showFact(t('change.pace'), points(change.pace), t('change.pace_says', { achieved: signed(change.achieved), required: signed(change.required) }))}
${change.sameSign === null ? '' : showFact(t('change.sign'), share(change.sameSign), t('change.sign_says'))}
${change.published === null ? '' : showFact(t('change.published'), signed(change.published), t('change.published_says', { real: signed(change.change), method: signed(change.ofMethod) }))}
</dl>
${answers.length === 0 ? '' : showAnswers(words, answers)}
</section>`;
}

function showAnswers({ t, points, share, signed }: FigureWords, answers: Change['answers']): Html {
  const heads = ['item', 'change.then', 'change.now', 'weight', 'change.points'].map((name) => t(name));
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="${t('change.answers')}"><table class="stacked">
<thead><tr>${heads.map((head, at) => html`<th scope="col" class="as-${at > 0 ? 'number' : 'text'}">${head}</th>`)}</tr></thead>
<tbody>${answers.map(
    ({ indicator, item, label, listed, from, to, weight, contribution }) =>
      html`<tr><th scope="row" class="as-text">${label} <small class="under">${item} · ${indicator}</small></th>
${showCell(heads[1]!, listed ? points(from) : t('unlisted'), 'number')}${showCell(heads[2]!, points(to), 'number')}${showCell(heads[3]!, share(weight), 'number')}${showCell(heads[4]!, signed(contribution), 'number')}</tr>
`,
  )}</tbody></table></div>`;
}
