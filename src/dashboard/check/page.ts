/** Checks one `dashboard.yaml` against the marts: every column, parameter, dataset and block that it names exists. */
import type { Path } from '../../content/index.ts';
import { martOf } from '../bind/block-content.ts';
import type {
  AnyBlock,
  ChartBlock,
  ColumnDeclaration,
  DashboardDeclaration,
  FilterDeclaration,
  TableDeclaration,
} from '../declare/declaration.ts';
import { formsOf } from '../declare/filter.ts';
import type { Theme } from '../theme.ts';
import { demand, type Report } from './report.ts';
import { type ColumnsOf, checkAnyData, checkData, checkWhere, type RowScope } from './rows.ts';
import { checkSpec, type Spec } from './spec.ts';

/** Parameters of every page besides the columns of its cycle. */
const given = ['cycle', 'groups_as_of', 'release', 'kind', 'illustrative', 'language', 'scope_kind', 'scope'];
const narrowing = ['narrowed', 'shown', 'selection'];

export type Surroundings = {
  readonly columnsOf: ColumnsOf;
  readonly theme: Theme | null;
  readonly pages: readonly string[];
  /** Charts by file name, without those that cannot be read. */
  readonly specs: ReadonlyMap<string, Spec>;
};

export function checkPage(report: Report, declared: DashboardDeclaration, around: Surroundings): void {
  const { columnsOf, pages } = around;
  const parameters = new Set([...given, ...(columnsOf('cycles') ?? []), ...(declared.filters ? narrowing : [])]);
  const forms = formsOf(declared);
  const fields = forms.flatMap(({ by }) => by);
  for (const { counts } of forms) if (counts !== undefined) parameters.add(`shown_${counts}`);
  for (const { name, several, option } of fields) {
    if (option) parameters.add(name);
    for (let nth = 1; nth <= (several?.most ?? 0); nth += 1) {
      parameters.add(`${name}_${nth}`);
      parameters.add(`${name}_${nth}_label`);
    }
  }
  const scope: RowScope = { report, columnsOf, pages, parameters };
  checkChoice(scope, declared, parameters);
  for (const [at, form] of forms.entries())
    checkFilters(scope, form, Array.isArray(declared.filters) ? ['filters', at] : ['filters']);
  for (const [name, pick] of Object.entries(declared.parameters ?? {})) {
    const path: Path = ['parameters', name];
    const columns = checkData(scope, pick, path);
    if (columns) demand(report, [...path, 'column'], pick.column, columns, 'column of the rows');
    parameters.add(name);
  }
  const ids = new Set(declared.blocks.map(({ id }) => id));
  const listed = (blocks: readonly string[], ...path: Path) => {
    for (const [at, name] of blocks.entries())
      demand(report, [...path, 'blocks', at], name.replace(/\.table$/, ''), ids, 'block of this page');
  };
  for (const [name, { blocks }] of Object.entries(declared.documents ?? {})) listed(blocks, 'documents', name);
  if (declared.report !== undefined) listed(declared.report.blocks, 'report');
  for (const [at, block] of declared.blocks.entries()) {
    checkBlock(scope, block, ['blocks', at], around);
    for (const key of ['with_filter', 'without_filter'] as const) {
      const filter = block[key];
      const known = fields.map(({ name }) => name);
      for (const name of filter === undefined ? [] : [filter].flat())
        demand(report, ['blocks', at, key], name, known, 'filter of this page');
    }
    if (block.see !== undefined) demand(report, ['blocks', at, 'see'], block.see, ids, 'block of this page');
  }
}

function checkFilters(scope: RowScope, filters: FilterDeclaration, place: Path): void {
  const columns = scope.columnsOf(filters.mart);
  if (!columns) return;
  const what = `column of the mart "${filters.mart}"`;
  checkWhere(scope, filters.where ?? {}, columns, [...place, 'where'], filters.mart);
  demand(scope.report, [...place, 'key'], filters.key, columns, what);
  if (filters.counts !== undefined) demand(scope.report, [...place, 'counts'], filters.counts, columns, what);
  for (const [at, by] of filters.by.entries()) {
    const path: Path = [...place, 'by', at];
    const own = by.mart === undefined ? columns : scope.columnsOf(by.mart);
    if (own === null) continue;
    const mart = by.mart ?? filters.mart;
    checkWhere(scope, by.where ?? {}, own, [...path, 'where'], mart);
    demand(scope.report, [...path, 'column'], by.column, own, `column of the mart "${mart}"`);
    if (by.key !== undefined) demand(scope.report, [...path, 'key'], by.key, own, `column of the mart "${mart}"`);
    const names = filters.by.map(({ name }) => name);
    if (by.after !== undefined) demand(scope.report, [...path, 'after'], by.after, names, 'filter of this form');
  }
}

function checkChoice(scope: RowScope, { choice }: DashboardDeclaration, parameters: Set<string>): void {
  if (!choice) return;
  const columns = checkData(scope, choice.data, ['choice', 'data']);
  parameters.add(choice.name);
  for (const column of choice.columns ?? []) parameters.add(column);
  if (columns === null) return;
  const need = (column: string, ...path: Path) =>
    demand(scope.report, ['choice', ...path], column, columns, 'column of the choice');
  need(choice.value, 'value');
  need(choice.label, 'label');
  if (choice.parent !== undefined) need(choice.parent, 'parent');
  for (const [at, column] of (choice.columns ?? []).entries()) need(column, 'columns', at);
}

const dates = ['as_of', 'complete_as_of'];

