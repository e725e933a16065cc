/** Every column of every table of a release: its meaning, unit, codes, and what an empty cell means. */
import { html } from 'hono/html';
import { showCodes, showDescription } from '../description.ts';
import { layout } from '../layout.ts';
import { anchorId } from '../page/table.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import { dictionaryOf } from './dictionary.ts';
import { showSubjects, subjectsOf } from './subjects.ts';

export function showDictionary(context: PageContext, release: PublishedRelease): Html {
  const t = (key: string, values: Record<string, string | number> = {}) => say(context, `dictionary.${key}`, values);
  const heads = ['column', 'means', 'unit', 'codes', 'missing'].map((key) => t(key));
  const tables = Map.groupBy(dictionaryOf(release), ({ table }) => table);
  // A small screen leaves out what is usual: a column that is never empty.
  const cell = (at: number, text: Html | string, isUsual = false) =>
    html`<td class="as-text${isUsual ? ' none' : ''}" data-title="${heads[at]!}">${text}</td>`;
  const showTable = (table: string) => {
    const columns = tables.get(table);
    if (columns === undefined) return '';
    return html`<details class="dictionary" id="${anchorId(table)}"><summary><code>${table}</code> <span class="under">${t('columns', { columns: columns.length })}</span></summary>
<div class="table-scroll" tabindex="0" role="group" aria-label="${table}"><table class="stacked"><caption>${t('caption', { table })}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${columns.map(
      ({ column, means, unit, codes, missing, reason }) =>
        html`<tr id="${anchorId(`${table}.${column}`)}"><th scope="row"><code>${column}</code></th>${cell(1, showDescription(context, means))}${cell(2, unit === null ? '' : showDescription(context, unit))}${cell(3, showCodes(codes))}${cell(4, t(`missing_as.${missing}`, { reason: reason ?? '' }), missing === 'never')}</tr>`,
    )}</tbody></table></div></details>`;
  };
  const subjects = subjectsOf(context, release);
  const blocks = subjects.map(
    ({ id, title, tables: of }) =>
      html`<section class="block" id="${id}"><h2>${title}</h2>${of.map(showTable)}</section>`,
  );
  const main = html`<div class="page"><div class="opening"><h1>${t('title')}</h1><p class="lede">${t('lede', { release: release.id })}</p>
<p class="links apart"><a href="../data">${say(context, 'data.title')}</a> <a href="${context.root}data/${release.id}/columns.csv" download>columns.csv</a></p></div>
<div class="blocks">${showSubjects(context, subjects)}${blocks}</div></div>`;
  return layout(context, {
    title: t('title'),
    main,
    band: release.illustrative ? 'illustrative' : null,
    preview: { description: t('lede', { release: release.id }), picture: false },
  });
}
