/** Differences between two releases: in a sentence, by cause, by country, and figure by figure. */
import { html } from 'hono/html';
import { layout } from '../layout.ts';
import { showFilter } from '../page/filter.ts';
import { inOrder, type OrderedColumn, openOrder, showOrdered, type TableOrder } from '../page/order.ts';
import type { Selection } from '../page/selection.ts';
import type { Html, PageContext } from '../page-context.ts';
import type { CountryChange, ReleaseComparison } from './comparisons.ts';
import { type ChangeWords, changeOrders, changeWords, showChanges } from './country-change.ts';
import { versionOf } from './words.ts';

/** Maximum number of rows on one page; above it, each country has a separate page. */
export const mostRows = 1_500;

export const rowsOf = ({ kind, scores, answers }: CountryChange): number =>
  scores.length + (kind === 'changed' ? answers.length : 0);

/** @param under - address of the instrument's pages below the language; null if the cycle is no longer shown */
export function showComparison(
  context: PageContext,
  of: ReleaseComparison,
  under: string | null,
  base: string,
  selection: Selection<CountryChange> | null = null,
  order: TableOrder | null = null,
): Html {
  const { t } = changeWords(context, of, under);
  const { from, to } = of;
  const title = t('compare.title', { from: from.id, to: to.id });
  const main = html`<div class="page"><div class="opening"><h1>${title}</h1><p class="lede">${compareLede(context, of)}</p>
<p class="links"><a href="${context.root}${context.language}/releases">${t('other_cycles.back')}</a></p></div>
<div class="blocks">
${compareBlocks(context, of, under, base, selection, order)}
</div></div>`;
  return layout(context, {
    title,
    main,
    band: to.illustrative || from.illustrative ? 'illustrative' : null,
    preview: { description: compareLede(context, of), picture: false },
  });
}

/** How much changed, in a sentence. */
export function compareLede(context: PageContext, of: ReleaseComparison): string {
  const { t } = changeWords(context, of, null);
  const { difference, countries } = of;
  if (difference.marts.length === 0) return t('compare.same');
  const answers = countries.flatMap((country) => country.answers);
  const count = (kind: string) => answers.filter((answer) => answer.kind === kind).length;
  return t('compare.lede', {
    figures: countries.reduce((sum, { scores }) => sum + scores.length, 0),
    countries: countries.filter(({ scores }) => scores.length > 0).length,
    new: count('new'),
    corrected: count('corrected'),
    withdrawn: count('withdrawn'),
  });
}

/** By cause, by country and figure by figure. @param base - address of the comparison, relative to the page */
export function compareBlocks(
  context: PageContext,
  of: ReleaseComparison,
  under: string | null,
  base: string,
  selection: Selection<CountryChange> | null = null,
  order: TableOrder | null = null,
): Html {
  const words = changeWords(context, of, under, order);
  const { t } = words;
  const countries = selection?.kept ?? of.countries;
  const total = countries.reduce((sum, country) => sum + rowsOf(country), 0);
  const apart = total > mostRows;
  return html`${showWhy(words, of)}
${selection?.form ? showFilter({ ...selection.form, sort: order?.by ?? null }) : ''}
${countries.length === 0 ? '' : showCountries(words, countries, apart ? `${base}/` : '#', base, selection?.query ?? '')}
${
  countries.length === 0
    ? ''
    : html`<section class="block" id="by-country"><h2>${t('compare.by_country')}</h2><p class="sentence">${apart ? t('compare.too_many') : under === null ? '' : t('compare.by_country_says')}</p>
${
  apart
    ? html`<ul class="links">${countries.map(({ country }) => html`<li><a href="${base}/${country}">${words.name('country', country)}</a></li>`)}</ul>`
    : countries.map(
        (change) =>
          html`<details class="unfolds" id="${change.country}"><summary>${words.name('country', change.country)} <span class="under">${t(`compare.kind.${change.kind}`)} · ${t('compare.figures')}${t('colon')} ${change.scores.length}</span></summary>${showChanges(words, change)}</details>`,
      )
}</section>`
}`;
}