/** Facts with a date of their own would otherwise be taken for those of the cycle's reference date. */
function checkAsOf({ report, columnsOf }: RowScope, block: AnyBlock, path: Path): void {
  if (block.as_of !== undefined) return;
  const rows = [...Object.values(block.data ?? {}), ...Object.values(block.picks ?? {})].map((one) =>
    'layers' in one ? one.nodes : one,
  );
  const dated = [
    ...rows.map(martOf).filter((mart) => dates.some((date) => columnsOf(mart)?.includes(date))),
    ...rows
      .flatMap((one) => ('with' in one ? (one.with ?? []) : []))
      .filter(({ take }) => dates.some((date) => (Array.isArray(take) ? take : Object.values(take)).includes(date)))
      .map(({ mart }) => mart),
  ][0];
  if (dated === undefined) return;
  report.faults.push(
    report.file.fault(path, {
      what: `The rows of the mart "${dated}" have a date of their own, and the block "${block.id}" does not state of which date its facts are.`,
      correction:
        'Add as_of: each if every entry shows its date, text if its own text states it, cycle for the reference date of the cycle, or the name of a text below as_of.',
    }),
  );
}

type Known = ReadonlyMap<string, ReadonlySet<string> | null>;

function checkLegend(
  report: Report,
  { fills, column, always = [], when = {}, of = [] }: NonNullable<ChartBlock['legend']>,
  known: Known,
  theme: Theme | null,
  path: Path,
): void {
  if (theme) demand(report, [...path, 'fills'], fills, Object.keys(theme.values), 'value of the theme');
  // A column that no row has would leave out every key.
  const columns = [...known.values()].flatMap((one) => [...(one ?? [])]);
  const isKnown = ![...known.values()].includes(null);
  if (column !== undefined && isKnown) demand(report, [...path, 'column'], column, columns, 'column of the rows');
  for (const [key, rule] of Object.entries(when)) {
    demand(report, [...path, 'when'], key, of, 'key of this legend');
    if (isKnown)
      for (const name of Object.keys(rule)) demand(report, [...path, 'when', key], name, columns, 'column of the rows');
  }
  for (const [at, key] of always.entries()) demand(report, [...path, 'always', at], key, of, 'key of this legend');
}

function checkBlock(scope: RowScope, block: AnyBlock, path: Path, { theme, specs }: Surroundings): void {
  const { report } = scope;
  const known = new Map<string, ReadonlySet<string> | null>();
  for (const [name, data] of Object.entries(block.data ?? {}))
    known.set(name, checkAnyData(scope, data, [...path, 'data', name], known));
  for (const [name, pick] of Object.entries(block.picks ?? {})) {
    const columns = checkData(scope, pick, [...path, 'picks', name]);
    if (columns) demand(report, [...path, 'picks', name, 'column'], pick.column, columns, 'column of the rows');
  }
  checkAsOf(scope, block, path);
  if (block.needs !== undefined) demand(report, [...path, 'needs'], block.needs, known.keys(), 'data of this block');
  const within = reader(scope, known, path);
  if ('chart' in block) {
    const spec = specs.get(block.chart);
    if (spec) checkSpec(spec, known, theme, scope.parameters);
    if (block.legend) checkLegend(report, block.legend, known, theme, [...path, 'legend']);
  }
  if ('table' in block && block.table) within.table(block.table, 'table');
  if ('callouts' in block) within.columns(block.callouts.data, { text: block.callouts.text }, 'callouts');
  if ('cards' in block) {
    const { data, title, link, lines, score, mark } = block.cards;
    within.columns(data, { title, link }, 'cards');
    within.columns(data, Object.fromEntries(lines.entries()), 'cards', 'lines');
    within.column(data, score, 'cards', 'score');
    if (mark) within.column(data, mark, 'cards', 'mark');
  }
  if ('sources' in block) {
    const { data, title, says, text, anchor } = block.sources;
    within.columns(data, { title, says, text, anchor }, 'sources');
  }
  if ('tree' in block) {
    for (const [at, level] of block.tree.levels.entries()) {
      const { data, key, parent, title, says, link, columns } = level;
      within.columns(data, { key, parent, title, says, link }, 'tree', 'levels', at);
      for (const [place, column] of columns.entries())
        within.column(data, column, 'tree', 'levels', at, 'columns', place);
    }
    const { leaf } = block.tree;
    if (leaf) {
      within.table(leaf, 'tree', 'leaf');
      within.columns(leaf.data, { parent: leaf.parent }, 'tree', 'leaf');
    }
  }
}

function reader({ report, parameters }: RowScope, known: Known, path: Path) {
  const columns = (data: string, named: Readonly<Record<string, string | undefined>>, ...steps: Path) => {
    if (!demand(report, [...path, ...steps, 'data'], data, known.keys(), 'data of this block')) return;
    const there = known.get(data);
    for (const [key, column] of Object.entries(named))
      if (there && column !== undefined)
        demand(report, [...path, ...steps, key], column, there, `column of the data "${data}"`);
  };
  const column = (data: string, declared: ColumnDeclaration, ...steps: Path) => {
    const { column: name, low, high, link, tone, under, title } = declared;
    columns(data, { column: name, low, high, link, tone, under }, ...steps);
    if (title !== undefined) demand(report, [...path, ...steps, 'title'], title, parameters, 'parameter of the page');
  };
  const table = (declared: TableDeclaration, ...steps: Path) => {
    columns(declared.data, { anchor: declared.anchor }, ...steps);
    for (const [at, one] of declared.columns.entries()) column(declared.data, one, ...steps, 'columns', at);
  };
  return { columns, column, table };
}
