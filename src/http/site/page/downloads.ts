/** Every file of the release, with the meaning of its rows. */

import { html } from 'hono/html';
import { sentencesOf } from '../../../i18n/index.ts';
import { contactAddress } from '../contact.ts';
import { showCodes, showDescription } from '../description.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import type { Metadata } from '../publisher.ts';
import { type Subject, showSubjects, subjectsOf } from '../releases/subjects.ts';
import { showFold } from './fold.ts';
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
  const subjects = subjectsOf(context, release);
  const main = html`<div class="page"><div class="opening"><h1>${say(context, 'data.title')}</h1><p class="lede">${say(context, 'data.lede', { release: release.id })}</p></div>
<div class="blocks">${showSubjects(context, subjects)}${subjects.map((subject) => showSubject(context, subject, models, address))}
<section class="block" id="files"><h2>${say(context, 'data.files')}</h2>
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

type Models = ReadonlyMap<string, ReturnType<PublishedRelease['rows']>[number]>;

/** The tables about one subject: what each contains in a sentence, further details on request, and its files. */
function showSubject(
  context: PageContext,
  { id, title, tables }: Subject,
  models: Models,
  address: (name: string) => string,
): Html {
  const t = (key: string) => say(context, `data.${key}`);
  const rows = tables.map((table) => {
    const model = models.get(table);
    const [first = '', ...more] = sentencesOf(String(model?.means ?? model?.title ?? ''));
    const details =
      more.length === 0
        ? ''
        : html` <details class="more"><summary>${t('details')}</summary><p>${showDescription(context, more.join(' '))}</p></details>`;
    const grain = String(model?.grain ?? '').split(', ');
    return html`<tr id="${anchorId(table)}"><th scope="row"><code>${table}</code></th><td class="as-long" data-title="${t('means')}">${showDescription(context, first)}${details}</td><td class="as-text" data-title="${t('grain')}">${showCodes(grain)}</td>
<td class="files as-text" data-title="${t('files')}"><a href="${address(`${table}.csv?for=spreadsheet`)}" download aria-label="${t('for_spreadsheet')}, ${table}.csv">${t('for_spreadsheet')}</a> · <a href="${address(`${table}.csv`)}" download aria-label="${table}.csv">CSV</a> · <a href="${address(`${table}.parquet`)}" download aria-label="${table}.parquet">Parquet</a> · <a href="${context.root}${context.language}/${context.path}/columns#${anchorId(table)}" aria-label="${t('columns')}, ${table}">${t('columns')}</a></td></tr>`;
  });
  const list = html`<div class="table-scroll" tabindex="0" role="group" aria-label="${title}"><table class="stacked catalogue"><caption>${title}</caption>
<thead><tr><th scope="col">${t('table')}</th><th scope="col">${t('means')}</th><th scope="col">${t('grain')}</th><th scope="col">${t('files')}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section class="block" id="${id}"><h2>${title}</h2>${showFold(id, say(context, 'links.fold', { rows: rows.length }), list)}</section>
`;
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
<dl class="rows"><div><dt>${t('how')}</dt><dd>${citation}</dd></div><div><dt>${t('licence')}</dt><dd>${named}</dd><dd class="note">${t('licence_says')}</dd></div><div><dt>${t('contact')}</dt><dd>${contact === null ? t('no_contact') : contactLink(contact)}</dd></div></dl>
<p class="links"><a href="${context.root}${context.language}/${context.path}/columns">${t('columns')}</a> ${file('columns.csv')} ${file('datapackage.json')} ${file('README.md')}</p></section>`;
}

/** An e-mail address or a web page becomes a link; anything else remains text. */
function contactLink(contact: string): Html | string {
  const address = contactAddress(contact);
  return address === null ? contact : html`<a href="${address}">${contact}</a>`;
}
