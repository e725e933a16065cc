/** Filters: which countries a page shows, by the values in its address. */
import { compareNames } from '../../i18n/index.ts';
import { rowsAmong } from '../../release/index.ts';
import { type Context, labelOf, say } from '../bind/context.ts';
import { type Chosen, isEmpty, type Narrow } from '../bind/narrow.ts';
import { capital, rowsThatFit } from '../bind/rows.ts';
import type { DatasetRow, DatasetValue, ReleaseView } from '../release.ts';
import type { NamedPage } from './choice.ts';
import type { Dashboard } from './dashboards.ts';
import type { DashboardDeclaration, FilterBy, FilterDeclaration } from './declaration.ts';
import { isCode, isFoundIn, maySearch, searchFor } from './search.ts';
import { mayAskRows, rowsName } from './table-pages.ts';

/** Value in the address of a ticked check box. */
const ticked = 'yes';

/** Query parameter for the order of a table: `<block>.<column>`, preceded by `-` for descending order. */
export const sortName = 'sort';

/** An integer above 0, as in an address. */
const amount = /^[1-9]\d{0,11}$/;

/** The filter forms of a dashboard: one, or one for pages with a choice and one for the page without. */
export const formsOf = ({ filters }: Pick<DashboardDeclaration, 'filters'>): readonly FilterDeclaration[] =>
  [filters ?? []].flat();

/** The fields of a page; undefined if it has none. */
export function filtersOf(declared: DashboardDeclaration, isChosen: boolean): FilterDeclaration | undefined {
  const place = isChosen && declared.choice?.start === 'all' ? 'chosen' : 'start';
  const found = formsOf(declared).find(({ only }) => only === undefined || only === place);
  if (!found) return undefined;
  return { ...found, by: found.by.filter(({ only }) => only === undefined || only === place) };
}

/**
 * Rows from which filters select; empty if the release lacks the mart.
 *
 * @param parameters - of the page; if omitted, a condition that names one is not applied
 */
export function thingsToFilter(
  release: ReleaseView,
  { mart, where }: FilterDeclaration,
  parameters?: Context['parameters'],
): readonly DatasetRow[] {
  if (!release.marts.includes(mart)) return [];
  const conditions = Object.entries(where ?? {}).flatMap(([column, wanted]) => {
    const name = typeof wanted === 'string' && wanted.startsWith('$') ? wanted.slice(1) : null;
    if (name === null) return [{ column, values: [wanted].flat() as readonly DatasetValue[] }];
    return parameters === undefined ? [] : [{ column, values: [parameters[name] ?? null] }];
  });
  const wanted = Object.fromEntries(conditions.map(({ column, values }) => [column, values]));
  return rowsAmong(release, mart, wanted).filter((row) =>
    conditions.every(({ column, values }) => values.includes(row[column] ?? null)),
  );
}

/** Separator of the values of a field; no code of a country, region or group contains it. */
export const listSign = ',';

/** The values in an address for a field: one, or several sorted by code. */
export const splitValues = ({ several }: FilterBy, given: string): readonly string[] =>
  several === undefined ? [given] : [...new Set(given.split(listSign).map((one) => one.trim()))].filter(Boolean).sort();

/** Whether one of the fields is set with its minimum number of values. */
export function isSet(declared: DashboardDeclaration, names: string | readonly string[], chosen: Chosen): boolean {
  const fields = formsOf(declared).flatMap((form) => form.by);
  return [names].flat().some((name) => isFieldSet(fields, name, chosen));
}

function isFieldSet(fields: readonly FilterBy[], name: string, chosen: Chosen): boolean {
  const by = fields.find((field) => field.name === name);
  const given = chosen[name];
  return by !== undefined && given !== undefined && splitValues(by, given).length >= (by.several?.least ?? 1);
}

const valuesOf = (row: DatasetRow, by: FilterBy): readonly string[] => valuesIn(row[by.column] ?? null, by);

const valuesIn = (value: DatasetValue, { list }: FilterBy): readonly string[] =>
  value === null || value === '' ? [] : list === true ? String(value).split(' ') : [String(value)];

