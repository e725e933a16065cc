/** Every file of the release, with the meaning of its rows. */

import { html } from 'hono/html';
import { contactAddress } from '../contact.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import type { Metadata } from '../publisher.ts';
import { anchorId } from './table.ts';

export function showDownloads(context: PageContext, release: PublishedRelease, about: Metadata): Html {
  const models = new Map(
    release.marts.includes('models')
      ? release
          .rows('models')
          .filter(({ kind }) => kind === 'marts')
          .map((row) => [String(row.model).split('.').at(-1)!, row])
      : [],
  );
  const address = (name: string) => `${context.root}data/${release.id}/${name}`;
  const rows = release.marts.map((mart) => {
    const model = models.get(mart);
    return html`<tr id="${anchorId(mart)}"><th scope="row"><code>${mart}</code></th><td data-title="${say(context, 'data.means')}">${model?.means ?? model?.title ?? ''}</td><td data-title="${say(context, 'data.grain')}">${model?.grain ?? ''}</td>
<td class="files" data-title="${say(context, 'data.files')}"><a href="${address(`${mart}.csv?for=spreadsheet`)}" download aria-label="${say(context, 'data.for_spreadsheet')}, ${mart}.csv">${say(context, 'data.for_spreadsheet')}</a> · <a href="${address(`${mart}.csv`)}" download aria-label="${mart}.csv">CSV</a> · <a href="${address(`${mart}.parquet`)}" download aria-label="${mart}.parquet">Parquet</a></td></tr>`;
  });
  const main = html`<div class="page"><div class="opening"><h1>${say(context, 'data.title')}</h1><p class="lede">${say(context, 'data.lede', { release: release.id })}</p></div>
<div class="blocks"><section class="block"><div class="table-scroll" tabindex="0" role="group" aria-label="${say(context, 'data.title')}"><table class="stacked"><caption>${say(context, 'data.caption')}</caption>
<thead><tr><th scope="col">${say(context, 'data.table')}</th><th scope="col">${say(context, 'data.means')}</th><th scope="col">${say(context, 'data.grain')}</th><th scope="col">${say(context, 'data.files')}</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">${say(context, 'data.note')}</p>
<p class="links"><a href="${address('manifest.json')}">${say(context, 'data.manifest')}</a> <a href="${context.root}${context.language}/releases">${say(context, 'data.releases')}</a> ${(['report', 'annexes'] as const).flatMap((name) => (['pdf', 'docx'] as const).map((ending) => html`<a href="${context.root}release/${release.id}/${context.language}/${name}.${ending}" download>${context.texts.say(context.language, `files.documents.${name}_${ending}`)}</a> `))}</p></section>
${showUse(context, about, address)}</div></div>`;
  return layout(context, {
    title: say(context, 'data.title'),
    main,
    band: release.illustrative ? 'illustrative' : null,
    preview: { description: say(context, 'data.lede', { release: release.id }), picture: false },
  });
}

/** How to cite and use the data, and the files that describe them. */
function showUse(
  context: PageContext,
  { citation, licence, contact }: Metadata,
  address: (name: string) => string,
): Html {
  const t = (key: string) => say(context, `cite.${key}`);
  const named = licence.url === null ? licence.name : html`<a href="${licence.url}" rel="license">${licence.name}</a>`;
  const file = (name: string) => html`<a href="${address(name)}" download>${name}</a>`;
  return html`<section class="block" id="cite"><h2>${t('title')}</h2>
<dl class="facts"><div><dt>${t('how')}</dt><dd>${citation}</dd></div><div><dt>${t('licence')}</dt><dd>${named}</dd><dd class="note">${t('licence_says')}</dd></div><div><dt>${t('contact')}</dt><dd>${contact === null ? t('no_contact') : contactLink(contact)}</dd></div></dl>
<p class="links"><a href="${context.root}${context.language}/${context.path}/columns">${t('columns')}</a> ${file('columns.csv')} ${file('datapackage.json')} ${file('README.md')}</p></section>`;
}

/** An e-mail address or a web page becomes a link; anything else remains text. */
function contactLink(contact: string): Html | string {
  const address = contactAddress(contact);
  return address === null ? contact : html`<a href="${address}">${contact}</a>`;
}
