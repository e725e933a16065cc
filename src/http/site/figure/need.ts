/**
 * The page that explains a need: the gap down to the cells, the priority, the projects, and alternative assumptions.
 */
import { html } from 'hono/html';
import type { ExplainedNeed } from '../../../release/index.ts';
import { layout } from '../layout.ts';
import type { Html, PageContext } from '../page-context.ts';
import { type FigureWords, showCell, showFact, showItems, showModels, showPlace, wordsOf } from './items.ts';

export function showNeed(context: PageContext, figure: ExplainedNeed, under: string): Html {
  const words = wordsOf(context);
  const { t, points } = words;
  const at = (path: string) => `${context.root}${context.language}/${under}${path}`;
  const title = t('need.title', { label: figure.label, country: figure.countryLabel });
  const main = html`<div class="page figure-page">
<div class="opening"><h1>${title}</h1><p class="lede">${t('need.lede')}</p>
<p class="links"><a href="${at(`country/${figure.country}#needs`)}">${t('back', { country: figure.countryLabel })}</a> <a href="${at(`needs/${figure.area}`)}">${t('need.area', { label: figure.label })}</a></p></div>
<div class="blocks">
${showFacts(words, figure)}
<section class="block" id="parts"><h2>${t('need.parts')}</h2><p class="sentence">${t('need.parts_says')}</p>
${showItems(words, figure.items)}
${Math.abs(figure.unlisted) > 1e-9 ? html`<p class="note">${t('unlisted_sum', { points: points(figure.unlisted) })}</p>` : ''}
</section>
${figure.projects.length === 0 ? '' : showProjects(words, figure.projects)}
${showModels(context, words, figure.models)}
</div></div>`;
  return layout(context, {
    title,
    main,
    band: figure.illustrative ? 'illustrative' : null,
    preview: { description: t('need.lede'), picture: false },
  });
}

function showFacts(words: FigureWords, figure: ExplainedNeed): Html {
  const { t, points, share } = words;
  const { need, status, mean, coverage, gap, priority, band, unmet, variants } = figure;
  const factor = priority?.factor ?? null;
  return html`<section class="block" id="score"><dl class="figure-facts">
${showFact(t('need.need'), need === null ? t('need.none') : points(need), need === null ? t(`need.status.${status}`) : t('need.made', { gap: share(gap), factor: points(factor) }))}
${showFact(t('need.gap'), share(gap), t('need.gap_says', { mean: points(mean), coverage: share(coverage) }))}
${priority === null ? '' : html`<div class="fact"><dt>${t('need.priority')}</dt><dd><b>${priority.label}</b> <small>${priority.place === null ? '' : showPlace(words, priority.place)}</small></dd></div>`}
${band === null ? '' : showFact(t('band'), t('band_value', { low: points(band.low), high: points(band.high) }), t('need.band_says', { median: points(band.median) }))}
${showFact(t('need.unmet'), unmet === null ? t('need.unmet_unknown') : t('need.unmet_value', { unmet }), t('need.unmet_says'))}
${variants.map(({ label, need: other }) => showFact(label, points(other), t('need.variant')))}
</dl></section>`;
}

function showProjects({ t, date }: FigureWords, projects: ExplainedNeed['projects']): Html {
  const heads = ['project', 'provider', 'from', 'to', 'active'].map((name) => t(`need.${name}`));
  const day = (iso: string | null) => (iso === null ? '–' : date(iso));
  return html`<section class="block" id="projects"><h2>${t('need.projects')}</h2><p class="sentence">${t('need.projects_says')}</p>
<div class="table-scroll" tabindex="0" role="group" aria-label="${t('need.projects')}"><table class="stacked">
<thead><tr>${heads.map((head) => html`<th scope="col" class="as-text">${head}</th>`)}</tr></thead>
<tbody>${projects.map(
    ({ project, provider, from, to, active }) =>
      html`<tr><th scope="row" class="as-text">${project ?? '–'}</th>${showCell(heads[1]!, provider ?? '–')}${showCell(heads[2]!, day(from))}${showCell(heads[3]!, day(to))}${showCell(heads[4]!, t('need.active_value', { active }))}</tr>
`,
  )}</tbody></table></div></section>`;
}