/** Rows of the mart of a field, for any page. */
export function anyRows(release: ReleaseView, declared: FilterDeclaration, by: FilterBy): readonly DatasetRow[] {
  if (by.mart === undefined) return thingsToFilter(release, declared);
  return release.marts.includes(by.mart) ? release.rows(by.mart) : [];
}

/** Whether the columns of a cycle that its field requires have values. */
const isOffered = (row: DatasetRow, { where }: FilterBy): boolean =>
  Object.keys(where ?? {}).every((column) => (row[column] ?? null) !== null);

/** Every valid value of each filter of a release; searches accept any. */
export function filterValues(
  release: ReleaseView,
  declared: FilterDeclaration,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    declared.by.map((by) => {
      if (by.search === true) return [by.name, []];
      if (by.option === true) return [by.name, [ticked]];
      if (by.option === 'amount') return [by.name, []];
      const { mart = declared.mart, column } = by;
      if (release.large?.has(mart) && by.cycle !== true && (by.mart !== undefined || declared.where === undefined)) {
        const texts = by.is === undefined ? release.large.values(mart, column) : [ticked];
        return [by.name, [...new Set(texts.flatMap((text) => valuesIn(text, by)))]];
      }
      const rows = anyRows(release, declared, by);
      if (by.cycle === true)
        return [
          by.name,
          rows
            .filter((row) => isOffered(row, by))
            .flatMap((row) => valuesOf(row, by))
            .filter((one) => one !== release.cycle),
        ];
      if (by.is !== undefined) return [by.name, rows.length === 0 ? [] : [ticked]];
      return [by.name, [...new Set(rows.flatMap((row) => valuesOf(row, by)))]];
    }),
  );
}

/**
 * The values that the things on a page have; any other would only lead to an empty page. Null for a field that lists
 * no values of things.
 */
export function valuesOnPage(context: Context, declared: FilterDeclaration, by: FilterBy): ReadonlySet<string> | null {
  if ([by.search, by.option, by.cycle, by.is, by.key].some((one) => one !== undefined)) return null;
  if (by.several?.sections !== undefined) return null;
  const keys = new Set(thingsToFilter(context.release, declared, context.parameters).map((row) => row[declared.key]));
  const rows = rowsOfField(context, declared, by).filter((row) => keys.has(row[declared.key]));
  return new Set(rows.flatMap((row) => valuesOf(row, by)));
}

/** The rows of a page that a field selects by. */
const rowsOfField = (context: Context, declared: FilterDeclaration, { mart, where }: FilterBy) =>
  mart === undefined
    ? thingsToFilter(context.release, declared, context.parameters)
    : rowsThatFit(context, 'filters', mart, where ?? {});

/** Whether a value is valid for a field, or for the order of a table. */
export function mayHave(
  release: ReleaseView,
  declared: DashboardDeclaration,
  filters: FilterDeclaration,
  name: string,
  value: string,
): boolean {
  if (name === rowsName) return mayAskRows(declared, value);
  if (name === sortName) return ordersOf(declared).has(value.replace(/^-/, ''));
  const by = filters.by.find((field) => field.name === name);
  if (by?.search === true) return maySearch(value);
  if (by?.option === 'amount') return amount.test(value);
  const known = filterValues(release, filters).get(name) ?? [];
  const values = by === undefined ? [] : splitValues(by, value);
  return values.length > 0 && values.length <= (by?.several?.most ?? 1) && values.every((one) => known.includes(one));
}

/** Tables and columns by which a page can be sorted. */
function ordersOf({ blocks }: DashboardDeclaration): Set<string> {
  return new Set(
    blocks.flatMap((block) =>
      'table' in block && block.table ? block.table.columns.map(({ column }) => `${block.id}.${column}`) : [],
    ),
  );
}

/** Fields in effect for a selection: a field declared with `after` requires the other field. */
export const fieldsInEffect = ({ by }: Pick<FilterDeclaration, 'by'>, chosen: Chosen): readonly FilterBy[] =>
  by.filter(({ after }) => after === undefined || isFieldSet(by, after, chosen));

/** The cycle in an address; null for that of the release. */
export function cycleOf(declared: FilterDeclaration | undefined, chosen: Chosen): string | null {
  const by = declared === undefined ? undefined : fieldsInEffect(declared, chosen).find(({ cycle }) => cycle === true);
  return by === undefined ? null : (chosen[by.name] ?? null);
}

