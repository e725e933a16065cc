/** The download menu of a chart or table, which works without a script. */
import { html } from 'hono/html';
import type { BoundBlock } from '../../../dashboard/index.ts';
import type { Html, PageContext } from '../page-context.ts';
import { embedCode, sayOfFiles } from './embed.ts';

/**
 * @param svg - the drawing of a chart; null for a table
 * @param whole - links to the tables of the release that contain its figures
 */
export function showMenu(context: PageContext, block: BoundBlock, svg: string | null, whole: Html | ''): Html | '' {
  const { release, language, path, query = '' } = context;
  if (release === null) return '';
  const t = (key: string, values = {}) => sayOfFiles(context, key, values);
  const below = `${language}/${path}/${block.id}`;
  // A list of links of the page, as screen readers give it, shows which chart each belongs to.
  const named = (text: string) => `${text} – ${block.title}`;
  const file = (key: string, ending: string) =>
    html`<li><a href="${context.root}release/${release.id}/${below}.${ending}${query}" download aria-label="${named(t(`menu.${key}`))}">${t(`menu.${key}`)}</a></li>`;
  const page = (key: string, id: string) =>
    html`<li><a href="${context.root}release/${id}/${below}${query}" aria-label="${named(t(`menu.${key}`))}">${t(`menu.${key}`)}</a></li>`;
  const code =
    svg === null || release.draft
      ? null
      : embedCode(context.publicAddress ?? null, `release/${release.id}/${below}${query}`, block.title, svg);
  return html`<details class="download"><summary><span aria-hidden="true">${t('menu.title')}</span><span class="unseen">${t('menu.of', { title: block.title })}</span></summary><ul>${
    svg === null
      ? html`${file('table_csv', 'csv')}${file('table_xlsx', 'xlsx')}`
      : html`${file('png', 'png')}${file('svg', 'svg')}${file('pdf', 'pdf')}${file('csv', 'csv')}${file('xlsx', 'xlsx')}${file('spec', 'vl.json')}${page('page', release.id)}${release.draft ? '' : page('latest', 'latest')}`
  }${whole === '' ? '' : html`<li>${whole}</li>`}</ul>${
    code === null ? '' : html`<label>${t('menu.embed')} <input type="text" readonly value="${code}"></label>`
  }</details>`;
}
