/** The page that explains a score: its parts, its uncertainty, its change, and the SQL models that produced it. */
import { html, raw } from 'hono/html';
import type { ExplainedBand, ExplainedElement, ExplainedItem, ExplainedScore } from '../../../release/index.ts';
import { layout } from '../layout.ts';
import type { Html, PageContext, PageLink } from '../page-context.ts';
import { showChange } from '../releases/figure-change.ts';
import { type FigureWords, showFact as fact, showItems, showModels, wordsOf } from './items.ts';

/**
 * @param under - address of the instrument's pages below the language, ending with a slash, or empty
 * @param weights - page on which its weights, or those of its siblings, can be changed; null if there is none
 */
export function showScore(context: PageContext, figure: ExplainedScore, under: string, weights: PageLink | null): Html {
  const words = wordsOf(context);
  const { t } = words;
  const { root, parent, country } = figure;
  const at = (path: string) => `${context.root}${context.language}/${under}${path}`;
  const title = t('title', { label: root.label, country: figure.countryLabel });
  const main = html`<div class="page figure-page">
<div class="opening"><h1>${title}</h1><p class="lede">${t('lede')}</p>
<p class="links"><a href="${at(`country/${country}`)}">${t('back', { country: figure.countryLabel })}</a>${parent === null ? '' : html` <a href="${at(`figure/${country}/${parent.element}`)}">${t('above', { label: parent.label })}</a>`}${weights === null ? '' : html` <a href="${weights.href}">${weights.text}</a>`}</p></div>
<div class="blocks">
${showFacts(words, root)}
<section class="block print-whole" id="parts"><h2>${t('parts')}</h2><p class="sentence">${t('parts_says')}</p>
${root.items.length > 0 ? showItems(words, root.items) : showBelow(words, root.below, 0)}
${Math.abs(figure.unlisted) > 1e-9 ? html`<p class="note">${t('unlisted_sum', { points: words.points(figure.unlisted) })}</p>` : ''}
</section>
${showTreaties(words, root)}
${figure.change === null ? '' : showChange(words, figure.change)}
${showModels(context, words, figure.models)}
</div></div>`;
  return layout(context, {
    title,
    main,
    band: figure.illustrative ? 'illustrative' : null,
    preview: { description: t('lede'), picture: false },
  });
}

function showFacts(
  { t, points, share }: FigureWords,
  { score, status, band, coverage, threshold, ...root }: ExplainedElement,
): Html {
  return html`<section class="block" id="score"><dl class="figure-facts">
${fact(t('score'), score === null ? t('none') : points(score), score === null ? t(`status.${status}`) : t('of_hundred'))}
${
  band === null
    ? ''
    : html`${fact(t('band'), t('band_value', { low: points(band.low), high: points(band.high) }), bandSentence(t, band, points(band.median)))}
${fact(t('rank'), t('rank_value', { one: band.rankLow === band.rankHigh, low: band.rankLow, high: band.rankHigh, ranked: band.ranked }), t('rank_says'))}`
}
${coverage === null ? '' : fact(t('coverage'), share(coverage), t('coverage_says', { threshold: share(threshold) }))}
${root.shareAnswered === null ? '' : fact(t('asked'), t('asked_value', { answered: share(root.shareAnswered), away: share(root.shareNotApplicable) }), t('asked_says', { needed: share(root.answeredThreshold) }))}
${root.ifMissingZero === null ? '' : fact(t('bounds'), t('bounds_value', { settled: root.settled, low: points(root.ifMissingZero), high: points(root.ifMissingFull) }), t('bounds_says', { settled: root.settled }))}
</dl></section>`;
}

function bandSentence(
  t: FigureWords['t'],
  { draws, failed, leaning, leansByScale }: ExplainedBand,
  median: string,
): Html | string {
  const says = t('band_says', { draws, failed, median });
  return leaning === null ? says : html`${says} ${t(`leaning.${leaning}`, { scale: leansByScale })}`;
}

function showBelow(words: FigureWords, elements: readonly ExplainedElement[], depth: number): Html {
  const { t, points, share } = words;
  return html`<ul class="tree depth-${depth}">${elements.map((one) => {
    const gives =
      one.contribution === null ? '' : t('gives', { points: points(one.contribution), weight: share(one.weight) });
    const worth = one.score === null ? t(`status.${one.status}`) : points(one.score);
    return html`<li id="${one.element}"><details${depth === 0 ? raw(' open') : ''}><summary><span class="name">${one.label} <code>${one.element}</code></span><span class="cells"><span class="cell"><b>${worth}</b></span> <span class="cell">${gives}</span></span></summary>
<div class="below">${one.items.length > 0 ? showItems(words, one.items) : showBelow(words, one.below, depth + 1)}</div></details></li>
`;
  })}</ul>`;
}

function showTreaties({ t, date }: FigureWords, root: ExplainedElement): Html | '' {
  const items = (one: ExplainedElement): readonly ExplainedItem[] => [...one.items, ...one.below.flatMap(items)];
  const facts = items(root).flatMap(({ label, facts: known }) => known.map((fact) => ({ ...fact, question: label })));
  if (facts.length === 0) return '';
  return html`<section class="block" id="facts"><h2>${t('facts')}</h2><p class="sentence">${t('facts_says')}</p><ul>${facts.map(
    ({ question, label, status, source, asOf, confirmed, contradicted }) =>
      html`<li>${t('fact', { question, treaty: label, status: t(`treaty_status.${status}`), source, date: date(asOf) })}${confirmed ? '' : ` ${t('unconfirmed')}`}${contradicted ? html` <b>${t('contradicted')}</b>` : ''}</li>`,
  )}</ul></section>`;
}
