/** Elements of every figure page: its words, the answers behind the figure, and the SQL models that produced it. */
import { html } from 'hono/html';
import { formatChange, formatDate, formatPercent, formatScore } from '../../../i18n/index.ts';
import type { AnswerCell, ExplainedItem, ExplainedModel } from '../../../release/index.ts';
import { showDescription } from '../description.ts';
import type { Html, PageContext } from '../page-context.ts';

export type FigureWords = ReturnType<typeof wordsOf>;

export function wordsOf({ texts, language: code }: PageContext) {
  const language = texts.language(code);
  const t = (key: string, values: Record<string, string | number | boolean> = {}) =>
    texts.say(code, `figure.${key}`, values);
  return {
    t,
    points: (value: number | null) => formatScore(language, value, 2),
    share: (value: number | null) => formatPercent(language, value, 1),
    date: (iso: string) => formatDate(language, iso),
    /** With its sign, for a change. */
    signed: (value: number | null) => (value === null ? '–' : formatChange(language, value, 2)),
  };
}

/** One fact about a figure: its name, its value, and an explanation. */
export const showFact = (name: string, value: string, says: Html | string): Html =>
  html`<div class="fact"><dt>${name}</dt><dd><b>${value}</b> <small>${says}</small></dd></div>`;

/** The cell that contains an answer, with its file below. */
export const showPlace = ({ t }: FigureWords, { sheet, cell, fileName, revision }: AnswerCell): Html =>
  html`${t('place_value', { sheet, cell })} <small class="under">${t('file', { file: fileName, revision })}</small>`;

/** A cell of a table that becomes a list on a narrow screen. */
export const showCell = (title: string, inner: Html | string, kind = 'text'): Html =>
  html`<td class="as-${kind}" data-title="${title}">${inner}</td>`;

export function showItems(words: FigureWords, items: readonly ExplainedItem[]): Html {
  const { t, points, share } = words;
  const heads = ['item', 'answer', 'worth', 'weight', 'points', 'evidence_head', 'place'].map((key) => t(key));
  const answer = (item: ExplainedItem) => {
    if (item.protection !== 'none') return t(`protection.${item.protection}`);
    if (item.hidden) return t('hidden');
    if (!item.listed) return t('unlisted');
    return item.valueLabel ?? t(`states.${item.state ?? 'blank'}`);
  };
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label="${t('parts')}"><table class="stacked">
<thead><tr>${heads.map((head, at) => html`<th scope="col" class="as-${at > 1 && at < 5 ? 'number' : 'text'}">${head}</th>`)}</tr></thead>
<tbody>${items.map(
    (
      item,
    ) => html`<tr id="${item.item}"><th scope="row" class="as-text">${item.label} <small class="under">${item.item}</small></th>
${showCell(heads[1]!, answer(item))}${showCell(heads[2]!, points(item.score), 'number')}${showCell(heads[3]!, share(item.weight), 'number')}${showCell(heads[4]!, points(item.contribution), 'number')}
${showCell(heads[5]!, item.evidence === null ? '–' : t(`evidence.${item.evidence}`))}
${showCell(heads[6]!, placeOf(item) === null ? '–' : html`${showPlace(words, placeOf(item)!)}${item.reused === null ? '' : html` <small class="under">${t(item.reused ? 'confirmed' : 'given')}</small>`}`)}</tr>
`,
  )}</tbody></table></div>`;
}

const placeOf = ({ fileName, revision, sheet, cell }: ExplainedItem): AnswerCell | null =>
  cell === null ? null : { fileName: fileName!, revision: revision!, sheet: sheet!, cell };

export function showModels(context: PageContext, { t }: FigureWords, models: readonly ExplainedModel[]): Html {
  return html`<section class="block print-out" id="sql"><h2>${t('sql')}</h2><p class="sentence">${t('sql_says')}</p>
${models.map(({ model, title: of, sql }) => html`<details class="statement"><summary><code>${model}</code> ${showDescription(context, of)}</summary><pre tabindex="0"><code>${sql}</code></pre></details>`)}
</section>`;
}
