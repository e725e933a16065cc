/**
 * The countries of a reader's own view next to their published figures: in alphabetical order, not a league table,
 * unless the reader asks for another order.
 */
import { html, raw } from 'hono/html';
import { pagesOf } from '../../../dashboard/index.ts';
import type { Viewed, ViewedCountry } from '../../../release/index.ts';
import { inOrder, showOrdered } from '../page/order.ts';
import { anchorId, className } from '../page/table.ts';
import { showTablePages } from '../page/table-pages.ts';
import type { Html, PageContext } from '../page-context.ts';
import { type AskedCountries, countriesTable } from './own-address.ts';
import { isPicture, type OwnViewPage } from './page.ts';
import { shownColumns } from './table-columns.ts';
import type { OwnWords } from './words.ts';

type Page = Pick<OwnViewPage, 'label' | 'threshold' | 'drawnAlike' | 'files' | 'asked'>;

/** The countries shown, in the order of the address; by name if it has none. */
export function countriesInOrder(words: OwnWords, { kept, order }: AskedCountries): readonly ViewedCountry[] {
  const byName = kept.toSorted((a, b) =>
    order.compare(words.name('country', a.country), words.name('country', b.country)),
  );
  return inOrder(order, countriesTable, shownColumns(words, true), byName);
}

export function showOwnTable(
  context: PageContext,
  words: OwnWords,
  page: Page,
  view: NonNullable<OwnViewPage['view']>,
): Html {
  const { t, share } = words;
  const { asked } = page;
  const ranked = { own: view.countries.filter(({ own }) => own !== null).length };
  const columns = shownColumns(words, view.draws !== null);
  const heads = columns.map(({ title }) => title);
  const threshold = share(page.threshold);
  const isNarrowed = asked.says !== null;
  const caption = words.within(asked.says, t('table.caption', { label: page.label }));
  const countries = countriesInOrder(words, asked);
  const pages = pagesOf(
    { asked: asked.rows, addressOf: (rows) => `${context.path.split('/').at(-1)!}${asked.queryOfRows(rows)}` },
    countriesTable,
    countries.length,
  );
  const rows = countries.slice(pages?.first, pages?.last).map((one) => showRow(words, one, heads, ranked));
  return html`<section class="block" id="${countriesTable}"><h2>${t('table.title', { narrowed: isNarrowed, sorted: asked.order.by !== null })}</h2>
<ul class="legend">${(['published', 'own'] as const).map((key) => html`<li>${raw(keyOf(key))} ${t(`key.${key}`)}</li>`)}</ul>
${showOrdered(context, { order: asked.order, table: countriesTable, anchor: countriesTable, caption, kind: 'own-table' }, columns, rows)}${pages === null ? '' : showTablePages(context, caption, pages)}
${isNarrowed && view.draws !== null ? html`<p class="note" id="ranked-among-all">${t('table.note_ranks', { ranked: ranked.own })}</p>` : ''}<p class="note">${view.draws === null ? t('table.note_plain', { threshold }) : t('table.note', { threshold, draws: view.draws.made, failed: view.draws.failed })}</p>${page.drawnAlike ? '' : html`<p class="note" id="drawn-otherwise">${t('table.note_otherwise')}</p>`}
<p class="links">${page.files.filter(({ kind }) => !isPicture(kind)).map(({ href, kind, of }) => html`<a href="${href}" download>${t('table.file', { kind, of })}</a> `)}</p></section>`;
}

function showRow(words: OwnWords, one: ViewedCountry, heads: readonly string[], ranked: { own: number }): Html {
  const { points, name } = words;
  const { country, published, own, status } = one;
  const isNone = published === null && own === null;
  const cell = (at: number, kind: string, inner: Html | string) =>
    html`<td class="as-${kind}${isNone && kind !== 'mark' ? ' nothing' : ''}" data-title="${heads[at]!}">${inner}</td>`;
  const score = (viewed: Viewed) => (viewed === null ? '–' : points(viewed.score));
  const link = html`<a href="../country/${country}">${name('country', country)}</a>`;
  // On narrow screens, the intervals need no title, as the legend above the table names them.
  return html`<tr id="${anchorId(country)}"><th scope="row" class="as-text">${link}</th>
${cell(1, 'number', score(published))}${cell(2, 'number', html`<b>${score(own)}</b>`)}${cell(3, 'number', showChange(words, one))}
<td class="as-text${isNone ? ' nothing' : ''}">${showBands(words, one)}</td>
${cell(5, 'mark', showTier(words, one, status))}${heads.length > 6 ? cell(6, 'text', showRank(words, one, ranked)) : ''}</tr>
`;
}

