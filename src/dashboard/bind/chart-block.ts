/** Binds the chart of a block: its spec with texts and colours, all its rows, and the rows that the page shows. */
import type { ChartBlock } from '../declare/declaration.ts';
import { longPage, pagesOf, type TablePages } from '../declare/table-pages.ts';
import { bindSpec, type Dataset } from '../draw/chart.ts';
import { bindLegend } from '../draw/legend.ts';
import { linesOf } from '../draw/letter-width.ts';
import type { BoundBlock } from './bound.ts';
import { type Context, say } from './context.ts';
import { mapNotes } from './map-notes.ts';
import { parameterValues, type Workshop } from './workshop.ts';

type BoundChartBlock = Extract<BoundBlock, { kind: 'chart' }>;

/** @param title - title of the block, with which the label of the drawing starts */
export function bindChart(
  workshop: Workshop,
  block: ChartBlock,
  datasets: Readonly<Record<string, Dataset>>,
  title: string,
): Pick<
  BoundChartBlock,
  'name' | 'narrow' | 'legend' | 'shownLegend' | 'caption' | 'mapNotes' | 'chart' | 'shown' | 'pages' | 'narrowChart'
> {
  const { context, theme, atlas } = workshop;
  const caption = captionOf(workshop);
  const whole = bindSpec(context, workshop.specs[block.chart]!, theme, caption);
  const spec = Object.values(datasets).some(({ zoom }) => zoom) ? clipped(whole) : whole;
  const { patterns, font } = theme;
  const { direction } = context.texts.language(context.language);
  const dress = { prefix: `${block.id}-`, label: [title, ...caption].join('. '), patterns, font, direction };
  const chart = { spec, datasets, dress };
  const { pages, shownDatasets } = pageOfChart(context, block, datasets);
  const legendOf = (of: typeof datasets) => (block.legend ? bindLegend(context, theme, block.legend, of) : null);
  const legend = legendOf(datasets);
  const shown = { ...chart, datasets: shownDatasets };
  const narrow = (width: number) => ({
    ...shown,
    // For small multiples, the width applies to each; they are one below another if only one fits.
    spec: isObject(spec.spec)
      ? { ...spec, spec: { ...spec.spec, width }, ...(2 * width > narrowestScreen ? { columns: 1 } : {}) }
      : { ...withBrokenTitles(withUprightLabels(spec), width, context.texts.language(context.language).locale), width },
    dress: { ...dress, prefix: `${block.id}-narrow-` },
  });
  return {
    name: block.chart.replace(/^.*\//, '').replace(/\.vl\.json$/, ''),
    narrow: block.narrow ?? 'scroll',
    legend,
    shownLegend: shownDatasets === datasets ? legend : legendOf(shownDatasets),
    caption,
    mapNotes: mapNotes(context, atlas, spec, datasets),
    chart,
    shown,
    pages,
    narrowChart: block.narrow_width === undefined ? null : narrow(block.narrow_width),
  };
}

/** Width of the drawings of the narrowest screens, in pixels. */
const narrowestScreen = 320;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Slanted labels above columns become vertical, since the last one would extend beyond the plot and make the whole
 * drawing smaller.
 */
function withUprightLabels(spec: Record<string, unknown>): Record<string, unknown> {
  const encoding = spec.encoding as
    | { readonly x?: { readonly axis?: Readonly<Record<string, unknown>> | null } }
    | undefined;
  const axis = encoding?.x?.axis;
  if (axis?.orient !== 'top' || axis.labelAngle === undefined) return spec;
  const upright = { ...axis, labelAngle: -90, labelAlign: 'left', labelBaseline: 'middle' };
  return { ...spec, encoding: { ...encoding, x: { ...encoding!.x, axis: upright } } };
}

/** Titles below or above a narrow plot have several lines: one that is wider would make the whole drawing smaller. */
function withBrokenTitles(spec: Record<string, unknown>, width: number, locale: string): Record<string, unknown> {
  const size = titleSizeOf(spec.config);
  const broken = (node: unknown, channel: string | null): unknown => {
    if (Array.isArray(node)) return node.map((one) => broken(one, null));
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        if (channel !== 'x' || key !== 'axis' || !isObject(value)) return [key, broken(value, key)];
        const { title } = value as { readonly title?: unknown };
        return [key, typeof title === 'string' ? { ...value, title: linesOf(title, size, width, locale) } : value];
      }),
    );
  };
  const { config, ...drawn } = spec;
  return { ...(broken(drawn, null) as Record<string, unknown>), ...(config === undefined ? {} : { config }) };
}

const titleSizeOf = (config: unknown): number =>
  (config as { readonly axis?: { readonly titleFontSize?: number } } | undefined)?.axis?.titleFontSize ?? 12;

/** The caption of each drawing: the release, and whether it is illustrative. */
function captionOf({ context, real }: Workshop): string[] {
  const values = parameterValues(context);
  const from = say(context, 'caption.from', values);
  const within = context.narrow ? [say(context, 'filters.caption', values)] : [];
  return context.release.illustrative && !real
    ? [say(context, 'caption.illustrative', values), from, ...within]
    : [from, ...within];
}

/** A zoomed map is clipped at its edge. */
function clipped(spec: Record<string, unknown>): Record<string, unknown> {
  const clip = (layer: { mark?: object }) => (layer.mark ? { ...layer, mark: { ...layer.mark, clip: true } } : layer);
  return { ...spec, layer: (spec.layer as object[] | undefined)?.map(clip) };
}

/** The rows of a chart that the page shows, paged by the values of a column in their order. */
function pageOfChart(
  { askedRows }: Context,
  { id, pages: declared }: Pick<ChartBlock, 'id' | 'pages'>,
  datasets: Readonly<Record<string, Dataset>>,
): { readonly pages: TablePages | null; readonly shownDatasets: Readonly<Record<string, Dataset>> } {
  const paged = declared === undefined ? undefined : datasets[declared.data];
  if (!declared || !paged || !askedRows) return { pages: null, shownDatasets: datasets };
  const values = [...new Set(paged.rows.map((row) => row[declared.key]))];
  const pages = pagesOf(askedRows, id, values.length, longPage);
  if (pages === null) return { pages, shownDatasets: datasets };
  const shown = new Set(values.slice(pages.first, pages.last));
  const rows = paged.rows.filter((row) => shown.has(row[declared.key]));
  return { pages, shownDatasets: { ...datasets, [declared.data]: { ...paged, rows } } };
}
