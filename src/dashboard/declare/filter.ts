/** A page of some countries only: which ones, by the values that its address has for the filters of its dashboard. */
import type { BoundFilter } from '../bind/bound.ts';
import { addressOf, type Context, labelOf, say } from '../bind/context.ts';
import type { Chosen, Narrow } from '../bind/narrow.ts';
import { rowsThatFit } from '../bind/rows.ts';
import type { DatasetRow, DatasetValue, ReleaseView } from '../release.ts';
import type { DashboardDeclaration, FilterBy, FilterDeclaration } from './declaration.ts';

/** What the address says of a box that is ticked. */
const ticked = 'yes';

/** Name in the address of the order of a table: `<block>.<column>`, with `-` before it for the falling one. */
export const sortName = 'sort';

/** Characters that a search may have. */
const longestSearch = 60;

/** The fields that a page has; none where it is a page of one thing. */
export function filtersOf({ filters, choice }: DashboardDeclaration, isChosen: boolean): FilterDeclaration | undefined {
  if (!filters) return undefined;
  const place = isChosen && choice?.start === 'all' ? 'chosen' : 'start';
  if (filters.only !== undefined && filters.only !== place) return undefined;
  return { ...filters, by: filters.by.filter(({ only }) => only === undefined || only === place) };
}

/** Rows that filters choose from; none where the release has no such mart. */
function thingsToFilter({ marts, rows }: ReleaseView, { mart, where }: FilterDeclaration): readonly DatasetRow[] {
  if (!marts.includes(mart)) return [];
  return rows(mart).filter((row) => Object.entries(where ?? {}).every(([column, value]) => row[column] === value));
}

const valuesOf = (row: DatasetRow, { column, list }: FilterBy): readonly string[] => {
  const value = row[column] ?? null;
  return value === null || value === '' ? [] : list === true ? String(value).split(' ') : [String(value)];
};

/** Rows of a field of its own mart, whatever page it stands on. */
function anyRows(release: ReleaseView, declared: FilterDeclaration, by: FilterBy): readonly DatasetRow[] {
  if (by.mart === undefined) return thingsToFilter(release, declared);
  return release.marts.includes(by.mart) ? release.rows(by.mart) : [];
}

/** Every value that an address may have for each filter of a release; a search may have any. */
export function filterValues(
  release: ReleaseView,
  declared: FilterDeclaration,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    declared.by.map((by) => {
      if (by.search === true) return [by.name, []];
      const rows = anyRows(release, declared, by);
      if (by.is !== undefined) return [by.name, rows.length === 0 ? [] : [ticked]];
      return [by.name, [...new Set(rows.flatMap((row) => valuesOf(row, by)))]];
    }),
  );
}

/** Whether an address may have a value for a field, or for the order of a table. */
export function mayHave(
  release: ReleaseView,
  declared: DashboardDeclaration,
  filters: FilterDeclaration,
  name: string,
  value: string,
): boolean {
  if (name === sortName) return ordersOf(declared).has(value.replace(/^-/, ''));
  const by = filters.by.find((field) => field.name === name);
  if (by?.search === true) return value.length <= longestSearch;
  return filterValues(release, filters).get(name)?.includes(value) === true;
}

/** Tables and columns by which a page can be ordered. */
function ordersOf({ blocks }: DashboardDeclaration): Set<string> {
  return new Set(
    blocks.flatMap((block) =>
      'table' in block && block.table ? block.table.columns.map(({ column }) => `${block.id}.${column}`) : [],
    ),
  );
}

/** @returns null where nothing is chosen */
export function narrowOf(context: Context, declared: FilterDeclaration | undefined, chosen: Chosen): Narrow | null {
  if (!declared || declared.by.every(({ name }) => chosen[name] === undefined)) return null;
  const { release } = context;
  let members = new Set(thingsToFilter(release, declared).map((row) => String(row[declared.key])));
  for (const by of declared.by) {
    const value = chosen[by.name];
    if (value === undefined) continue;
    const rows =
      by.mart === undefined
        ? thingsToFilter(release, declared)
        : rowsThatFit(context, 'filters', by.mart, by.where ?? {});
    const fits = rows.filter((row) => isMeant(context, by, row, value));
    const those = new Set(fits.map((row) => String(row[declared.key])));
    members = new Set([...members].filter((member) => those.has(member)));
  }
  return { key: declared.key, members, query: queryOf(declared, chosen) };
}

