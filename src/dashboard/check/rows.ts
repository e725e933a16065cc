/** Tracks the columns of a data declaration, from those of its mart to those that a block may use. */
import type { Path } from '../../content/index.ts';
import { budgetColumns } from '../bind/budget.ts';
import { comparedColumns } from '../bind/compare.ts';
import { rankedColumns } from '../bind/ranking.ts';
import type { AddingSteps } from '../declare/adding-steps.ts';
import type {
  AnyData,
  ComparedDeclaration,
  DataDeclaration,
  LayerDeclaration,
  RankedDeclaration,
  RowFilter,
  ShapeDeclaration,
} from '../declare/declaration.ts';
import { demand, type Report } from './report.ts';

/** Columns of a mart in order; null for a mart without a model, or whose declaration cannot be read. */
export type ColumnsOf = (mart: string) => readonly string[] | null;

export type RowScope = {
  readonly report: Report;
  readonly columnsOf: ColumnsOf;
  /** First segments of the addresses to which links may lead. */
  readonly pages: readonly string[];
  /** Valid names after `$`. */
  readonly parameters: ReadonlySet<string>;
};

/** @returns the columns of its rows; null if they cannot be determined */
export function checkData(scope: RowScope, data: DataDeclaration, path: Path): Set<string> | null {
  const { report } = scope;
  const own = scope.columnsOf(data.mart);
  if (own === null) return null;
  const columns = new Set(own);
  checkWhere(scope, data.where ?? {}, own, [...path, 'where'], data.mart);
  for (const [at, join] of (data.with ?? []).entries()) {
    const here: Path = [...path, 'with', at];
    const theirs = scope.columnsOf(join.mart);
    if (theirs === null) return null;
    const theirMart = `column of the mart "${join.mart}"`;
    checkWhere(scope, join.where ?? {}, theirs, [...here, 'where'], join.mart);
    const pairs = pairsOf(typeof join.on === 'string' ? [join.on] : join.on);
    for (const [ours, other] of pairs) {
      demand(report, [...here, 'on'], ours, columns, 'column of the rows so far');
      demand(report, [...here, 'on'], other, theirs, theirMart);
    }
    for (const [to, from] of pairsOf(join.take)) {
      demand(report, Array.isArray(join.take) ? [...here, 'take'] : [...here, 'take', to], from, theirs, theirMart);
      columns.add(to);
    }
  }
  if (data.gather) checkGather(scope, data.gather, columns, [...path, 'gather']);
  checkSteps(scope, data, columns, path);
  for (const [at, column] of (data.sort ?? []).entries())
    demand(report, [...path, 'sort', at], column.replace(/^-/, ''), columns, 'column of the rows');
  return columns;
}

function checkGather(
  { report }: RowScope,
  { by, lists }: NonNullable<DataDeclaration['gather']>,
  columns: Set<string>,
  path: Path,
): void {
  for (const [at, name] of by.entries())
    demand(report, [...path, 'by', at], name, columns, 'column of the rows so far');
  for (const [to, from] of Object.entries(lists)) {
    demand(report, [...path, 'lists', to], from, columns, 'column of the rows so far');
    columns.add(to);
  }
}

