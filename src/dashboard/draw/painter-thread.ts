/**
 * The drawing thread: the only place on the server where Vega is loaded, so that a slow chart delays no page and the
 * server starts without it. Expressions are interpreted, never compiled, and charts cannot load anything.
 */
import { parentPort } from 'node:worker_threads';
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { BoundChart } from './chart.ts';
import type { FlatFeature } from './flat-feature.ts';
import { dressSvg } from './svg.ts';
import { measureText } from './text-width.ts';
import { zoomed } from './zoom.ts';

export type PaintRequest =
  | { readonly id: number; readonly what: 'geometry'; readonly name: string; readonly features: readonly object[] }
  | { readonly id: number; readonly what: 'draw' | 'live' | 'spec'; readonly chart: BoundChart };
export type Reply = { readonly id: number; readonly done: string } | { readonly id: number; readonly failed: string };
/** Sent once, when all modules of the thread are loaded. */
export type Loaded = 'loaded';

const geometries = new Map<string, readonly object[]>();

measureText();
// In the next turn: until then modules that wait for Vega's are still being run.
setImmediate(() => parentPort!.postMessage('loaded' satisfies Loaded));
parentPort!.on('message', async (request: PaintRequest) => {
  try {
    parentPort!.postMessage({ id: request.id, done: await run(request) } satisfies Reply);
  } catch (error) {
    parentPort!.postMessage({
      id: request.id,
      failed: error instanceof Error ? error.message : String(error),
    } satisfies Reply);
  }
});

async function run(request: PaintRequest): Promise<string> {
  if (request.what === 'geometry') {
    geometries.set(request.name, request.features);
    return '';
  }
  const { chart } = request;
  const dataflow = parse(chart);
  const datasets = datasetsOf(chart, dataflow);
  if (request.what === 'spec') return JSON.stringify({ ...chart.spec, datasets });
  return request.what === 'live' ? JSON.stringify({ dataflow, datasets }) : draw(chart, dataflow, datasets);
}

/** Dataflows by their spec: the pages of one dashboard usually differ only in their rows. */
const parsed = new Map<string, object>();
const mostParsed = 64;

/** Compiles Vega-Lite to Vega and to its dataflow, which is plain JSON; rows are added later by name. */
function parse(chart: BoundChart): object {
  const key = JSON.stringify(chart.spec);
  const known = parsed.get(key);
  if (known) return known;
  const { spec } = compile(chart.spec as unknown as TopLevelSpec, { logger: silent });
  for (const mark of (spec.marks ?? []) as CompiledMark[]) ignorePointer(mark);
  const made = vega.parse(withoutNullTexts(spec), undefined, { ast: true } as never) as object;
  if (parsed.size >= mostParsed) parsed.delete(parsed.keys().next().value!);
  parsed.set(key, made);
  return made;
}

/** Vega-Lite writes missing texts, descriptions or addresses as `null` or `undefined`; they are removed here. */
const withoutNullTexts = <S extends object>(spec: S): S =>
  JSON.parse(JSON.stringify(spec).replace(/: \\"\\"\+datum\[(?:[^\]\\]|\\.)*\]/g, ': \\"\\"')) as S;

type CompiledMark = {
  aria?: boolean;
  interactive?: boolean;
  encode?: { update?: { href?: unknown } };
  marks?: CompiledMark[];
};

/**
 * Numbers and lines over a mark have no description and no link. Pointer events reach the mark below them, so that
 * its tooltip, link and selection work everywhere on it; every other mark receives pointer events, including next to
 * a selection.
 */
function ignorePointer(mark: CompiledMark): void {
  if (mark.marks) for (const inner of mark.marks) ignorePointer(inner);
  else mark.interactive = mark.aria !== false || mark.encode?.update?.href !== undefined;
}

async function draw(chart: BoundChart, dataflow: object, datasets: Record<string, readonly object[]>): Promise<string> {
  vega.resetSVGDefIds();
  const view = new vega.View(
    dataflow as vega.Runtime,
    {
      expr: expressionInterpreter,
      renderer: 'none',
      loader: closedLoader as unknown as vega.Loader,
      logger: silent as unknown as vega.LoggerInterface,
    } as vega.ViewOptions,
  );
  try {
    for (const [name, rows] of Object.entries(datasets)) {
      // Vega modifies the rows it is given, so each drawing gets its own copies.
      view.data(
        name,
        rows.map((row) => ({ ...row })),
      );
    }
    return dressSvg(await view.toSVG(), chart.dress);
  } finally {
    view.finalize();
  }
}

/** True if the chart uses the dataset: a block may declare more datasets than each of its charts uses. */
const names = (dataflow: object, name: string) =>
  (dataflow as { operators: { root?: boolean; type?: string; data?: Record<string, unknown> }[] }).operators.some(
    ({ data }) => data !== undefined && name in data,
  );

/**
 * The datasets that the chart uses, as Vega rejects others: rows as bound, and for shapes the geometry stored in this
 * thread, with the columns of its row.
 */
function datasetsOf(chart: BoundChart, dataflow: object): Record<string, readonly object[]> {
  const read = Object.entries(chart.datasets).filter(([name]) => names(dataflow, name));
  return Object.fromEntries(
    read.map(([name, { rows, shapes, zoom }]) => {
      if (!shapes) return [name, rows];
      const byCode = new Map(rows.map((row) => [row.code, row]));
      const whole = (geometries.get(shapes) ?? []) as readonly FlatFeature[];
      const features = zoom ? whole.flatMap((feature) => zoomed(feature, zoom) ?? []) : whole;
      return [
        name,
        features.flatMap((feature) => {
          const row = byCode.get(feature.code);
          return row || rows.length === 0 ? [{ ...row, ...feature }] : [];
        }),
      ];
    }),
  );
}

/** Links are passed unchanged, since pages create them; nothing is ever loaded. */
const closedLoader = {
  sanitize: async (href: string) => ({ href }),
  load: async (uri: string) => Promise.reject(new Error(`a chart may load nothing, but asks for ${uri}`)),
  http: async () => Promise.reject(new Error('a chart may load nothing')),
  file: async () => Promise.reject(new Error('a chart may load nothing')),
};

/** Vega-Lite warns if a domain has values without rows; errors are thrown. */
const silent = {
  level: () => silent,
  error: (...parts: unknown[]) => {
    throw new Error(parts.join(' '));
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};