/** @returns null if nothing is selected */
export function narrowOf(context: Context, declared: FilterDeclaration | undefined, chosen: Chosen): Narrow | null {
  const fields = declared ? fieldsInEffect(declared, chosen) : [];
  if (!declared || fields.every(({ name, option }) => option !== undefined || chosen[name] === undefined)) return null;
  const all = new Set(
    thingsToFilter(context.release, declared, context.parameters).map((row) => String(row[declared.key])),
  );
  const members = new Map([[declared.key, all]]);
  for (const by of fields) {
    const value = chosen[by.name];
    if (value === undefined || by.option !== undefined || by.cycle === true) continue;
    const rows = rowsOfField(context, declared, by);
    const key = by.key ?? declared.key;
    const those = new Set(rows.filter((row) => isMeant(context, by, row, value)).map((row) => String(row[key])));
    const before = members.get(key);
    members.set(key, before ? before.intersection(those) : those);
  }
  const also = [...members].filter(([key]) => key !== declared.key).map(([key, some]) => ({ key, members: some }));
  const cycle = cycleOf(declared, chosen);
  return { key: declared.key, members: members.get(declared.key)!, also, cycle, query: queryOf(declared, chosen) };
}

function isMeant(context: Context, by: FilterBy, row: DatasetRow, value: string): boolean {
  if (by.is !== undefined)
    return by.list === true ? valuesOf(row, by).includes(String(by.is)) : (row[by.column] ?? null) === by.is;
  if (by.several !== undefined) return splitValues(by, value).some((one) => valuesOf(row, by).includes(one));
  if (by.search !== true) return valuesOf(row, by).includes(value);
  const kind = by.label?.startsWith('=') === true ? String(row[by.label.slice(1)] ?? by.name) : (by.label ?? by.name);
  const code = row[by.column] ?? null;
  return isFoundIn(labelOf(context, kind, code), value) || isCode(String(code ?? ''), value);
}

/** Always in the order in which filters are declared, so that the same selection has one address. */
export function queryOf(declared: Pick<FilterDeclaration, 'by'>, chosen: Chosen): string {
  const given = fieldsInEffect(declared, chosen).flatMap((field) => {
    const value = chosen[field.name];
    return value === undefined ? [] : [[field.name, splitValues(field, value).join(listSign)]];
  });
  const shown = [sortName, rowsName].flatMap((name) => (chosen[name] === undefined ? [] : [[name, chosen[name]]]));
  const pairs = [...given, ...shown];
  return pairs.length === 0 ? '' : `?${String(new URLSearchParams(pairs)).replaceAll('%2C', listSign)}`;
}

/** ISO date of the membership of groups: the day on which the cycle of the release opened; null in older releases. */
export function groupsAsOf({ cycle, rows }: ReleaseView): string | null {
  const opened = rows('cycles').find((row) => row.cycle === cycle)?.opened ?? null;
  return opened === null ? null : String(opened);
}

/** The label of a value. */
export function nameOf(context: Context, by: FilterBy, value: string): string {
  const { name, text, is, search, several, option } = by;
  if (by.cycle === true) {
    const row = context.release.rows('cycles').find((one) => one.cycle === value);
    return say(context, `filters.${name}.is`, { cycle: String(row?.version ?? value) });
  }
  if (search === true) return context.texts.say(context.language, 'findings.words.quote', { text: value });
  if (is !== undefined || option === true) return say(context, `filters.${name}.title`);
  if (several !== undefined && value.includes(listSign))
    return namedValues(context, by, value)
      .map((one) => one.text)
      .join(' · ');
  const id = `${by.prefix ?? ''}${value}`;
  return text === undefined ? labelOf(context, labelKind(context, by, value), id) : say(context, `${text}.${value}`);
}

/** The kind of label, literal or from a column of the row with the value. */
function labelKind({ release }: Context, by: FilterBy, value: string): string {
  const { name, label, mart, column } = by;
  if (label?.startsWith('=') !== true || mart === undefined || !release.marts.includes(mart)) return label ?? name;
  return String(release.rows(mart).find((row) => row[column] === value)?.[label.slice(1)] ?? name);
}

