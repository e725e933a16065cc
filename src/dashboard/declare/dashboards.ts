/** Finds the dashboards: every folder of `dashboards/` with a `dashboard.yaml` in it is one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { Problem } from '../../problem/index.ts';
import type { Formats } from '../bind/told.ts';
import { loadTheme, type Theme } from '../theme.ts';
import type { AnyBlock, DashboardDeclaration } from './declaration.ts';

export type Dashboard = {
  /** Folder name, and the word in its address. */
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

/**
 * @returns dashboards in the order of their positions
 * @throws Problem `dashboard_wrong` naming the file, for what cannot be read or would never draw; `mart_missing` for a mart
 *   that no model declares: a release may lack one that is younger, so this is where a slip is found
 */
export function listDashboards(contentRoot: string): Dashboards {
  const folder = join(contentRoot, 'dashboards');
  const marts = new Set(readdirSync(join(contentRoot, 'pipelines', 'marts')).map((file) => file.replace(/\.\w+$/, '')));
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'dashboard.yaml')));
  return {
    all: names
      .map((name) => loadDashboard(folder, name, marts))
      .sort((a, b) => a.declared.position - b.declared.position),
    theme: loadTheme(contentRoot),
    formats: parse(readFileSync(join(folder, 'columns.yaml'), 'utf8')) as Formats,
  };
}

function loadDashboard(folder: string, name: string, marts: ReadonlySet<string>): Dashboard {
  const place = `dashboards/${name}/dashboard.yaml`;
  const declared = readYaml(join(folder, name, 'dashboard.yaml'), place) as DashboardDeclaration;
  if (!Array.isArray(declared?.blocks)) throw wrong(place, 'it has no list of blocks');
  if (typeof declared.position !== 'number')
    throw wrong(place, 'it has no position, a number that orders the navigation');
  const seen = new Set<string>();
  for (const block of declared.blocks) {
    if (typeof block.id !== 'string' || seen.has(`${block.id} ${block.only}`)) {
      throw wrong(place, `a block has no id of its own (${block.id ?? 'none given'})`);
    }
    seen.add(`${block.id} ${block.only}`);
    checkBlock(place, block);
  }
  const unknown = martsNamed(declared).find((mart) => !marts.has(mart));
  if (unknown !== undefined) throw new Problem('mart_missing', place, { mart: unknown });
  const files = [...new Set(declared.blocks.flatMap((block) => ('chart' in block ? [block.chart] : [])))];
  return { name, declared, specs: Object.fromEntries(files.map((file) => [file, readSpec(folder, name, file)])) };
}

const kinds = ['chart', 'table', 'facts', 'callouts', 'cards', 'tree', 'sources', 'prose'];

function checkBlock(place: string, block: AnyBlock): void {
  if (!kinds.some((kind) => kind in block))
    throw wrong(place, `the block "${block.id}" has none of ${kinds.join(', ')}`);
  const known = Object.keys(block.data ?? {});
  const asked = [
    ...('table' in block && block.table ? [block.table.data] : []),
    ...('callouts' in block ? [block.callouts.data] : []),
    ...('cards' in block ? [block.cards.data] : []),
    ...('sources' in block ? [block.sources.data] : []),
    ...('tree' in block ? block.tree.levels.map(({ data }) => data) : []),
    ...(block.needs === undefined ? [] : [block.needs]),
  ];
  const missing = asked.find((name) => !known.includes(name));
  if (missing !== undefined)
    throw wrong(place, `the block "${block.id}" asks for the data "${missing}", which it does not declare`);
}

/** Every mart that a declaration names, wherever it does. */
function martsNamed(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (typeof value === 'string') return ['mart', 'with', 'download'].includes(key) ? [value] : [];
    if (key === 'downloads') return value as string[];
    return martsNamed(value);
  });
}

/** A Vega-Lite file. It may name datasets of the block, never an address: nothing is loaded when it is drawn. */
function readSpec(folder: string, name: string, file: string): Record<string, unknown> {
  const place = `dashboards/${name}/${file}`;
  let spec: unknown;
  try {
    spec = JSON.parse(readFileSync(join(folder, name, file), 'utf8'));
  } catch (error) {
    throw wrong(place, error instanceof Error ? error.message : String(error));
  }
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if (!Array.isArray(node) && 'url' in node)
      throw wrong(place, 'it names an address ("url"); name a dataset of the block instead');
    for (const branch of Object.values(node)) walk(branch);
  };
  walk(spec);
  return spec as Record<string, unknown>;
}

function readYaml(file: string, place: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { merge: true });
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw wrong(`${place}:${error.linePos?.[0].line ?? 1}`, error.message.split('\n')[0]!);
    throw error;
  }
}

const wrong = (place: string, said: string) => new Problem('dashboard_wrong', place, { said });
