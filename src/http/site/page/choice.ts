/** Links to the other pages of a dashboard; collapsed on a narrow screen. */
import { html, raw } from 'hono/html';
import type { BoundChoice, BoundPage } from '../../../dashboard/index.ts';
import type { Html } from '../page-context.ts';

/** Number of options from which on a list would not fit next to its page. */
const many = 40;

export function showChoices(choices: NonNullable<BoundPage['choices']>): Html {
  const flat = choices.options.every(({ children }) => children.length === 0);
  return html`<nav class="choices ${flat ? 'flat' : 'stepped'}${flat && choices.options.length > many ? ' many' : ''}" aria-label="${choices.title}"><details><summary>${choices.title} <b>${currentOf(choices.options)}</b></summary><div>${steps(choices.options)}</div></details></nav>`;
}

function steps(options: readonly BoundChoice[]): Html {
  return html`<ul>${options.map(
    (option) =>
      html`<li class="${option.current ? 'current' : option.within ? 'within' : ''}"><a href="${option.href}"${option.current ? raw(' aria-current="page"') : ''}>${option.text}</a>${option.children.length === 0 ? '' : steps(option.children)}</li>`,
  )}</ul>`;
}

function currentOf(options: readonly BoundChoice[]): string {
  for (const option of options) {
    if (option.current) return option.text;
    const below = currentOf(option.children);
    if (below !== '') return below;
  }
  return '';
}
