/** The list of all public releases by instrument, with the files and the changes of each. */
import { html } from 'hono/html';
import { formatList, formatNumber } from '../../../i18n/index.ts';
import { layout } from '../layout.ts';
import { showFilter } from '../page/filter.ts';
import { inOrder, type OrderedColumn, openOrder, showOrdered, type TableOrder } from '../page/order.ts';
import type { Selection } from '../page/selection.ts';
import type { Html, PageContext } from '../page-context.ts';
import { reasonIn } from '../problem-words.ts';
import type { Correction, ReleaseLine } from '../published.ts';
import { type ReleaseGroup, releaseTime, releaseWords, versionOf } from './words.ts';

/** Names of what was withdrawn, by code. */
export type CorrectionNames = Readonly<Record<'cycle' | 'country', (code: string) => string>>;

/** @param shown - ids of the current releases */
export function showReleases(
  context: PageContext,
  { kept: groups, form }: Selection<ReleaseGroup>,
  shown: ReadonlySet<string>,
  order: TableOrder,
  { corrections, names }: { readonly corrections: readonly Correction[]; readonly names: CorrectionNames },
): Html {
  const t = releaseWords(context);
  const main = html`<div class="page"><div class="opening"><h1>${t('title')}</h1><p class="lede">${t('lede')}</p></div>
<div class="blocks">${form === null ? '' : showFilter({ ...form, sort: order.by })}${groups.length === 0 && form === null ? html`<section class="block"><p>${t('none')}</p></section>` : groups.map((group) => showGroup(context, group, shown, order))}${corrections.length === 0 ? '' : showCorrections(context, corrections, names, order)}</div></div>`;
  const illustrative = groups.some(({ lines }) => lines.some((line) => line.illustrative));
  return layout(context, {
    title: t('title'),
    main,
    band: illustrative ? 'illustrative' : null,
    preview: { description: t('lede'), picture: false },
  });
}

/** What a withdrawal concerns: releases, or the answers of a country. */
function withdrawnThing(
  context: PageContext,
  { country: code, cycle, releases }: Correction,
  names: CorrectionNames,
): string {
  const t = releaseWords(context);
  if (code !== null) {
    const said = cycle === null ? t('corrections.every_cycle') : names.cycle(cycle);
    return t('corrections.country', { country: names.country(code), cycle: said });
  }
  const each = releases.map((one) => t('corrections.release', { release: one.id, cycle: names.cycle(one.cycle) }));
  return formatList(context.texts.language(context.language), each);
}

function correctionColumns(context: PageContext, names: CorrectionNames): readonly OrderedColumn<Correction>[] {
  const t = releaseWords(context);
  return [
    { name: 'when', title: t('corrections.when'), as: 'text', by: ({ at }) => at },
    { name: 'what', title: t('corrections.what'), as: 'text', by: (one) => withdrawnThing(context, one, names) },
    { name: 'reason', title: t('corrections.reason'), as: 'text', by: ({ reason }) => reasonIn(context, reason) },
    { name: 'instead', title: t('corrections.instead'), as: 'text', by: null },
  ];
}

/** Withdrawals, latest first: what, when, why, and what to read instead. */
function showCorrections(
  context: PageContext,
  all: readonly Correction[],
  names: CorrectionNames,
  order: TableOrder,
): Html {
  const t = releaseWords(context);
  const columns = correctionColumns(context, names);
  const title = (at: number) => columns[at]!.title;
  const link = (id: string) => html`<a href="${context.root}data/${id}/manifest.json"><code>${id}</code></a>`;
  const instead = ({ id, replacement }: Correction['releases'][number]) =>
    replacement === null
      ? html`<li>${t('corrections.gone', { release: id })}</li>`
      : html`<li><code>${id}</code> → ${link(replacement)}</li>`;
  const rows = inOrder(order, 'corrections', columns, all).map((one) => {
    const { at, reason, releases, lifted } = one;
    const again = lifted && t('corrections.lifted', { when: releaseTime(context, lifted.at), reason: lifted.reason });
    return html`<tr><th scope="row">${releaseTime(context, at)}</th><td class="as-text" data-title="${title(1)}">${withdrawnThing(context, one, names)}</td><td class="as-text" data-title="${title(2)}">${reasonIn(context, reason)}${again ? html` <small class="under">${again}</small>` : ''}</td><td data-title="${title(3)}"><ul class="plain">${releases.map(instead)}</ul></td></tr>`;
  });
  const caption = t('corrections.title');
  return html`<section class="block" id="corrections"><h2>${caption}</h2><p class="sentence">${t('corrections.says')}</p>
${showOrdered(context, { order, table: 'corrections', anchor: 'corrections', caption }, columns, rows)}</section>`;
}

/** The previous release of the same cycle; null for the first. */
const before = (lines: readonly ReleaseLine[], line: ReleaseLine): ReleaseLine | null =>
  lines.slice(lines.indexOf(line) + 1).find(({ cycle }) => cycle === line.cycle) ?? null;

