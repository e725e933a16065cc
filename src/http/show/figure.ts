/** A figure unfolded on a page: what it is made of, how firm it is, and the statements that made it. */
import { html, raw } from 'hono/html';
import { formatDate, formatNumber } from '../../i18n/index.ts';
import type { ExplainedElement, ExplainedItem, Explanation } from '../../release/index.ts';
import type { Face, Html, PageLink } from '../face.ts';
import { layout } from '../layout.ts';

/**
 * @param under - address below the language under which the pages of the instrument stand, with its slash, or empty
 * @param weights - page on which its parts, or those beside it, can be weighed otherwise; null where there is none
 */
export function showFigure(face: Face, figure: Explanation, under: string, weights: PageLink | null): Html {
  const words = wordsOf(face);
  const { t } = words;
  const { root, parent, country } = figure;
  const at = (path: string) => `${face.root}${face.language}/${under}${path}`;
  const title = t('title', { label: root.label, country: figure.countryLabel });
  const main = html`<div class="page figure-page">
<div class="opening"><h1>${title}</h1><p class="lede">${t('lede')}</p>
<p class="links"><a href="${at(`country/${country}`)}">${t('back', { country: figure.countryLabel })}</a>${parent === null ? '' : html` <a href="${at(`figure/${country}/${parent.element}`)}">${t('above', { label: parent.label })}</a>`}${weights === null ? '' : html` <a href="${weights.href}">${weights.text}</a>`}</p></div>
<div class="blocks">
${showFacts(words, root)}
<section class="block" id="parts"><h2>${t('parts')}</h2><p class="sentence">${t('parts_says')}</p>
${root.items.length > 0 ? showItems(words, root.items) : showBelow(words, root.below, 0)}
${Math.abs(figure.unlisted) > 1e-9 ? html`<p class="note">${t('unlisted_sum', { points: words.points(figure.unlisted) })}</p>` : ''}
</section>
${showTreaties(words, root)}
<section class="block" id="sql"><h2>${t('sql')}</h2><p class="sentence">${t('sql_says')}</p>
${figure.models.map(({ model, title: of, sql }) => html`<details class="statement"><summary><code>${model}</code> ${of}</summary><pre tabindex="0"><code>${sql}</code></pre></details>`)}
</section>
</div></div>`;
  return layout(face, { title, main, band: figure.illustrative ? 'illustrative' : null });
}

type Words = ReturnType<typeof wordsOf>;

function wordsOf({ texts, language: code }: Face) {
  const language = texts.language(code);
  const t = (key: string, values: Record<string, string | number | boolean> = {}) =>
    texts.say(code, `figure.${key}`, values);
  return {
    t,
    points: (value: number | null) => (value === null ? '–' : formatNumber(language, value, 2)),
    share: (value: number | null) => (value === null ? '–' : `${formatNumber(language, value * 100, 1)} %`),
    date: (iso: string) => formatDate(language, iso),
  };
}

function showFacts(
  { t, points, share }: Words,
  { score, status, band, coverage, threshold, ...root }: ExplainedElement,
): Html {
  const fact = (name: string, value: string, says: string) =>
    html`<div class="fact"><dt>${name}</dt><dd><b>${value}</b> <small>${says}</small></dd></div>`;
  return html`<section class="block" id="score"><dl class="figure-facts">
${fact(t('score'), score === null ? t('none') : points(score), score === null ? t(`status.${status}`) : t('of_hundred'))}
${
  band === null
    ? ''
    : html`${fact(t('band'), t('band_value', { low: points(band.low), high: points(band.high) }), t('band_says', { draws: band.draws, failed: band.failed, median: points(band.median) }))}
${fact(t('rank'), t('rank_value', { low: band.rankLow, high: band.rankHigh, ranked: band.ranked }), t('rank_says'))}`
}
${coverage === null ? '' : fact(t('coverage'), share(coverage), t('coverage_says', { threshold: share(threshold) }))}
${root.ifMissingZero === null ? '' : fact(t('bounds'), t('bounds_value', { settled: root.settled, low: points(root.ifMissingZero), high: points(root.ifMissingFull) }), '')}
</dl></section>`;
}

function showBelow(words: Words, elements: readonly ExplainedElement[], depth: number): Html {
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

function showItems({ t, points, share }: Words, items: readonly ExplainedItem[]): Html {
  const cell = (title: string, inner: Html | string, kind = 'text') =>
    html`<td class="as-${kind}" data-title="${title}">${inner}</td>`;
  const heads = ['item', 'answer', 'worth', 'weight', 'points', 'vouched', 'place'].map((key) => t(key));
  const answer = (item: ExplainedItem) => {
    if (!item.listed) return t('unlisted');
    if (item.hidden) return t('hidden');
    return item.said ?? t(`states.${item.state ?? 'blank'}`);
  };
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="${t('parts')}"><table class="stacked">
<thead><tr>${heads.map((head, at) => html`<th scope="col" class="as-${at > 1 && at < 5 ? 'number' : 'text'}">${head}</th>`)}</tr></thead>
<tbody>${items.map(
    (
      item,
    ) => html`<tr id="${item.item}"><th scope="row" class="as-text">${item.label}<small class="under">${item.item}</small></th>
${cell(heads[1]!, answer(item))}${cell(heads[2]!, points(item.score), 'number')}${cell(heads[3]!, share(item.weight), 'number')}${cell(heads[4]!, points(item.contribution), 'number')}
${cell(heads[5]!, item.evidence === null ? '–' : t(`evidence.${item.evidence}`))}
${cell(heads[6]!, item.cell === null ? '–' : html`${t('place_value', { sheet: item.sheet!, cell: item.cell })}<small class="under">${t('file', { file: item.fileName!, revision: item.revision! })}</small>`)}</tr>
`,
  )}</tbody></table></div>`;
}

function showTreaties({ t, date }: Words, root: ExplainedElement): Html | '' {
  const items = (one: ExplainedElement): readonly ExplainedItem[] => [...one.items, ...one.below.flatMap(items)];
  const facts = items(root).flatMap(({ label, facts: known }) => known.map((fact) => ({ ...fact, question: label })));
  if (facts.length === 0) return '';
  return html`<section class="block" id="facts"><h2>${t('facts')}</h2><p class="sentence">${t('facts_says')}</p><ul>${facts.map(
    ({ question, label, status, source, asOf, confirmed, contradicted }) =>
      html`<li>${t('fact', { question, treaty: label, status: t(`treaty_status.${status}`), source, date: date(asOf) })}${confirmed ? '' : ` ${t('unconfirmed')}`}${contradicted ? html` <b>${t('contradicted')}</b>` : ''}</li>`,
  )}</ul></section>`;
}
