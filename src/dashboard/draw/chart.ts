/** Prepares a Vega-Lite file for drawing: texts in the reader's language, the theme's colours, rows of the release. */
import { type Context, say } from '../bind/context.ts';
import { valuesOf } from '../bind/format-row.ts';
import type { DatasetRow } from '../release.ts';
import type { Theme } from '../theme.ts';
import { mirrorSpec } from './mirror.ts';
import type { Dress } from './svg.ts';
import type { Zoom } from './zoom.ts';

/**
 * Rows of one dataset; with `shapes`, the name of the geometry in which each row's `code` finds its outline, and its
 * zoom.
 */
export type Dataset = { readonly rows: readonly DatasetRow[]; readonly shapes?: string; readonly zoom?: Zoom };

/** Everything that the drawing thread needs, as plain data. */
export type BoundChart = {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly dress: Dress;
};

/**
 * @param spec - as in the file: a string `text:key` stands for a text, `theme:key` for a colour or list of the theme
 * @param caption - line above the drawing with its source, and a note if it is illustrative
 */
export function bindSpec(
  context: Context,
  spec: Readonly<Record<string, unknown>>,
  theme: Theme,
  caption: readonly string[],
): Record<string, unknown> {
  const values = valuesOf(context.texts.language(context.language), context.formats, context.parameters);
  // A list of names may have fewer entries than its maximum.
  const isUnset = (node: unknown) =>
    typeof node === 'string' &&
    node.startsWith('$') &&
    node.slice(1) in context.parameters &&
    context.parameters[node.slice(1)] === null;
  const fill = (node: unknown): unknown => {
    if (typeof node === 'string') {
      if (node.startsWith('text:')) return say(context, node.slice('text:'.length), values);
      if (node.startsWith('theme:')) return themed(theme, node.slice('theme:'.length));
      if (node.startsWith('$') && node.slice(1) in context.parameters) return context.parameters[node.slice(1)];
      return node;
    }
    if (Array.isArray(node))
      return node
        .filter((one) => context.narrow || !isForNarrowed(one))
        .filter((one) => !isUnset(one))
        .map((one) => fill(forNarrowed(one)));
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value)]));
  };
  const filled = fill(spec) as Record<string, unknown>;
  const config = { ...theme.config, ...(filled.config as object | undefined), locale: localeOf(context) };
  const whole = {
    background: null,
    padding: 4,
    ...filled,
    config,
    title: { text: [...caption], anchor: 'start', frame: 'group', ...theme.caption },
  };
  const { direction } = context.texts.language(context.language);
  return direction === 'rtl' ? { ...mirrorSpec(whole) } : whole;
}

/** In lists, `narrowed:…` is included only if a filter narrows the page. */
const isForNarrowed = (node: unknown): node is string => typeof node === 'string' && node.startsWith('narrowed:');
const forNarrowed = (node: unknown) => (isForNarrowed(node) ? node.slice('narrowed:'.length) : node);

export function themed(theme: Theme, path: string): unknown {
  const found = path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], theme.values);
  if (found === undefined) throw new Error(`the theme has no "${path}"`);
  return found;
}

/** Number format of axes in this language, for Vega. */
function localeOf({ texts, language }: Context) {
  const { locale } = texts.language(language);
  const known = locales.get(locale) ?? numberFormat(locale);
  locales.set(locale, known);
  return known;
}

const locales = new Map<string, ReturnType<typeof numberFormat>>();

function numberFormat(locale: string) {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.8);
  const part = (type: string, otherwise: string) => parts.find((one) => one.type === type)?.value ?? otherwise;
  return {
    number: {
      decimal: part('decimal', '.'),
      thousands: part('group', ','),
      grouping: [3],
      currency: ['', ''],
      minus: '\u2212',
    },
  };
}

/**
 * The same chart for a page: without interactive features, and without its legend, which the page shows next to it in
 * type that does not shrink with the drawing.
 *
 * @param legend - true for a picture outside the page, which includes its legend and its font
 */
export function stillChart(chart: BoundChart, legend: boolean, font: string | null = null): BoundChart {
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strip);
    if (node === null || typeof node !== 'object') return node;
    const { condition } = node as { condition?: { param?: string } };
    // Without a selection, everything counts as selected.
    if (condition?.param !== undefined) {
      const { param: _, ...chosen } = condition;
      return chosen;
    }
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => key !== 'params')
        .map(([key, value]) => [key, key === 'legend' && !legend ? null : strip(value)]),
    );
  };
  const { config, ...rest } = chart.spec;
  const look = legend ? config : { ...(config as object | undefined), legend: { disable: true } };
  return {
    ...chart,
    dress: { ...chart.dress, font },
    spec: { ...(strip(rest) as Record<string, unknown>), config: look },
  };
}

/** The same without the line that states where it comes from: the page writes it below, in letters that do not shrink. */
export const withoutCaption = (chart: BoundChart): BoundChart => {
  const { title: _, ...spec } = chart.spec;
  return { ...chart, spec };
};

/**
 * The same rows with the columns that the chart may use: those whose name is in its spec, as a field or within an
 * expression. Rows have several times as many, and each would be copied for the thread and for every mark.
 */
export function withUsedColumns({ spec, datasets, dress }: BoundChart): BoundChart {
  const text = JSON.stringify(spec);
  const used = new Map<string, boolean>();
  const isUsed = (column: string) => {
    const known = used.get(column) ?? (column === 'code' || text.includes(column));
    used.set(column, known);
    return known;
  };
  const narrow = (row: DatasetRow): DatasetRow => {
    const kept: Record<string, DatasetRow[string]> = {};
    for (const column in row) if (isUsed(column)) kept[column] = row[column]!;
    return kept;
  };
  const narrowed = Object.entries(datasets).map(([name, dataset]) => [
    name,
    { ...dataset, rows: dataset.rows.map(narrow) },
  ]);
  return { spec, datasets: Object.fromEntries(narrowed), dress };
}

/** True if the chart is interactive: it declares a selection or a zoom. */
export const canLive = ({ spec }: BoundChart): boolean => JSON.stringify(spec).includes('"params":');
