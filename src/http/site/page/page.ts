/** A page of a dashboard, whole. */
import { html, raw } from 'hono/html';
import type { BoundPage } from '../../../dashboard/index.ts';
import { type Face, type Html, type PageLink, say } from '../face.ts';
import { layout } from '../layout.ts';
import { type DrawnChart, showBlocks } from './block.ts';
import { showChoices } from './choice.ts';
import { showFilter } from './filter.ts';
import { showTableLinks } from './narrowed-file.ts';

/** @param more - links under the opening, to pages that are no part of a dashboard */
export function showPage(
  face: Face,
  page: BoundPage,
  drawn: ReadonlyMap<string, DrawnChart>,
  more: readonly PageLink[] = [],
): Html {
  const band = face.release?.illustrative ? (page.real ? 'real' : 'illustrative') : null;
  const main = html`<div class="page${page.choices === null ? '' : ' with-choices'}">
<div class="opening"><h1>${page.title}</h1><p class="lede">${page.lede}</p>${showMore([...more, ...documentLinks(face, page)])}</div>
${page.choices === null ? '' : showChoices(page.choices)}
${page.patterns === '' ? '' : raw(`<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${page.patterns}</defs></svg>`)}
<div class="blocks">
${page.filter === null ? '' : showFilter(page.filter)}
${showBlocks(face, page.blocks, drawn)}
${showReservations(face, page)}
</div></div>`;
  return layout(face, { title: page.title, main, band, preview: { description: page.lede, picture: true } });
}

/** Documents of the page, each as PDF and to be edited. */
const documentLinks = (face: Face, { documents }: BoundPage): PageLink[] =>
  face.release === null
    ? []
    : documents.flatMap(({ name, kind }) =>
        (['pdf', 'docx'] as const).map((ending) => ({
          href: `${face.root}release/${face.release!.id}/${face.language}/${face.path}/${name}.${ending}${face.query ?? ''}`,
          text: face.texts.say(face.language, `files.documents.${ending}`, { kind }),
        })),
      );

const showMore = (more: readonly PageLink[]): Html | '' =>
  more.length === 0
    ? ''
    : html`<p class="links">${more.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</p>`;

function showReservations(face: Face, page: BoundPage): Html | '' {
  if (page.reservations.length === 0 && page.downloads.length === 0) return '';
  return html`<section class="block reservations" id="reservations"><h2>${say(face, page.reservations.length === 0 ? 'downloads' : 'reservations')}</h2>
${page.reservations.length === 0 ? '' : html`<ul>${page.reservations.map((text) => html`<li>${text}</li>`)}</ul>`}
${
  face.release === null || page.downloads.length === 0
    ? ''
    : html`<p class="links">${page.downloads.map((mart) => html`${showTableLinks(face, mart)} `)}</p>`
}</section>`;
}