/** Steps that add columns, each of which may use those added before. */
export function checkSteps({ report, pages }: RowScope, data: AddingSteps, columns: Set<string>, path: Path): void {
  const what = 'column of the rows';
  const need = (column: string, ...steps: Path) => demand(report, [...path, ...steps], column, columns, what);
  const kind = (word: string, ...steps: Path) => word.startsWith('=') && need(word.slice(1), ...steps);
  for (const [to, one] of Object.entries(data.past ?? {})) {
    need(one.of, 'past', to, 'of');
    need(one.date, 'past', to, 'date');
    columns.add(to);
  }
  for (const [to, names] of Object.entries(data.first_of ?? {})) {
    for (const [at, name] of names.entries()) need(name, 'first_of', to, at);
    columns.add(to);
  }
  if (Array.isArray(data.label)) {
    for (const [at, name] of (data.label as readonly string[]).entries()) {
      need(name, 'label', at);
      columns.add(`${name}_label`);
    }
  } else
    for (const [to, one] of Object.entries((data.label ?? {}) as Record<string, { kind: string; id: string }>)) {
      kind(one.kind, 'label', to, 'kind');
      need(one.id, 'label', to, 'id');
      columns.add(to);
    }
  for (const [to, one] of Object.entries(data.label_list ?? {})) {
    need(one.of, 'label_list', to, 'of');
    kind(one.kind, 'label_list', to, 'kind');
    columns.add(to);
  }
  for (const [to, one] of Object.entries(data.choices ?? {})) {
    need(one.list, 'choices', to, 'list');
    need(one.of, 'choices', to, 'of');
    columns.add(to);
  }
  for (const [to, of] of Object.entries(data.described ?? {})) {
    need(of, 'described', to);
    columns.add(to);
  }
  for (const [to, one] of Object.entries(data.label_text ?? {})) {
    need(one.of, 'label_text', to, 'of');
    columns.add(to);
  }
  for (const [to, address] of Object.entries(data.link ?? {})) {
    for (const [, column] of address.matchAll(/\{(\w+)\}/g)) need(column!, 'link', to);
    const [page] = /^[a-z][a-z_-]*(?=[/?#]|$)/.exec(address) ?? [];
    if (page !== undefined) demand(report, [...path, 'link', to], page, pages, 'page');
    columns.add(to);
  }
  for (const to of Object.keys(data.format ?? {})) columns.add(to);
}

/** @param known - columns of the data declared before, by name */
export function checkAnyData(
  scope: RowScope,
  data: AnyData,
  path: Path,
  known: ReadonlyMap<string, ReadonlySet<string> | null>,
): Set<string> | null {
  if ('shapes' in data) return checkShapes(scope, data, path, known);
  if ('layers' in data) return checkLayers(scope, data, path);
  if ('rank' in data) return checkRanked(scope, data, path);
  if ('compare' in data) return checkCompared(scope, data, path);
  return checkData(scope, data, path);
}

function checkCompared(scope: RowScope, data: ComparedDeclaration, path: Path): Set<string> | null {
  const columns = checkData(scope, data.compare, [...path, 'compare']);
  if (columns === null) return null;
  for (const key of ['by', 'row', 'figure', 'low', 'high', 'common'] as const) {
    const column = data[key];
    if (column !== undefined) demand(scope.report, [...path, key], column, columns, 'column of the rows');
  }
  demand(scope.report, [...path, 'among'], `${data.among}_1`, scope.parameters, 'filter that takes several values');
  const all = new Set([...columns, ...comparedColumns]);
  checkSteps(scope, { label_text: data.label_text, link: data.link }, all, path);
  return all;
}

function checkRanked(scope: RowScope, data: RankedDeclaration, path: Path): Set<string> | null {
  const columns = checkData(scope, data.rank, [...path, 'rank']);
  if (columns === null) return null;
  for (const key of ['figure', 'cover', 'replications'] as const)
    demand(scope.report, [...path, key], data[key], columns, 'column of the rows');
  if (data.budget) {
    const { costs, on, amount, currency, year } = data.budget;
    const known = checkData(scope, costs, [...path, 'budget', 'costs']);
    if (known) demand(scope.report, [...path, 'budget', 'on'], on, known, 'column of the costs');
    demand(scope.report, [...path, 'budget', 'on'], on, columns, 'column of the rows');
    for (const [key, value] of Object.entries({ amount, currency, year }))
      checkValue(scope, value, [...path, 'budget', key]);
  }
  const all = new Set([...columns, ...rankedColumns, ...(data.budget ? budgetColumns : [])]);
  checkSteps(scope, { label_text: data.label_text }, all, path);
  return all;
}

/** Columns that maps add to a row: the position of its dot or tile. */
const drawn = ['cx', 'cy', 'row', 'column'];

function checkShapes(
  scope: RowScope,
  data: ShapeDeclaration,
  path: Path,
  known: ReadonlyMap<string, ReadonlySet<string> | null>,
): Set<string> | null {
  checkValue(scope, data.of, [...path, 'of']);
  if (data.join === undefined) return new Set(['code', ...drawn]);
  if (!demand(scope.report, [...path, 'join'], data.join, known.keys(), 'data of this block')) return null;
  const joined = known.get(data.join);
  if (!joined) return null;
  const key = data.key ?? 'country';
  demand(scope.report, [...path, 'key'], key, joined, `column of the data "${data.join}"`);
  for (const [column, value] of Object.entries(data.missing ?? {}))
    checkValue(scope, value, [...path, 'missing', column]);
  const columns = new Set([
    ...joined,
    ...[...drawn, 'code', key, `${key}_label`, ...Object.keys(data.missing ?? {}), ...Object.keys(data.outside ?? {})],
  ]);
  checkSteps(scope, data, columns, path);
  return columns;
}

function checkLayers(scope: RowScope, data: LayerDeclaration, path: Path): Set<string> | null {
  const edges = checkData(scope, data.edges, [...path, 'edges']);
  const nodes = checkData(scope, data.nodes, [...path, 'nodes']);
  if (edges === null || nodes === null) return null;
  for (const end of ['from', 'to'] as const)
    demand(scope.report, [...path, end], data[end], edges, 'column of the edges');
  demand(scope.report, [...path, 'node'], data.node, nodes, 'column of the nodes');
  return new Set([...(data.layers === 'nodes' ? nodes : edges), 'x', 'y', 'x2', 'y2', 'layer', 'place']);
}

export function checkWhere(
  scope: RowScope,
  where: RowFilter,
  columns: readonly string[],
  path: Path,
  mart: string,
): void {
  for (const [column, wanted] of Object.entries(where)) {
    demand(scope.report, [...path, column], column, columns, `column of the mart "${mart}"`);
    checkValue(scope, wanted, [...path, column]);
  }
}

/** `$name` must be a parameter of the page. */
function checkValue(scope: RowScope, value: unknown, path: Path): void {
  if (Array.isArray(value)) for (const one of value) checkValue(scope, one, path);
  else if (value !== null && typeof value === 'object') {
    for (const one of Object.values(value)) checkValue(scope, one, path);
  } else if (typeof value === 'string' && value.startsWith('$')) {
    demand(scope.report, path, value.slice(1), scope.parameters, 'parameter of the page');
  }
}

const pairsOf = (names: readonly string[] | Readonly<Record<string, string>>): [string, string][] =>
  Array.isArray(names) ? names.map((name) => [name, name]) : Object.entries(names as Record<string, string>);
