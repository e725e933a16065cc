/** Finds the dashboards: every folder of `dashboards/` with a `dashboard.yaml`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ContentFile,
  type Fault,
  nearest,
  openContent,
  type Path,
  readContent,
  refuseFaults,
} from '../../content/index.ts';
import { martDeclarations } from '../../pipeline/index.ts';
import type { Formats } from '../bind/format-row.ts';
import { loadTheme, type Theme } from '../theme.ts';
import type { AnyBlock, DashboardDeclaration } from './declaration.ts';

export type Dashboard = {
  /** Folder name, also used in its address. */
  readonly name: string;
  readonly declared: DashboardDeclaration;
  /** Vega-Lite files by name. */
  readonly specs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** What all dashboards share. */
export type Dashboards = {
  readonly all: readonly Dashboard[];
  readonly theme: Theme;
  readonly formats: Formats;
};

/** Dashboards that can be read, and every fault of the others. */
export type ReadDashboards = { readonly dashboards: readonly Dashboard[]; readonly faults: readonly Fault[] };

/**
 * @returns dashboards in the order of their positions
 * @throws Problem `content_faulty` with every fault: unreadable files, blocks that could never be drawn, and marts
 *   that no model declares (releases may lack newer marts, so a wrong name is only found here)
 */
export function listDashboards(contentRoot: string): Dashboards {
  const { dashboards, faults } = readDashboards(contentRoot);
  refuseFaults(faults);
  return {
    all: dashboards,
    theme: loadTheme(contentRoot),
    formats: readContent<Formats>(contentRoot, 'dashboards/columns.yaml'),
  };
}

export function readDashboards(contentRoot: string): ReadDashboards {
  const folder = join(contentRoot, 'dashboards');
  const marts = new Set(martDeclarations(contentRoot).keys());
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'dashboard.yaml')));
  const read = names.map((name) => readDashboard(contentRoot, name, marts));
  return {
    dashboards: read
      .flatMap(({ dashboard }) => dashboard ?? [])
      .sort((a, b) => a.declared.position - b.declared.position),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readDashboard(
  contentRoot: string,
  name: string,
  marts: ReadonlySet<string>,
): { dashboard: Dashboard | null; faults: readonly Fault[] } {
  const { file, faults: found } = openContent(contentRoot, `dashboards/${name}/dashboard.yaml`);
  if (file === null || found.length > 0) return { dashboard: null, faults: found };
  const declared = file.value as DashboardDeclaration;
  const charts = [...new Set(declared.blocks.flatMap((block) => ('chart' in block ? [block.chart] : [])))];
  const specs = charts.map((chart) => [chart, readSpec(contentRoot, chartFile(name, chart))] as const);
  const faults = [
    ...checkIds(file, declared),
    ...declared.blocks.flatMap((block, at) => checkAsked(file, block, at)),
    ...checkMarts(file, declared, [], marts),
    ...specs.flatMap(([, spec]) => spec.faults),
  ];
  if (faults.length > 0) return { dashboard: null, faults };
  const byChart = Object.fromEntries(specs.map(([chart, { spec }]) => [chart, spec!]));
  return { dashboard: { name, declared, specs: byChart }, faults };
}

/** Path of a chart that a dashboard names: in its own folder, or in that of another dashboard. */
export const chartFile = (dashboard: string, chart: string): string =>
  chart.includes('/') ? `dashboards/${chart}` : `dashboards/${dashboard}/${chart}`;

/** The same id may be used for a block of the page with a choice and one of the page without. */
function checkIds(file: ContentFile, { blocks }: DashboardDeclaration): Fault[] {
  const seen = new Set<string>();
  return blocks.flatMap(({ id, only }, at) => {
    const key = `${id} ${only}`;
    if (seen.size < seen.add(key).size) return [];
    const what = `Another block has the id "${id}" already.`;
    return file.fault(['blocks', at, 'id'], { what, correction: 'Give this block an id of its own.' });
  });
}

/** Datasets that a block draws or lists must be among those that it declares. */
function checkAsked(file: ContentFile, block: AnyBlock, at: number): Fault[] {
  const known = Object.keys(block.data ?? {});
  const asked: [string, Path][] = [
    ...('table' in block && block.table ? [[block.table.data, ['table', 'data']] as [string, Path]] : []),
    ...('callouts' in block ? [[block.callouts.data, ['callouts', 'data']] as [string, Path]] : []),
    ...('cards' in block ? [[block.cards.data, ['cards', 'data']] as [string, Path]] : []),
    ...('sources' in block ? [[block.sources.data, ['sources', 'data']] as [string, Path]] : []),
    ...('tree' in block
      ? block.tree.levels.map(({ data }, level) => [data, ['tree', 'levels', level, 'data']] as [string, Path])
      : []),
    ...(block.needs === undefined ? [] : [[block.needs, ['needs']] as [string, Path]]),
  ];
  return asked.flatMap(([name, path]) => {
    if (known.includes(name)) return [];
    const what = `The block "${block.id}" asks for the data "${name}", which it does not declare.`;
    const near = nearest(name, known);
    const correction = near.length > 0 ? '' : `Declare it under "data" of the block.`;
    return file.fault(['blocks', at, ...path], { what, near, correction });
  });
}

/** Every mart that a declaration names must have a model. */
function checkMarts(file: ContentFile, node: unknown, path: Path, marts: ReadonlySet<string>): Fault[] {
  if (node === null || typeof node !== 'object') return [];
  const check = (mart: string, at: Path): Fault[] => {
    if (marts.has(mart)) return [];
    const near = nearest(mart, marts);
    const correction = near.length > 0 ? '' : 'Name a mart of pipelines/marts/, or add its model there.';
    return [file.fault(at, { what: `No model declares the mart "${mart}".`, near, correction })];
  };
  return Object.entries(node).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(node) ? Number(key) : key];
    if (typeof value === 'string') return ['mart', 'with', 'download'].includes(key) ? check(value, at) : [];
    if (key === 'downloads') return (value as string[]).flatMap((mart, place) => check(mart, [...at, place]));
    return checkMarts(file, value, at, marts);
  });
}

/** A Vega-Lite file. It may name datasets of the block but no URL, as nothing is loaded when it is drawn. */
function readSpec(contentRoot: string, name: string): { spec: Dashboard['specs'][string] | null; faults: Fault[] } {
  const { file, faults } = openContent(contentRoot, name);
  if (file === null) return { spec: null, faults: [...faults] };
  const addresses = (node: unknown, path: Path): Fault[] => {
    if (node === null || typeof node !== 'object') return [];
    const own =
      !Array.isArray(node) && 'url' in node
        ? [
            file.fault([...path, 'url'], {
              what: 'The chart names an address ("url").',
              correction: 'Name a dataset of the block instead.',
            }),
          ]
        : [];
    return [
      ...own,
      ...Object.entries(node).flatMap(([key, branch]) =>
        addresses(branch, [...path, Array.isArray(node) ? Number(key) : key]),
      ),
    ];
  };
  return { spec: file.value as Dashboard['specs'][string], faults: addresses(file.value, []) };
}
