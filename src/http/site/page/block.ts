/** The blocks of a dashboard as HTML. */
import { html, raw } from 'hono/html';
import type { BoundBlock, BoundCard, BoundKey } from '../../../dashboard/index.ts';
import { pictureSize } from '../../../document/index.ts';
import { showDescription } from '../description.ts';
import { altOf } from '../download/downloads.ts';
import { showMenu } from '../download/menu.ts';
import { showTree } from '../figure/tree.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import { showFold } from './fold.ts';
import { showTableLinks } from './narrowed-file.ts';
import { showNews } from './news.ts';
import { anchorId, className, showTable, showValue } from './table.ts';
import { showTablePages } from './table-pages.ts';

/** What a chart's block needs besides its declaration: the drawing, and the addresses of its files. */
export type DrawnChart = {
  readonly svg: string;
  readonly narrow: string | null;
  readonly live: string | null;
};

/** Blocks in their order; those with a common tab name are in tabs, which work without a script. */
export function showBlocks(
  context: PageContext,
  blocks: readonly BoundBlock[],
  drawn: ReadonlyMap<string, DrawnChart>,
): Html {
  const groups: BoundBlock[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.tabs !== null && last?.[0]?.tabs === block.tabs) last.push(block);
    else groups.push([block]);
  }
  return html`${groups.map((group) => (group.length > 1 ? showTabs(context, group, drawn) : showBlock(context, group[0]!, drawn)))}`;
}

function showTabs(context: PageContext, group: readonly BoundBlock[], drawn: ReadonlyMap<string, DrawnChart>): Html {
  const name = group[0]!.tabs!;
  const id = (place: number) => `tab-${name}-${place}`;
  return html`<div class="tabs width-${group[0]!.width}">${group.map(
    (block, place) =>
      html`<input type="radio" name="tabs-${name}" id="${id(place)}"${place === 0 ? raw(' checked') : ''}><label for="${id(place)}">${block.tab}</label>`,
  )}${group.map((block) => showBlock(context, block, drawn))}</div>`;
}

function showBlock(context: PageContext, block: BoundBlock, drawn: ReadonlyMap<string, DrawnChart>): Html {
  if (block.kind === 'callouts') {
    return html`<div class="callouts" id="${block.id}">${block.callouts.map(({ text, tone }) => html`<p class="callout tone-${className(tone)}">${text}</p>`)}</div>`;
  }
  const heading = block.title === '' ? '' : html`<h2 id="${block.id}-title">${block.title}</h2>`;
  const sentence = block.sentence === null ? '' : html`<p class="sentence" id="${block.id}-says">${block.sentence}</p>`;
  return html`<section class="block kind-${block.kind} width-${block.width}${block.print === null ? '' : ` print-${block.print}`}" id="${block.id}">
${heading}${sentence}${showFolded(
  context,
  block,
  html`${showInner(context, block, drawn)}${block.note === null ? '' : html`<p class="note">${block.note}</p>`}
${showLinks(context, block, drawn)}`,
)}
</section>
`;
}

function showFolded(context: PageContext, block: BoundBlock, body: Html): Html {
  if (!block.fold || (block.kind !== 'table' && block.kind !== 'tree')) return body;
  const { pages, all } =
    block.kind === 'table'
      ? { pages: block.table.pages, all: block.table.rows.length }
      : { pages: block.pages, all: block.nodes.length };
  const rows = pages === null ? all : pages.last - pages.first;
  return showFold(block.id, say(context, 'links.fold', { rows }), body);
}

function showCard(context: PageContext, fold: boolean, { title, href, score, mark, lines }: BoundCard): Html {
  const paragraphs = (shown: readonly string[]) => html`${shown.map((line) => html`<p>${line}</p>`)}`;
  const said =
    fold && lines.length > 1
      ? html`${paragraphs(lines.slice(0, 1))}<details class="fold"><summary>${say(context, 'links.details', { title })}</summary>${paragraphs(lines.slice(1))}</details>`
      : paragraphs(lines);
  return html`<article class="card"><h3>${href ? html`<a href="${href}">${title}</a>` : title}</h3><p class="score">${showValue(score)}</p>${mark === null ? '' : html`<p class="card-mark">${showValue(mark)}</p>`}${said}</article>`;
}