export function showCountryComparison(
  context: PageContext,
  of: ReleaseComparison,
  change: CountryChange,
  under: string | null,
  order: TableOrder | null = null,
): Html {
  const words = changeWords(context, of, under, order);
  const { t } = words;
  const title = t('compare.country_title', {
    country: words.name('country', change.country),
    from: of.from.id,
    to: of.to.id,
  });
  const main = html`<div class="page"><div class="opening"><h1>${title}</h1><p class="lede">${t(`compare.kind.${change.kind}`)}.</p>
<p class="links"><a href="../${of.to.id}">${t('compare.all')}</a></p></div>
<div class="blocks"><section class="block">${showChanges(words, change)}</section></div></div>`;
  return layout(context, { title, main, band: of.to.illustrative || of.from.illustrative ? 'illustrative' : null });
}

/** The same for a draft, as a page of the desk. */
export function countryChanges(
  context: PageContext,
  of: ReleaseComparison,
  change: CountryChange,
): { readonly title: string; readonly lede: Html | string; readonly main: Html } {
  const words = changeWords(context, of, null);
  const country = words.name('country', change.country);
  const title = words.t('compare.country_title', { country, from: of.from.id, to: of.to.id });
  const main = html`<div class="blocks"><section class="block">${showChanges(words, change)}</section></div>
<p class="links"><a href="../${of.to.id}">${words.t('compare.all')}</a></p>`;
  return { title, lede: `${words.t(`compare.kind.${change.kind}`)}.`, main };
}

/** The page for releases of different cycles. */
export function showOtherCycles(context: PageContext, illustrative: boolean): Html {
  const { t } = changeWords(context, null, null);
  const title = t('other_cycles.title');
  const progress = context.navigation.find(({ path }) => path.endsWith('progress'));
  const main = html`<div class="page message"><div class="opening"><h1>${title}</h1><p class="lede">${t('other_cycles.lede')}</p></div>
<p class="links">${progress ? html`<a href="${context.root}${context.language}/${progress.path}">${t('other_cycles.progress')}</a>` : ''}<a href="${context.root}${context.language}/releases">${t('other_cycles.back')}</a></p></div>`;
  return layout(context, { title, main, band: illustrative ? 'illustrative' : null });
}

const named = 30;

function showWhy(words: ChangeWords, of: ReleaseComparison): Html {
  const { from, to, difference, countries, restated } = of;
  const { t, name } = words;
  const causes = (['new', 'corrected', 'withdrawn', 'recounted'] as const).flatMap((kind) => {
    const each = countries.map(({ answers }) => answers.filter((answer) => answer.kind === kind).length);
    const count = each.reduce((sum, one) => sum + one, 0);
    const having = each.filter((one) => one > 0).length;
    return count === 0 ? [] : [html`<li>${t(`compare.cause.${kind}`, { count, countries: having })}</li>`];
  });
  const standing = (kind: CountryChange['kind'], key: string) => {
    const those = countries.filter((change) => change.kind === kind);
    const names = words.list(those.map(({ country }) => name('country', country)));
    return those.length === 0 ? '' : html`<li>${t(`compare.${key}`, { count: those.length, names })}</li>`;
  };
  const { models, weightsChanged } = difference;
  const unlisted = countries.some(({ scores }) => scores.some((score) => score.causes.includes('unlisted')));
  return html`<section class="block" id="why"><h2>${t('compare.why')}</h2>
<p class="sentence">${t('compare.cycle', { cycle: versionOf(to) })}. ${t('compare.earlier', { release: from.id, when: words.date(from.published), countries: from.countries })} ${t(of.draft ? 'compare.later_draft' : 'compare.later', { release: to.id, when: words.date(to.published), countries: to.countries })}</p>
<ul class="dashed">${standing('new', 'joined')}${standing('gone', 'left')}${causes}
${unlisted ? html`<li>${t('compare.unlisted')}</li>` : ''}
${models.length === 0 && !weightsChanged ? html`<li>${t('compare.method_same')}</li>` : ''}
${models.length > 0 ? html`<li>${t('compare.method_models', { count: models.length })} ${models.slice(0, named).map((path, at) => html`${at > 0 ? ', ' : ''}<code>${path.replace('models/pipelines/', '')}</code>`)}${models.length > named ? ' …' : ''}</li>` : ''}
${weightsChanged ? html`<li>${t('compare.method_weights')}</li>` : ''}
${restated > 0 ? html`<li>${t('compare.restated', { count: restated })}</li>` : ''}</ul></section>`;
}

