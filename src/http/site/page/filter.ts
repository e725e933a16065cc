/**
 * The form that filters a page: the selection is in the address and submitted by a button, so that it works without a
 * script.
 */
import { html, raw } from 'hono/html';
import type { BoundFilter } from '../../../dashboard/index.ts';
import type { Html } from '../page-context.ts';

export function showFilter(filter: BoundFilter): Html {
  return html`<form class="filter${filter.narrowed ? ' narrowed' : ''}" method="get" action="${filter.action}" aria-label="${filter.title}">
<details${filter.opens ? raw(' open') : ''}><summary>${filter.title}${filter.shown === '' ? '' : html` <b>${filter.shown}</b>`}</summary><div class="fields">
${filter.keeps.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}${filter.fields.map(showField)}
${filter.sort === null ? '' : html`<input type="hidden" name="sort" value="${filter.sort}">`}
<button type="submit" class="second">${filter.show}</button>
</div></details>
<p class="filter-says">${filter.says}${filter.narrowed ? html` <a href="${filter.whole}">${filter.reset}</a>` : ''}</p>
</form>`;
}

function showField({ name, title, kind, all, text, options, several }: BoundFilter['fields'][number]): Html {
  const id = `filter-${name}`;
  if (kind === 'tick') {
    const [{ value, chosen }] = options as [(typeof options)[number]];
    return html`<div class="field tick"><label for="${id}"><input type="checkbox" id="${id}" name="${name}" value="${value}"${chosen ? raw(' checked') : ''}> ${title}</label></div>`;
  }
  if (kind === 'boxes') {
    return html`<fieldset class="field boxes"><legend>${title}</legend>${options.map(
      (option, at) =>
        html`<label for="${id}-${at}"><input type="checkbox" id="${id}-${at}" name="${name}" value="${option.value}"${option.chosen ? raw(' checked') : ''}> ${option.text}</label>`,
    )}</fieldset>`;
  }
  if (kind === 'several') return showSeveral(id, name, title, all, several!);
  const label = html`<label for="${id}">${title}</label>`;
  if (kind === 'search') {
    return html`<div class="field">${label}<input type="search" id="${id}" name="${name}" value="${text}" maxlength="60" autocomplete="off"></div>`;
  }
  if (kind === 'amount') {
    return html`<div class="field">${label}<input type="number" id="${id}" name="${name}" value="${text}" min="1" max="999999999999" step="1" inputmode="numeric" autocomplete="off"></div>`;
  }
  return html`<div class="field">${label}<select id="${id}" name="${name}"><option value="">${all}</option>${options.map(
    (option) => html`<option value="${option.value}"${option.chosen ? raw(' selected') : ''}>${option.text}</option>`,
  )}</select></div>`;
}

type Several = NonNullable<BoundFilter['fields'][number]['several']>;

/** Selected values are kept in hidden fields; each has a link to the page without it. */
function showSeveral(id: string, name: string, title: string, all: string, { taken, fields, sections }: Several): Html {
  const options = sections.map(
    (section) =>
      html`<optgroup label="${section.title}">${section.options.map(({ value, text }) => html`<option value="${value}">${text}</option>`)}</optgroup>`,
  );
  return html`<div class="field several"><span class="label" id="${id}-taken">${title}</span>
${taken.length === 0 ? '' : html`<ul class="taken" aria-labelledby="${id}-taken">${taken.map(({ value, text, href, remove }) => html`<li><input type="hidden" name="${name}" value="${value}">${text} <a href="${href}" aria-label="${remove}" title="${remove}" rel="nofollow"><span aria-hidden="true">×</span></a></li>`)}</ul>`}
${Array.from({ length: fields }, (_, at) => html`<select id="${id}${at === 0 ? '' : `-${at + 1}`}" name="${name}" aria-label="${all}"><option value="">${all}</option>${options}</select>`)}</div>`;
}
