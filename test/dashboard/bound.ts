/** Binds the product's dashboards to the typed-in marts, and finds parts of a page for tests. */
import {
  type BoundBlock,
  type BoundPage,
  type BoundTable,
  type Chosen,
  type Dashboard,
  listDashboards,
  openAtlas,
  openBinder,
  type ReleaseView,
} from '../../src/dashboard/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { root } from '../house/source.ts';
import { maps, release } from './marts.ts';

export const texts = loadTexts(root);
export const dashboards = listDashboards(root);
export const atlas = openAtlas(maps);
export const binder = openBinder(dashboards, atlas, texts);
/** Languages with a complete set of texts. */
export const languages = texts.languages.filter(({ complete }) => complete).map(({ code }) => code);

export function dashboardNamed(name: string): Dashboard {
  const found = dashboards.all.find((one) => one.name === name);
  if (!found) throw new Error(`no dashboard ${name}`);
  return found;
}

/** @param path - path of the page below the language, such as `board/legislation` */
export function bindPage(
  path: string,
  { filter, language = 'en', of = release }: { filter?: Chosen; language?: string; of?: ReleaseView } = {},
): BoundPage {
  const dashboard = dashboardNamed(path.split('/')[0]!);
  const address = binder.addresses(of, dashboard).find((one) => one.path === path);
  if (!address) throw new Error(`no page ${path}`);
  return binder.bind(of, dashboard, filter === undefined ? address : { ...address, filter }, language);
}

export function blockOf({ blocks }: BoundPage, id: string): BoundBlock {
  const found = blocks.find((block) => block.id === id);
  if (!found) throw new Error(`no block ${id}`);
  return found;
}

/** A table block, or the table of a chart block. */
export function tableOf(page: BoundPage, id: string): BoundTable {
  const block = blockOf(page, id);
  const table = block.kind === 'table' || block.kind === 'chart' ? block.table : null;
  if (!table) throw new Error(`${id} has no table`);
  return table;
}