function showInner(context: PageContext, block: BoundBlock, drawn: ReadonlyMap<string, DrawnChart>): Html | '' {
  switch (block.kind) {
    case 'chart':
      return html`${showLegend(block.shownLegend)}${showFigure(context, block, drawn.get(block.id))}${showCaption(block)}${block.pages === null ? '' : showTablePages(context, block.title, block.pages)}${block.mapNotes.map((note) => html`<p class="note map-note">${note}</p>`)}`;
    case 'table':
      return showTable(context, block.table);
    case 'facts':
      return html`<dl class="facts">${block.facts.map(
        ({ text, figure, note }) =>
          html`<div><dt>${text}</dt><dd>${figure}</dd>${note === null ? '' : html`<dd class="note">${note}</dd>`}</div>`,
      )}</dl>`;
    case 'cards':
      return html`<div class="cards">${block.cards.map((card) => showCard(context, block.fold, card))}</div>`;
    case 'tree':
      return block.pages === null
        ? showTree(context, block.nodes)
        : html`${showTree(context, block.nodes.slice(block.pages.first, block.pages.last))}${showTablePages(context, block.title, block.pages)}`;
    case 'sources':
      return html`${block.sources.map(
        (source) =>
          html`<details class="source" id="${anchorId(source.anchor)}"><summary><code>${source.title}</code> ${showDescription(context, source.says)}</summary><pre tabindex="0"><code>${source.text}</code></pre></details>`,
      )}${block.pages === null ? '' : showTablePages(context, block.title, block.pages)}`;
    case 'prose':
      return html`${block.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}${block.links.length === 0 ? '' : html`<p class="links">${block.links.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</p>`}`;
    case 'summary':
      return showSummary(block.sentences);
    case 'doors':
      return showDoors(context, block.doors);
    case 'news':
      return showNews(context, block.most);
    case 'empty':
      return html`<p class="empty">${block.text}</p>`;
    case 'callouts':
      return '';
  }
}

/** Sentences with labels are a description list, so that a screen reader reads the label of each. */
function showSummary(sentences: Extract<BoundBlock, { kind: 'summary' }>['sentences']): Html {
  if (sentences.every(({ label }) => label === null))
    return html`<div class="summary">${sentences.map(({ text }) => html`<p>${text}</p>`)}</div>`;
  return html`<dl class="summary">${sentences.map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>`;
}

function showDoors(context: PageContext, doors: Extract<BoundBlock, { kind: 'doors' }>['doors']): Html {
  return html`<div class="doors">${doors.map(({ section, title, text }) => {
    const pages = context.navigation.filter((entry) => entry.section === section);
    // An instrument without needs has no page about them.
    if (pages.length === 0) return '';
    return html`<article class="door"><h3>${title}</h3><p>${text}</p><ul>${pages.map(
      ({ path, text: name }) => html`<li><a href="${context.root}${context.language}/${path}">${name}</a></li>`,
    )}</ul></article>`;
  })}</div>`;
}

function showCaption({ caption }: { readonly caption: readonly string[] }): Html {
  return html`<p class="chart-caption">${caption.map((line, at) => html`${at === 0 ? '' : ' '}<span>${line}${at === caption.length - 1 ? '' : ' ·'}</span>`)}</p>`;
}

/** Size from which on a chart is linked and not embedded: a thousand dots would delay the page. */
const longestDrawing = 400_000;

/** The drawing, and its version for narrow screens if there is one. A scrollable figure can be focused by keyboard. */
function showFigure(context: PageContext, block: BoundBlock, drawn: DrawnChart | undefined): Html | '' {
  if (block.kind !== 'chart' || !drawn) return '';
  const described = block.sentence === null ? '' : raw(` aria-describedby="${block.id}-says"`);
  const isLong = drawn.svg.length + (drawn.narrow?.length ?? 0) > longestDrawing;
  const figure = (screens: string, svg: string) =>
    html`<figure class="chart ${block.narrow}${block.mapNotes.length === 0 ? '' : ' map'}${screens}" tabindex="0" aria-labelledby="${block.id}-title"${described}>${isLong ? showPicture(context, block, svg) : raw(svg)}</figure>`;
  if (drawn.narrow === null || isLong) return figure('', drawn.svg);
  return html`${figure(' on-wide', drawn.svg)}${figure(' on-narrow', drawn.narrow)}`;
}

/** Loaded when it becomes visible; its figures are in the table next to it. */
function showPicture(
  { release, root, language, path, query = '' }: PageContext,
  block: BoundBlock,
  svg: string,
): Html | '' {
  if (release === null) return '';
  const { width, height } = pictureSize(svg);
  return html`<img loading="lazy" width="${Math.round(width)}" height="${Math.round(height)}" src="${root}release/${release.id}/${language}/${path}/${block.id}.svg${query}" alt="${altOf(block)}">`;
}

const showLegend = (keys: readonly BoundKey[] | null): Html | '' =>
  keys === null
    ? ''
    : html`<ul class="legend">${keys.map(({ swatch, text }) => html`<li>${raw(swatch)} ${text}</li>`)}</ul>`;

/** Shown by the script, which writes the result to the status line. */
const showLiveButton = (context: PageContext, block: BoundBlock, address: string): Html =>
  html`<button type="button" class="quiet" hidden data-live="${address}" data-loading="${say(context, 'links.live_loading')}" data-done="${liveHint(context, block)}" data-outdated="${say(context, 'links.live_outdated')}" data-unreachable="${say(context, 'links.live_unreachable')}">${say(context, 'links.live')}</button><span class="live-status" role="status"></span>`;

/** Instructions once the chart is interactive. */
const liveHint = (context: PageContext, block: BoundBlock) =>
  block.kind === 'chart' && block.hint !== null ? block.hint : say(context, 'links.live_done');

/** Links to the same figures as a table and as files. */
function showLinks(context: PageContext, block: BoundBlock, drawn: ReadonlyMap<string, DrawnChart>): Html | '' {
  const file = (mart: string) => showTableLinks(context, mart);
  if (block.kind === 'table') return showMenu(context, block, null, file(block.table.mart));
  if (block.kind !== 'chart') return '';
  const chart = drawn.get(block.id);
  const table =
    block.table === null
      ? ''
      : html`<details class="figures"${block.pages === null && block.table.pages?.asked ? raw(' open') : ''}><summary>${say(context, 'links.table', { rows: block.table.rows.length })}</summary>${showTable(context, block.table, true, block.pages === null)}</details>`;
  const see = block.see === null ? '' : html`<a href="#${block.see}">${say(context, 'links.see')}</a>`;
  const live = chart?.live == null ? '' : showLiveButton(context, block, chart.live);
  const links = see === '' && live === '' ? '' : html`<p class="links">${see}${live}</p>`;
  return html`${table}${links}${chart ? showMenu(context, block, chart.svg, block.table === null ? '' : file(block.table.mart)) : ''}`;
}
