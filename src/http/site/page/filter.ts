/** The form that narrows a page: choices in the address, sent by a button, so that it works without a script. */
import { html, raw } from 'hono/html';
import type { BoundFilter } from '../../../dashboard/index.ts';
import type { Html } from '../face.ts';

export function showFilter(filter: BoundFilter): Html {
  return html`<form class="filter${filter.narrowed ? ' narrowed' : ''}" method="get" action="${filter.action}" aria-label="${filter.title}">
<details${filter.narrowed ? raw(' open') : ''}><summary>${filter.title}</summary><div class="fields">
${filter.fields.map(showField)}
${filter.sort === null ? '' : html`<input type="hidden" name="sort" value="${filter.sort}">`}
<button type="submit" class="second">${filter.show}</button>
</div></details>
<p class="filter-says">${filter.says}${filter.narrowed ? html` <a href="${filter.action}">${filter.reset}</a>` : ''}</p>
</form>`;
}

function showField({ name, title, kind, all, text, options }: BoundFilter['fields'][number]): Html {
  const id = `filter-${name}`;
  if (kind === 'tick') {
    const [{ value, chosen }] = options as [(typeof options)[number]];
    return html`<div class="field tick"><label for="${id}"><input type="checkbox" id="${id}" name="${name}" value="${value}"${chosen ? raw(' checked') : ''}> ${title}</label></div>`;
  }
  const label = html`<label for="${id}">${title}</label>`;
  if (kind === 'search') {
    return html`<div class="field">${label}<input type="search" id="${id}" name="${name}" value="${text}" maxlength="60" autocomplete="off"></div>`;
  }
  return html`<div class="field">${label}<select id="${id}" name="${name}"><option value="">${all}</option>${options.map(
    (option) => html`<option value="${option.value}"${option.chosen ? raw(' selected') : ''}>${option.text}</option>`,
  )}</select></div>`;
}
