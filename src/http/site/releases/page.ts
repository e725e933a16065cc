/** The list of all public releases by instrument, with the files and the changes of each. */
import { html } from 'hono/html';
import { formatList, formatNumber } from '../../../i18n/index.ts';
import { layout } from '../layout.ts';
import { showFilter } from '../page/filter.ts';
import type { Html, PageContext } from '../page-context.ts';
import { reasonIn } from '../problem-words.ts';
import type { Correction, ReleaseLine } from '../published.ts';
import type { Selection } from './filter.ts';
import { type ReleaseGroup, releaseTime, releaseWords } from './words.ts';

/** @param shown - ids of the current releases */
export function showReleases(
  context: PageContext,
  { kept: groups, form }: Selection<ReleaseGroup>,
  shown: ReadonlySet<string>,
  corrections: readonly Correction[] = [],
  country: (code: string) => string = (code) => code,
): Html {
  const t = releaseWords(context);
  const main = html`<div class="page"><div class="opening"><h1>${t('title')}</h1><p class="lede">${t('lede')}</p></div>
<div class="blocks">${form === null ? '' : showFilter(form)}${groups.length === 0 && form === null ? html`<section class="block"><p>${t('none')}</p></section>` : groups.map((group) => showGroup(context, group, shown))}${corrections.length === 0 ? '' : showCorrections(context, corrections, country)}</div></div>`;
  const illustrative = groups.some(({ lines }) => lines.some((line) => line.illustrative));
  return layout(context, { title: t('title'), main, band: illustrative ? 'illustrative' : null });
}

/** Withdrawals, latest first: what, when, why, and what to read instead. */
function showCorrections(context: PageContext, all: readonly Correction[], country: (code: string) => string): Html {
  const t = releaseWords(context);
  const heads = ['when', 'what', 'reason', 'instead'].map((key) => t(`corrections.${key}`));
  const link = (id: string) => html`<a href="${context.root}data/${id}/manifest.json"><code>${id}</code></a>`;
  const instead = ({ id, replacement }: Correction['releases'][number]) =>
    replacement === null
      ? html`<li>${t('corrections.gone', { release: id })}</li>`
      : html`<li><code>${id}</code> → ${link(replacement)}</li>`;
  const rows = all.map(({ at, reason, country: code, cycle, releases, lifted }) => {
    const what =
      code === null
        ? formatList(
            context.texts.language(context.language),
            releases.map((one) => t('corrections.release', { release: one.id, cycle: one.cycle })),
          )
        : t('corrections.country', { country: country(code), cycle: cycle ?? t('corrections.every_cycle') });
    const again = lifted && t('corrections.lifted', { when: releaseTime(context, lifted.at), reason: lifted.reason });
    return html`<tr><th scope="row">${releaseTime(context, at)}</th><td class="as-text" data-title="${heads[1]!}">${what}</td><td class="as-text" data-title="${heads[2]!}">${reasonIn(context, reason)}${again ? html`<small class="under">${again}</small>` : ''}</td><td data-title="${heads[3]!}"><ul class="plain">${releases.map(instead)}</ul></td></tr>`;
  });
  return html`<section class="block" id="corrections"><h2>${t('corrections.title')}</h2><p class="sentence">${t('corrections.says')}</p>
<div class="table-scroll" tabindex="0" role="group" aria-label="${t('corrections.title')}"><table class="stacked"><caption>${t('corrections.title')}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** The previous release of the same cycle; null for the first. */
const before = (lines: readonly ReleaseLine[], line: ReleaseLine): ReleaseLine | null =>
  lines.slice(lines.indexOf(line) + 1).find(({ cycle }) => cycle === line.cycle) ?? null;

function showGroup(context: PageContext, { instrument, title, lines }: ReleaseGroup, shown: ReadonlySet<string>): Html {
  const t = releaseWords(context);
  const language = context.texts.language(context.language);
  const caption = t('list.caption', { instrument: title });
  const keys = ['release', 'cycle', 'published', 'countries', 'answers', 'kind', 'changed', 'files'];
  const heads = keys.map((key) => t(`list.${key}`));
  const cell = (at: number, inner: Html | string, kind = '') =>
    html`<td data-title="${heads[at]!}" class="${kind}">${inner}</td>`;
  const file = (line: ReleaseLine, name: string) => `${context.root}data/${line.id}/${name}`;
  const rows = lines.map((line) => {
    const earlier = before(lines, line);
    const { id, cycle, illustrative, countries, invited } = line;
    return html`<tr id="r-${id}"><th scope="row"><code>${id}</code>${shown.has(id) ? html`<small class="under">${t('list.now')}</small>` : ''}</th>
${cell(1, html`<span class="once">${cycle}</span>`)}${cell(2, releaseTime(context, line.published))}${cell(3, t('list.of', { countries, invited }), 'as-number')}${cell(4, formatNumber(language, line.answers, 0), 'as-number')}
${cell(5, t(illustrative ? 'list.illustrative' : 'list.real'))}${cell(6, earlier === null ? t('list.first', { cycle }) : html`<a href="${context.root}${context.language}/releases/${earlier.id}/compare/${id}">${t('list.since', { release: earlier.id })}</a>`)}
${cell(7, html`<a href="${file(line, 'scores.csv?for=spreadsheet')}" download aria-label="scores.csv, ${id}">scores.csv</a> · <a href="${file(line, 'manifest.json')}" aria-label="${t('list.manifest')}, ${id}">${t('list.manifest')}</a>`)}</tr>`;
  });
  const cycles = [...new Set(lines.map(({ cycle }) => cycle))];
  const count = (cycle: string) => lines.filter((line) => line.cycle === cycle).length;
  return html`<section class="block" id="${instrument}"><h2>${title}</h2>
<div class="table-scroll" tabindex="0" role="group" aria-label="${caption}"><table class="stacked"><caption>${caption}</caption>
<thead><tr>${heads.map((head, at) => html`<th scope="col" class="${at === 3 || at === 4 ? 'as-number' : ''}">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>
${cycles.filter((cycle) => count(cycle) === 1).map((cycle) => html`<p class="note">${t('only', { cycle })}</p>`)}
${cycles.filter((cycle) => count(cycle) > 2).map((cycle) => showChoice(context, cycle, lines))}
</section>`;
}

/** A form to compare any two releases of a cycle; with two there is nothing to select. */
function showChoice(context: PageContext, cycle: string, all: readonly ReleaseLine[]): Html {
  const t = releaseWords(context);
  const lines = all.filter((line) => line.cycle === cycle);
  const pick = (name: 'from' | 'to', chosen: number) =>
    html`<div class="field"><label for="${name}-${cycle}">${t(`choose.${name}`)}</label><select id="${name}-${cycle}" name="${name}">${lines.map(
      ({ id, published }, at) =>
        html`<option value="${id}" ${at === chosen ? 'selected' : ''}>${id}, ${releaseTime(context, published)}</option>`,
    )}</select></div>`;
  return html`<h3 class="apart">${t('choose.title')}${t('colon')} ${cycle}</h3>
<form class="form" method="get" action="${context.root}${context.language}/releases/compare">${pick('from', lines.length - 1)}${pick('to', 0)}<p class="actions"><button type="submit">${t('choose.button')}</button></p></form>`;
}