function isMeant(context: Context, by: FilterBy, row: DatasetRow, value: string): boolean {
  if (by.is !== undefined) return (row[by.column] ?? null) === by.is;
  if (by.search !== true) return valuesOf(row, by).includes(value);
  return folded(labelOf(context, by.label ?? by.name, row[by.column] ?? null)).includes(folded(value));
}

/** Letters without accents and case, as people search. */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** Always in the order in which filters are declared, so that the same choice has one address. */
export function queryOf({ by }: FilterDeclaration, chosen: Chosen): string {
  const names = [...by.map(({ name }) => name), sortName];
  const pairs = names.flatMap((name) => (chosen[name] === undefined ? [] : [[name, chosen[name]]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** How a value is called. */
function nameOf(context: Context, { name, label, text, is, search }: FilterBy, value: string): string {
  if (search === true) return `“${value}”`;
  if (is !== undefined) return say(context, `filters.${name}.title`);
  return text === undefined ? labelOf(context, label ?? name, value) : say(context, `${text}.${value}`);
}

type FilterParameters = {
  readonly narrowed?: boolean;
  readonly shown?: number;
  readonly selection?: string | null;
  readonly scope_kind?: DatasetValue;
  readonly scope?: DatasetValue;
};

/**
 * What texts and blocks may use: whether the page is narrowed, to what, and how many are shown. Names stand beside one
 * another: with "and" it could be the members of either. `scope_kind` and `scope` name the rows with the figures of what is
 * chosen in marts of regions: the world where all is shown, one region or group, and none for anything else.
 */
export function filterParameters(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
): FilterParameters {
  if (!declared) return { scope_kind: 'world', scope: 'world' };
  const taken = declared.by.filter(({ name }) => chosen[name] !== undefined);
  const names = taken.map((by) => nameOf(context, by, chosen[by.name]!));
  const shown = context.narrow?.members.size ?? thingsToFilter(context.release, declared).length;
  const [only] = taken;
  const scope: FilterParameters =
    only === undefined
      ? { scope_kind: 'world', scope: 'world' }
      : taken.length === 1 && only.scope !== undefined
        ? { scope_kind: only.scope, scope: chosen[only.name]! }
        : { scope_kind: null, scope: null };
  return { narrowed: names.length > 0, shown, selection: names.length === 0 ? null : names.join(' · '), ...scope };
}

/** The form that chooses; null where the release has nothing to choose from. */
export function bindFilter(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
  path: string,
): BoundFilter | null {
  if (!declared) return null;
  const { compare } = new Intl.Collator(context.texts.language(context.language).locale, { numeric: true });
  const values = filterValues(context.release, declared);
  const fields = declared.by
    .map((by) => {
      const options = values
        .get(by.name)!
        .map((value) => ({ value, text: nameOf(context, by, value), chosen: chosen[by.name] === value }));
      return {
        name: by.name,
        title: say(context, `filters.${by.name}.title`),
        kind: by.search === true ? ('search' as const) : by.is === undefined ? ('list' as const) : ('tick' as const),
        all: by.is === undefined && by.search !== true ? say(context, `filters.${by.name}.all`) : '',
        text: by.search === true ? (chosen[by.name] ?? '') : '',
        // Values with texts, such as tiers, have an order of their own.
        options: options.sort((a, b) => (by.text === undefined ? compare(a.text, b.text) : compare(a.value, b.value))),
      };
    })
    .filter(({ kind, options }) => kind === 'search' || options.length > 0);
  if (fields.every(({ kind }) => kind === 'search')) return null;
  const { narrowed, shown, selection } = filterParameters(context, declared, chosen);
  return {
    action: addressOf(context, path.slice((context.release.under ?? '').length)),
    title: say(context, 'filters.title'),
    show: say(context, 'filters.show'),
    reset: say(context, 'filters.reset'),
    fields,
    says: say(context, 'filters.says', {
      narrowed: narrowed === true,
      shown: shown!,
      selection: selection ?? '',
    }),
    narrowed: narrowed === true,
    sort: chosen[sortName] ?? null,
  };
}