function releaseColumns(context: PageContext): readonly OrderedColumn<ReleaseLine>[] {
  const t = releaseWords(context);
  return [
    { name: 'release', title: t('list.release'), as: 'text', by: ({ id }) => id },
    { name: 'cycle', title: t('list.cycle'), as: 'text', by: versionOf },
    { name: 'published', title: t('list.published'), as: 'text', by: ({ published }) => published },
    { name: 'countries', title: t('list.countries'), as: 'number', by: ({ countries }) => countries },
    { name: 'answers', title: t('list.answers'), as: 'number', by: ({ answers }) => answers },
    {
      name: 'kind',
      title: t('list.kind'),
      as: 'text',
      by: ({ illustrative }) => t(illustrative ? 'list.illustrative' : 'list.real'),
    },
    { name: 'changed', title: t('list.changed'), as: 'text', by: null },
    { name: 'files', title: t('list.files'), as: 'text', by: null },
  ];
}

/**
 * The order of the tables of releases and withdrawals.
 *
 * @returns null for an order that they do not have
 */
export function releasesOrder(
  context: PageContext,
  given: Readonly<Record<string, string>>,
  query: string,
): TableOrder | null {
  const named = (table: string, columns: readonly { readonly name: string; readonly by: unknown }[]) =>
    columns.filter(({ by }) => by !== null).map(({ name }) => `${table}.${name}`);
  const known = [
    ...named('releases', releaseColumns(context)),
    ...named('corrections', correctionColumns(context, { cycle: (code) => code, country: (code) => code })),
  ];
  return openOrder(context, given, known, query);
}

function showGroup(
  context: PageContext,
  { instrument, title, lines }: ReleaseGroup,
  shown: ReadonlySet<string>,
  order: TableOrder,
): Html {
  const t = releaseWords(context);
  const language = context.texts.language(context.language);
  const caption = t('list.caption', { instrument: title });
  const columns = releaseColumns(context);
  const cell = (at: number, inner: Html | string, kind = '') =>
    html`<td data-title="${columns[at]!.title}" class="${kind}">${inner}</td>`;
  const file = (line: ReleaseLine, name: string) => `${context.root}data/${line.id}/${name}`;
  const rows = inOrder(order, 'releases', columns, lines).map((line) => {
    const earlier = before(lines, line);
    const { id, illustrative, countries, invited } = line;
    return html`<tr id="r-${id}"><th scope="row"><code>${id}</code>${shown.has(id) ? html` <small class="under">${t('list.now')}</small>` : ''}</th>
${cell(1, html`<span class="once">${versionOf(line)}</span>`)}${cell(2, releaseTime(context, line.published))}${cell(3, t('list.of', { countries, invited }), 'as-number')}${cell(4, formatNumber(language, line.answers, 0), 'as-number')}
${cell(5, t(illustrative ? 'list.illustrative' : 'list.real'))}${cell(6, earlier === null ? t('list.first', { cycle: versionOf(line) }) : html`<a href="${context.root}${context.language}/releases/${earlier.id}/compare/${id}">${t('list.since', { release: earlier.id })}</a>`)}
${cell(7, html`<a href="${file(line, 'scores.csv?for=spreadsheet')}" download aria-label="scores.csv, ${id}">scores.csv</a> · <a href="${file(line, 'manifest.json')}" aria-label="${t('list.manifest')}, ${id}">${t('list.manifest')}</a>`)}</tr>`;
  });
  const versions = Map.groupBy(lines, versionOf);
  return html`<section class="block" id="${instrument}"><h2>${title}</h2>
${showOrdered(context, { order, table: 'releases', anchor: instrument, caption }, columns, rows)}
${[...versions].map(([cycle, { length }]) => (length === 1 ? html`<p class="note">${t('only', { cycle })}</p>` : ''))}
${[...versions].map(([cycle, of]) => (of.length > 2 ? showChoice(context, cycle, of) : ''))}
</section>`;
}

/** A form to compare any two releases of a cycle; with two there is nothing to select. */
function showChoice(context: PageContext, version: string, lines: readonly ReleaseLine[]): Html {
  const t = releaseWords(context);
  const { cycle } = lines[0]!;
  const pick = (name: 'from' | 'to', chosen: number) =>
    html`<div class="field"><label for="${name}-${cycle}">${t(`choose.${name}`)}</label><select id="${name}-${cycle}" name="${name}">${lines.map(
      ({ id, published }, at) =>
        html`<option value="${id}" ${at === chosen ? 'selected' : ''}>${id}, ${releaseTime(context, published)}</option>`,
    )}</select></div>`;
  return html`<h3 class="apart">${t('choose.title')}${t('colon')} ${version}</h3>
<form class="form" method="get" action="${context.root}${context.language}/releases/compare">${pick('from', lines.length - 1)}${pick('to', 0)}<p class="actions"><button type="submit">${t('choose.button')}</button></p></form>`;
}