/** The values of a field for several, sorted by label in the language. */
export function namedValues(
  context: Context,
  by: FilterBy,
  given: string,
): { readonly value: string; readonly text: string }[] {
  const compare = compareNames(context.texts.language(context.language).locale);
  return splitValues(by, given)
    .map((value) => ({ value, text: nameOf(context, by, value) }))
    .sort((a, b) => compare(a.text, b.text));
}

/** `$<name>_1`, `$<name>_1_label` … for each field with several values, and `$<name>` for each option. */
function fieldParameters(context: Context, { by }: FilterDeclaration, chosen: Chosen): Record<string, DatasetValue> {
  const found: Record<string, DatasetValue> = {};
  for (const field of by) {
    if (field.option !== undefined) found[field.name] = chosen[field.name] ?? null;
    if (field.several === undefined) continue;
    const values = namedValues(context, field, chosen[field.name] ?? '');
    for (let at = 0; at < field.several.most; at += 1) {
      found[`${field.name}_${at + 1}`] = values[at]?.value ?? null;
      found[`${field.name}_${at + 1}_label`] = values[at]?.text ?? null;
    }
  }
  return found;
}

function countsOf(
  { narrow }: Context,
  { key, counts }: FilterDeclaration,
  things: readonly DatasetRow[],
): Record<string, DatasetValue> {
  if (counts === undefined) return {};
  const left = things.filter((row) => !narrow || narrow.members.has(String(row[key])));
  return { [`shown_${counts}`]: new Set(left.map((row) => row[counts])).size };
}

type FilterParameters = Readonly<Record<string, DatasetValue>>;

/**
 * Parameters for texts and blocks: whether the page is filtered, the selection, and the number of members. Names are
 * separated by commas, as "and" could mean the members of either. `scope_kind` and `scope` select the figures of the
 * selection in marts of regions: the world if nothing is filtered, one region or group, and none for any other
 * selection.
 */
export function filterParameters(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
): FilterParameters {
  if (!declared) return { scope_kind: 'world', scope: 'world' };
  const taken = fieldsInEffect(declared, chosen).filter(
    ({ name, option }) => option === undefined && chosen[name] !== undefined,
  );
  const names = taken.map((by) => nameOf(context, by, chosen[by.name]!));
  const things = thingsToFilter(context.release, declared, context.parameters);
  const shown = context.narrow ? (isEmpty(context.narrow) ? 0 : context.narrow.members.size) : things.length;
  const places = taken.filter(({ key, cycle }) => key === undefined && cycle !== true);
  const [only] = places;
  const scope: FilterParameters =
    only === undefined
      ? { scope_kind: 'world', scope: 'world' }
      : places.length === 1 && only.scope !== undefined
        ? { scope_kind: only.scope, scope: chosen[only.name]! }
        : { scope_kind: null, scope: null };
  const selection = names.length === 0 ? null : names.join(' · ');
  const counted = countsOf(context, declared, things);
  return {
    narrowed: names.length > 0,
    shown,
    ...counted,
    selection,
    ...scope,
    ...fieldParameters(context, declared, chosen),
  };
}

/**
 * Rows that a page finds by name, each at the address that shows it alone.
 *
 * @param pages - of the same dashboard; a row that has one is left out
 */
export function namedRows(context: Context, { name, declared }: Dashboard, pages: readonly NamedPage[]): NamedPage[] {
  const form = filtersOf(declared, false);
  const by = form?.by.find(({ search, key, mart }) => search === true && key === undefined && mart === undefined);
  if (!form || by?.label === undefined || form.key === 'country') return [];
  const { locale } = context.texts.language(context.language);
  const own = new Set(pages.map(({ code }) => code));
  const rows = thingsToFilter(context.release, form).filter((row) => !own.has(String(row[by.column] ?? '')));
  const named = rows.map((row): NamedPage => {
    const code = String(row[by.column] ?? '');
    const text = capital(labelOf(context, by.label!, row[by.column] ?? null), locale);
    const query = queryOf(form, { [by.name]: by.code === true ? code : searchFor(text) });
    const path = `${context.release.under ?? ''}${name}${query}`;
    // Questions of several indicators may have one name.
    return by.code === true ? { path, text, code, within: code } : { path, text, code };
  });
  // A name that several rows have is one page, which shows all of them.
  return [...new Map(named.map((page) => [page.path, page])).values()];
}
