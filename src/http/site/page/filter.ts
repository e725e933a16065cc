/** The form that narrows a page: choices in the address, sent by a button, so that it works without a script. */
import { html, raw } from 'hono/html';
import type { BoundFilter } from '../../../dashboard/index.ts';
import type { Html } from '../face.ts';

export function showFilter(filter: BoundFilter): Html {
  return html`<form class="filter${filter.narrowed ? ' narrowed' : ''}" method="get" action="${filter.action}" aria-label="${filter.title}">
${filter.fields.map(
  ({ name, title, all, options }) =>
    html`<div class="field"><label for="filter-${name}">${title}</label><select id="filter-${name}" name="${name}"><option value="">${all}</option>${options.map(
      ({ value, text, chosen }) => html`<option value="${value}"${chosen ? raw(' selected') : ''}>${text}</option>`,
    )}</select></div>`,
)}
<button type="submit" class="second">${filter.show}</button>
<p class="filter-says">${filter.says}${filter.narrowed ? html` <a href="${filter.action}">${filter.reset}</a>` : ''}</p>
</form>`;
}