function showChange({ t, sign, change }: OwnWords, { published, own }: ViewedCountry): Html | string {
  if (published === null && own === null) return '–';
  if (published === null || own === null)
    return html` <small class="under">${t(own === null ? 'table.lost' : 'table.gained')}</small>`;
  const { way, text } = change(own.score - published.score);
  return html`<span class="way way-${way}"><b aria-hidden="true">${sign(way)}</b> ${text}</span>`;
}

function showBands({ t, points }: OwnWords, one: ViewedCountry): Html | string {
  const { published, own } = one;
  if (published === null && own === null) return '–';
  const band = own?.band ?? null;
  const reported =
    band === null
      ? ''
      : html` <small class="under">${t('table.band', { low: points(band.low), high: points(band.high) })}</small>`;
  return html`${raw(bars(one))}${reported}`;
}

/** The tier in this view; if it differs, with the direction and the published tier. */
function showTier(
  { t, shade, shadeSign, sign, wayOf }: OwnWords,
  { published, own }: ViewedCountry,
  status: string,
): Html {
  const key = own === null ? (status === 'published' ? 'below_threshold' : status) : String(own.tier);
  const mark = html`<span class="mark tone-${className(key.replaceAll('_', '-'))}"><b aria-hidden="true">${shadeSign(key)}</b><span>${shade(key)}</span></span>`;
  if (own === null || published === null || own.tier === published.tier) return mark;
  const way = wayOf(own.tier - published.tier);
  return html`${mark}<small class="under way way-${way}"><b aria-hidden="true">${sign(way)}</b> ${t('table.tier_before', { tier: published.tier })}</small>`;
}

/** A rank is never shown without its interval. */
function showRank(
  { t, sign, wayOf, points }: OwnWords,
  { published, own }: ViewedCountry,
  ranked: { own: number },
): Html | string {
  const [now, before] = [own?.band ?? null, published?.band ?? null];
  if (now === null) return '–';
  const place = (value: number) => points(value, 0);
  const ends = ({ rankLow, rankHigh }: typeof now) => ({
    one: rankLow === rankHigh,
    low: place(rankLow),
    high: place(rankHigh),
  });
  const band = t('table.rank_band', { ...ends(now), ranked: ranked.own });
  if (before === null) return band;
  // A lower number is a better rank.
  const by = Math.round(before.rankMedian - now.rankMedian);
  const way = wayOf(by);
  const was = t('table.rank_before', ends(before));
  const shift =
    by === 0
      ? ''
      : html` <span class="way way-${way}">${t('table.rank_moved', { sign: sign(way), places: Math.abs(by) })}</span>`;
  return html`<span class="once">${band}</span> <small class="under"><span class="once">${was}</span>${shift}</small>`;
}

/** Two bars from 0 to 100: published above, own view below. */
function bars({ published, own }: ViewedCountry): string {
  return `<svg class="bar lanes" viewBox="0 0 100 22" width="160" height="22" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="5.5" width="100" height="1"/><rect class="track" y="15.5" width="100" height="1"/>${lane('before', published, 2)}${lane('own', own, 12)}</svg>`;
}

function lane(kind: string, viewed: Viewed, y: number): string {
  if (viewed === null) return '';
  const { score, band } = viewed;
  const width = (low: number, high: number) => at(Math.max(high - low, 0.8));
  const span =
    band === null
      ? ''
      : `<rect class="span ${kind}" x="${at(band.low)}" y="${y}" width="${width(band.low, band.high)}" height="8"/>`;
  return `${span}<rect class="point ${kind}" x="${at(Math.min(Math.max(score - 0.7, 0), 98.6))}" y="${y - 1}" width="1.4" height="10"/>`;
}

const keyOf = (key: 'published' | 'own') =>
  `<svg class="bar lanes" viewBox="0 0 30 12" width="30" height="12" aria-hidden="true"><rect class="span ${key === 'own' ? 'own' : 'before'}" y="2" width="30" height="8"/><rect class="point ${key === 'own' ? 'own' : 'before'}" x="14" y="1" width="2.5" height="10"/></svg>`;

const at = (value: number) => Math.round(value * 10) / 10;
