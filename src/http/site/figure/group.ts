/** The page of a figure of a region, a group or the world: the countries whose scores it aggregates. */
import { html } from 'hono/html';
import type { ExplainedGroup } from '../../../release/index.ts';
import { layout } from '../layout.ts';
import type { Html, PageContext } from '../page-context.ts';
import { showCell, showFact, showModels, wordsOf } from './items.ts';

export function showGroup(context: PageContext, figure: ExplainedGroup, under: string): Html {
  const words = wordsOf(context);
  const { t, points } = words;
  const at = (path: string) => `${context.root}${context.language}/${under}${path}`;
  const { element, members, reporting, scored } = figure;
  const place = figure.group === 'world' ? t('group.world') : figure.groupLabel;
  const title = t('group.title', { label: figure.label, group: place });
  const none = (value: number | null) => (value === null ? t('none') : points(value));
  const heads = [t('group.country'), t('score')];
  const main = html`<div class="page figure-page">
<div class="opening"><h1>${title}</h1><p class="lede">${t('group.lede')}</p>
<p class="links"><a href="${at(`world/${element}`)}">${t('group.back', { label: figure.label })}</a></p></div>
<div class="blocks">
<section class="block" id="score"><dl class="figure-facts">
${showFact(t('group.median'), none(figure.median), t('group.of', { scored, reporting, members }))}
${showFact(t('group.mean'), none(figure.mean), figure.mean === null ? t('group.few') : t('group.mean_says'))}
${figure.lowest === null ? '' : showFact(t('group.span'), t('band_value', { low: points(figure.lowest), high: points(figure.highest) }), '')}
</dl></section>
<section class="block" id="parts"><h2>${t('group.parts')}</h2><p class="sentence">${t('group.parts_says')}</p>
<div class="table-scroll" tabindex="0" role="group" aria-label="${t('group.parts')}"><table class="stacked">
<thead><tr><th scope="col" class="as-text">${heads[0]}</th><th scope="col" class="as-number">${heads[1]}</th></tr></thead>
<tbody>${figure.countries.map(
    ({ country, label, score, status }) =>
      html`<tr><th scope="row" class="as-text"><a href="${at(`figure/${country}/${element}`)}">${label}</a></th>${showCell(heads[1]!, score === null ? t(`status.${status}`) : points(score), 'number')}</tr>
`,
  )}</tbody></table></div></section>
${showModels(context, words, figure.models)}
</div></div>`;
  return layout(context, {
    title,
    main,
    band: figure.illustrative ? 'illustrative' : null,
    preview: { description: t('group.lede'), picture: false },
  });
}