/** The largest change of a figure that both releases have; null if there is none. */
function largestChange({ scores }: CountryChange): CountryChange['scores'][number] | null {
  const sizes = scores.filter(({ from, to }) => from !== null && to !== null);
  return sizes.reduce<(typeof sizes)[number] | null>(
    (best, one) => (best === null || sizeOf(one) > sizeOf(best) ? one : best),
    null,
  );
}

const sizeOf = ({ from, to }: CountryChange['scores'][number]) => Math.abs(to! - from!);

const countryColumns = ({ t, name }: ChangeWords): readonly OrderedColumn<CountryChange>[] => [
  { name: 'country', title: t('compare.country'), as: 'text', by: ({ country }) => name('country', country) },
  { name: 'standing', title: t('compare.standing'), as: 'text', by: ({ kind }) => t(`compare.kind.${kind}`) },
  { name: 'figures', title: t('compare.figures'), as: 'number', by: ({ scores }) => scores.length },
  {
    name: 'most',
    title: t('compare.most'),
    as: 'number',
    by: (change) => {
      const most = largestChange(change);
      return most === null ? null : sizeOf(most);
    },
  },
  { name: 'answers', title: t('compare.answers'), as: 'number', by: ({ answers }) => answers.length },
];

/**
 * The order of the tables of a comparison.
 *
 * @returns null for an order that they do not have
 */
export function comparisonOrder(
  context: PageContext,
  of: ReleaseComparison,
  given: Readonly<Record<string, string>>,
  query: string,
): TableOrder | null {
  const words = changeWords(context, of, null);
  const known = [...countryColumns(words).map(({ name }) => `countries.${name}`), ...changeOrders(words)];
  return openOrder(context, given, known, query);
}

function showCountries(
  words: ChangeWords,
  countries: readonly CountryChange[],
  to: string,
  base: string,
  query: string,
): Html {
  const { t, name, context, order } = words;
  const columns = countryColumns(words);
  const title = (at: number) => columns[at]!.title;
  const rows = inOrder(order, 'countries', columns, countries).map((change) => {
    const { country, kind, scores, answers } = change;
    const most = largestChange(change);
    return html`<tr><th scope="row"><a href="${to}${country}">${name('country', country)}</a></th>
<td data-title="${title(1)}">${t(`compare.kind.${kind}`)}</td><td class="as-number" data-title="${title(2)}">${scores.length}</td>
<td class="as-number" data-title="${title(3)}">${most === null ? '–' : html`${words.difference(most)} <span class="under">${words.element(most.element)}</span>`}</td><td class="as-number" data-title="${title(4)}">${answers.length}</td></tr>`;
  });
  const caption = t('compare.countries');
  return html`<section class="block" id="countries"><h2>${caption}</h2>
${showOrdered(context, { order, table: 'countries', anchor: 'countries', caption }, columns, rows)}
<p class="links">${t('compare.download')} <a href="${base}/figures.csv${query}" download>${t('compare.csv_figures')}</a> <a href="${base}/answers.csv${query}" download>${t('compare.csv_answers')}</a></p></section>`;
}
