/** A complete page of a dashboard. */
import { html, raw } from 'hono/html';
import type { BoundPage } from '../../../dashboard/index.ts';
import { layout } from '../layout.ts';
import { type Html, type PageContext, type PageLink, say } from '../page-context.ts';
import { type DrawnChart, showBlocks } from './block.ts';
import { showChoices } from './choice.ts';
import { showFilter } from './filter.ts';
import { showTableLinks } from './narrowed-file.ts';

/** @param more - links below the introduction, to pages outside the dashboard */
export function showPage(
  context: PageContext,
  page: BoundPage,
  drawn: ReadonlyMap<string, DrawnChart>,
  more: readonly PageLink[] = [],
): Html {
  const band = context.release?.illustrative ? (page.real ? 'real' : 'illustrative') : null;
  const main = html`<div class="page${page.choices === null ? '' : ' with-choices'}">
<div class="opening"><h1>${page.title}</h1><p class="lede">${page.lede}</p>${showMore([...more, ...documentLinks(context, page)])}</div>
${page.choices === null ? '' : showChoices(page.choices)}
${page.patterns === '' ? '' : raw(`<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${page.patterns}</defs></svg>`)}
<div class="blocks">
${showContents(context, page)}${page.filter === null ? '' : showFilter(page.filter)}
${showBlocks(context, page.blocks, drawn)}
${showReservations(context, page)}
</div></div>`;
  return layout(context, { title: page.title, main, band, preview: { description: page.lede, picture: true } });
}

/** Number of titles from which on a page has a table of contents. */
const longPage = 6;

/** The table of contents; collapsed on a phone. Of blocks in tabs only the first is listed. */
function showContents(context: PageContext, { blocks }: BoundPage): Html | '' {
  const titled = blocks.filter(
    ({ kind, title, tabs }, at) =>
      title !== '' && kind !== 'facts' && kind !== 'callouts' && (tabs === null || blocks[at - 1]?.tabs !== tabs),
  );
  if (titled.length < longPage) return '';
  return html`<nav class="contents" aria-label="${say(context, 'contents')}"><details><summary>${say(context, 'contents')}</summary><ol>${titled.map(
    ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ol></details></nav>
`;
}

/** Documents of the page, as PDF and in an editable format. */
const documentLinks = (context: PageContext, { documents }: BoundPage): PageLink[] =>
  context.release === null
    ? []
    : documents.flatMap(({ name, kind }) =>
        (['pdf', 'docx'] as const).map((ending) => ({
          href: `${context.root}release/${context.release!.id}/${context.language}/${context.path}/${name}.${ending}${context.query ?? ''}`,
          text: context.texts.say(context.language, `files.documents.${ending}`, { kind }),
        })),
      );

const showMore = (more: readonly PageLink[]): Html | '' =>
  more.length === 0
    ? ''
    : html`<p class="links">${more.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</p>`;

function showReservations(context: PageContext, page: BoundPage): Html | '' {
  const reservations = [...page.reservations, ...(page.protection === null ? [] : [page.protection])];
  if (reservations.length === 0 && page.downloads.length === 0) return '';
  return html`<section class="block reservations" id="reservations"><h2>${say(context, reservations.length === 0 ? 'downloads' : 'reservations')}</h2>
${reservations.length === 0 ? '' : html`<ul>${reservations.map((text) => html`<li>${text}</li>`)}</ul>`}
${
  context.release === null || page.downloads.length === 0
    ? ''
    : html`<p class="links">${page.downloads.map((mart) => html`${showTableLinks(context, mart)} `)}</p>`
}</section>`;
}
