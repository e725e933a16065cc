/** Evaluates a data declaration on the marts: select, join, label, format, sort. It must not compute figures. */
import { compareNames, formatList } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import type { WantedValues } from '../../release/index.ts';
import type { AddingSteps } from '../declare/adding-steps.ts';
import type { DataDeclaration, RowFilter, Wanted } from '../declare/declaration.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import { addressOf, type Context, labelOf, say } from './context.ts';
import { valuesOf } from './format-row.ts';
import { membersAmong, type Narrow } from './narrow.ts';

/** @throws Problem `dashboard_data_wrong` if the mart lacks a named column */
export function rowsOf(given: Context, block: string, declared: DataDeclaration): DatasetRow[] {
  const context = declared.whole === true ? { ...given, narrow: null } : given;
  let rows = [...chosen(context, block, declared.mart, declared.where ?? {})];
  for (const join of declared.with ?? []) rows = joined(context, block, rows, join);
  if (declared.gather) rows = gathered(rows, declared.gather);
  rows = rows.map((row) => labelled(context, row, declared));
  if (declared.sort) rows = sorted(context, rows, declared.sort);
  return declared.most === undefined ? rows : rows.slice(0, declared.most);
}

/** Rows of a mart that match, before any filter. */
export const rowsThatFit = (context: Context, block: string, mart: string, where: RowFilter): readonly DatasetRow[] =>
  chosen({ ...context, narrow: null }, block, mart, where);

/** Rows of a mart that match. A parameter without a value matches nothing. */
function chosen(context: Context, block: string, mart: string, where: RowFilter): readonly DatasetRow[] {
  if (where.language === '$language') {
    const { language: _, ...others } = where;
    return inLanguage(context, chosen(context, block, mart, others));
  }
  const tests = testsOf(context, block, mart, where);
  const rows = shownRows(context, mart, wantedBy(tests));
  if (isLarge(context, mart)) return rows.filter((row) => passes(tests, row));
  let fewest = rows;
  for (const { column, value } of tests) {
    const found = value === undefined ? fewest : (byValue(rows, column).get(value) ?? []);
    if (found.length < fewest.length) fewest = found;
  }
  return fewest.filter((row) => passes(tests, row));
}

/** A condition on a column; with `value`, that it has this one, with `any`, one of these. */
type Test = {
  readonly column: string;
  readonly fits: (value: DatasetValue) => boolean;
  readonly value?: DatasetValue;
  readonly any?: readonly DatasetValue[];
};

function testsOf(context: Context, block: string, mart: string, where: RowFilter): readonly Test[] {
  const has = hasColumn(context, mart);
  return Object.entries(where).map(([column, wanted]): Test => {
    if (!has(column)) throw wrong(context, block, `the mart "${mart}" has no column "${column}"`);
    if (Array.isArray(wanted)) {
      const any = wanted.map((one) => resolve(context, block, one as DatasetValue));
      return { column, any, fits: fitting(context, block, wanted) };
    }
    if (!isSingle(wanted)) return { column, fits: fitting(context, block, wanted) };
    const value = resolve(context, block, wanted);
    return { column, value, fits: (other: DatasetValue) => other === value };
  });
}

const passes = (tests: readonly Test[], row: DatasetRow): boolean =>
  tests.every(({ column, fits }) => fits(row[column] ?? null));

/** Whether only the wanted rows of a mart are made. */
const isLarge = ({ release }: Context, mart: string): boolean => release.large?.has(mart) === true;

/** Whether a mart has a column; every one if it has no rows. */
function hasColumn({ release, narrow }: Context, mart: string): (column: string) => boolean {
  if (!release.marts.includes(mart)) return () => true;
  if (release.large?.has(mart)) {
    const columns = release.large.columns(mart);
    return (column) => columns.includes(column);
  }
  const [first] = shownRows({ release, narrow } as Context, mart);
  return (column) => first === undefined || column in first;
}

/** The values by which rows are chosen. A parameter without a value is none, so that no row has it. */
const wantedBy = (tests: readonly Test[]): WantedValues =>
  Object.fromEntries(
    tests.flatMap((test): [string, DatasetValue | readonly DatasetValue[]][] =>
      test.any
        ? [[test.column, test.any]]
        : 'value' in test
          ? [[test.column, test.value === undefined ? [] : test.value]]
          : [],
    ),
  );

/**
 * The rows that the page's filter keeps. A mart that is newer than the release has no rows.
 *
 * @param wanted - values of rows that are needed; only rows of a large mart are chosen by them
 */
function shownRows({ release, narrow }: Context, mart: string, wanted: WantedValues = {}): readonly DatasetRow[] {
  if (!release.marts.includes(mart)) return [];
  if (release.large?.has(mart)) {
    const columns = release.large.columns(mart);
    const among = narrow ? membersAmong(narrow, columns).map(({ key, members }) => [key, [...members]] as const) : [];
    const rows = release.large.rows(mart, { ...Object.fromEntries(among), ...wanted });
    return narrow ? rowsWithin(narrow, rows) : rows;
  }
  const rows = release.rows(mart);
  if (!narrow) return rows;
  const known = narrowedRows.get(narrow) ?? new Map<string, readonly DatasetRow[]>();
  narrowedRows.set(narrow, known);
  const kept = known.get(mart) ?? rowsWithin(narrow, rows);
  known.set(mart, kept);
  return kept;
}

/** By mart: the blocks of a page read the same ones, and their indexes are of these rows. */
const narrowedRows = new WeakMap<Narrow, Map<string, readonly DatasetRow[]>>();

function rowsWithin(narrow: Narrow, rows: readonly DatasetRow[]): readonly DatasetRow[] {
  const among = rows[0] ? membersAmong(narrow, Object.keys(rows[0])) : [];
  if (among.length === 0) return rows;
  return rows.filter((row) => among.every(({ key, members }) => members.has(String(row[key]))));
}

/**
 * One label for each thing: in the language of the page, otherwise in the working language, otherwise in any. A
 * release has labels in the languages of its questionnaire, which need not include all languages of the site.
 */
function inLanguage({ language, texts }: Context, rows: readonly DatasetRow[]): DatasetRow[] {
  const rank = (row: DatasetRow) => (row.language === language ? 0 : row.language === texts.working ? 1 : 2);
  const found = new Map<string, DatasetRow>();
  for (const row of rows) {
    const of = `${row.kind} ${row.id}`;
    const before = found.get(of);
    if (!before || rank(row) < rank(before)) found.set(of, row);
  }
  return [...found.values()];
}

const isSingle = (wanted: Wanted): wanted is DatasetValue => wanted === null || typeof wanted !== 'object';

/** Rows by the values of a column, cached as long as the release: every page needs a few of many. */
const indexes = new WeakMap<readonly DatasetRow[], Map<string, Map<DatasetValue, DatasetRow[]>>>();

const byValue = (rows: readonly DatasetRow[], column: string): ReadonlyMap<DatasetValue, readonly DatasetRow[]> =>
  indexed(rows, column, (row) => row[column] ?? null);

const byText = (rows: readonly DatasetRow[], column: string): ReadonlyMap<DatasetValue, readonly DatasetRow[]> =>
  indexed(rows, `text of ${column}`, (row) => textOf(row[column]));

function indexed(
  rows: readonly DatasetRow[],
  name: string,
  keyOf: (row: DatasetRow) => DatasetValue,
): ReadonlyMap<DatasetValue, readonly DatasetRow[]> {
  const known = indexes.get(rows) ?? new Map<string, Map<DatasetValue, DatasetRow[]>>();
  indexes.set(rows, known);
  const found = known.get(name);
  if (found) return found;
  const made = new Map<DatasetValue, DatasetRow[]>();
  for (const row of rows) {
    const value = keyOf(row);
    const same = made.get(value);
    if (same) same.push(row);
    else made.set(value, [row]);
  }
  known.set(name, made);
  return made;
}

function fitting(context: Context, block: string, wanted: Wanted): (value: DatasetValue) => boolean {
  if (wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted)) {
    const rule = wanted as { not?: DatasetValue | readonly DatasetValue[]; known?: boolean; above?: number };
    if (rule.known !== undefined) return (value) => (value !== null) === rule.known;
    // What is computed as 0 may be off in its last digits.
    const { above } = rule;
    if (above !== undefined) return (value) => typeof value === 'number' && value > above + 1e-9;
    const fits = fitting(context, block, rule.not ?? null);
    return (value) => !fits(value);
  }
  const any = new Set(
    (Array.isArray(wanted) ? wanted : [wanted]).map((one) => resolve(context, block, one as DatasetValue)),
  );
  return (value) => any.has(value);
}

/** Whether a row has the columns of a filter, with values that it wants. */
export function passing(context: Context, block: string, where: RowFilter): (row: DatasetRow) => boolean {
  const tests = Object.entries(where).map(([column, wanted]) => ({ column, fits: fitting(context, block, wanted) }));
  return (row) => tests.every(({ column }) => column in row) && passes(tests, row);
}

/** `$name` is the parameter of that name; any other value is literal. */
export function resolve(context: Context, block: string, value: DatasetValue): DatasetValue {
  if (typeof value !== 'string' || !value.startsWith('$')) return value;
  const name = value.slice(1);
  if (!(name in context.parameters)) throw wrong(context, block, `the page has no parameter "${value}"`);
  return context.parameters[name]!;
}

type Join = NonNullable<DataDeclaration['with']>[number];

function joined(context: Context, block: string, rows: DatasetRow[], join: Join): DatasetRow[] {
  const { take, must, every } = join;
  const partnersOf = findPartners(context, block, rows, join);
  const taken: [string, string][] = Array.isArray(take) ? take.map((column) => [column, column]) : Object.entries(take);
  return rows.flatMap((row) => {
    const others = partnersOf(row);
    if (others.length === 0 && must) return [];
    const out: Record<string, DatasetValue> = { ...row };
    for (const [to, from] of taken) out[to] = every ? listOf(others, from) || null : (others[0]?.[from] ?? null);
    return [out];
  });
}

/** @returns the rows of the joined mart whose key is that of one of the rows; the first one unless every one is taken */
function findPartners(
  context: Context,
  block: string,
  rows: readonly DatasetRow[],
  { mart, on, where, every }: Join,
): (row: DatasetRow) => readonly DatasetRow[] {
  const pairs: [string, string][] =
    typeof on === 'string'
      ? [[on, on]]
      : Array.isArray(on)
        ? on.map((key) => [key, key])
        : Object.entries(on as object);
  const isLabels = where?.language === '$language';
  const tests = isLabels ? [] : testsOf(context, block, mart, where ?? {});
  const keys = () => pairs.map(([our, their]) => [their, [...new Set(rows.map((row) => textOf(row[our])))]] as const);
  const wanted = isLarge(context, mart) ? { ...wantedBy(tests), ...Object.fromEntries(keys()) } : {};
  const theirs = isLabels ? chosen(context, block, mart, where) : shownRows(context, mart, wanted);
  if (theirs.length === 0) return () => [];
  // Among few rows instead of a key made of each: the column whose values differ most.
  const indexes = pairs.map(([our, their]) => ({ our, index: byText(theirs, their) }));
  const { our, index } = indexes.reduce((best, one) => (one.index.size > best.index.size ? one : best));
  return (row) => {
    const same = index.get(textOf(row[our])) ?? [];
    const isPartner = (other: DatasetRow) =>
      pairs.every(([mine, their]) => textOf(row[mine]) === textOf(other[their])) && passes(tests, other);
    if (every) return same.filter(isPartner);
    const first = same.find(isPartner);
    return first === undefined ? [] : [first];
  };
}

/** The values of a column in several rows, each once. */
const listOf = (rows: readonly DatasetRow[], column: string): string =>
  [...new Set(rows.map((row) => textOf(row[column])))].filter(Boolean).join(' ');

/** One row for each different value of some columns, with lists of what differs in another. */
function gathered(rows: readonly DatasetRow[], { by, lists }: NonNullable<DataDeclaration['gather']>): DatasetRow[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((column) => row[column] ?? null)));
  return [...groups.values()].map((same) => {
    const values = ([to, from]: [string, string]) => [to, listOf(same, from)];
    return { ...same[0]!, ...Object.fromEntries(Object.entries(lists).map(values)) };
  });
}

/** A number and its text are the same key, and so are a missing value and an empty text. */
const textOf = (value: DatasetValue | undefined): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);

/** Adds labels, texts and addresses. Each step may use the columns added before. */
export function labelled(context: Context, row: DatasetRow, declared: AddingSteps): DatasetRow {
  const out: Record<string, DatasetValue> = { ...row };
  for (const [to, { of, date }] of Object.entries(declared.past ?? {}))
    out[to] = isOver(out[date] ?? null, context.release.published) ? 'over' : (out[of] ?? null);
  for (const [to, columns] of Object.entries(declared.first_of ?? {})) {
    out[to] = columns.map((column) => out[column]).find((value) => value !== null && value !== undefined) ?? null;
  }
  for (const [to, { kind, id }] of labelPairs(declared.label)) {
    out[to] = labelOf(context, kindOf(kind, out), out[id] ?? null);
  }
  for (const [to, { kind, of, prefix }] of Object.entries(declared.label_list ?? {})) {
    const ids = String(out[of] ?? '')
      .split(' ')
      .filter(Boolean);
    const named = kindOf(kind, out);
    const names = ids.map((id) => labelOf(context, named, `${prefix ?? ''}${id}`));
    out[to] = names.length === 0 ? null : listed(context, names);
  }
  for (const [to, { list, of }] of Object.entries(declared.choices ?? {}))
    out[to] = choiceLabels(context, out[list] ?? null, out[of] ?? null);
  for (const [to, of] of Object.entries(declared.described ?? {})) out[to] = describedIn(context, out[of] ?? null);
  for (const [to, { text, of }] of Object.entries(declared.label_text ?? {})) {
    const value = out[of] ?? null;
    out[to] = value === null ? null : say(context, `${text}.${value}`);
  }
  for (const [to, address] of Object.entries(declared.link ?? {})) {
    const filled = filledAddress(address, out);
    out[to] = filled === null ? null : addressOf(context, filled);
  }
  if (declared.format !== undefined) {
    const values = valuesOf(context.texts.language(context.language), context.formats, out);
    for (const [to, key] of Object.entries(declared.format)) out[to] = say(context, key, values);
  }
  return out;
}

/** A description of a model, as far as the language has its sentences. */
const describedIn = ({ texts, language }: Context, description: DatasetValue): DatasetValue =>
  description === null
    ? null
    : texts
        .translate(language, String(description))
        .map(({ text }) => text)
        .join(' ');

/** Whether a day, or the last day of a month or a year, is before the day of publication. */
const isOver = (date: DatasetValue, published: string | null): boolean =>
  date !== null && published !== null && String(date) < published.slice(0, String(date).length);

type AddressPart = { readonly before: string; readonly column: string; readonly encode: (value: string) => string };
const addresses = new Map<string, { readonly parts: readonly AddressPart[]; readonly end: string }>();

/** An address with `{column}` taken apart once, as it is filled in for each row. */
function addressParts(address: string) {
  const known = addresses.get(address);
  if (known) return known;
  const query = address.indexOf('?');
  const parts: AddressPart[] = [];
  let from = 0;
  for (const found of address.matchAll(/\{(\w+)\}/g)) {
    // In a query a value is URL-encoded; in a path its spaces become hyphens.
    const encode = query >= 0 && found.index > query ? encodeURIComponent : slug;
    parts.push({ before: address.slice(from, found.index), column: found[1]!, encode });
    from = found.index + found[0].length;
  }
  const made = { parts, end: address.slice(from) };
  addresses.set(address, made);
  return made;
}

/** @returns null if one of its values is missing */
function filledAddress(address: string, row: DatasetRow): string | null {
  const { parts, end } = addressParts(address);
  let filled = '';
  for (const { before, column, encode } of parts) {
    const value = row[column] ?? null;
    if (value === null) return null;
    filled += before + encode(String(value));
  }
  return filled + end;
}

/** A kind of label, literal or `=column`. */
const kindOf = (kind: string, row: DatasetRow) => (kind.startsWith('=') ? String(row[kind.slice(1)]) : kind);

/** Labels and formatted texts for use on their own, in a cell or on a line, not within a sentence. */
export function standing(
  { texts, language }: Context,
  rows: readonly DatasetRow[],
  declared: AddingSteps,
): DatasetRow[] {
  const { locale } = texts.language(language);
  const columns = [
    ...labelPairs(declared.label).map(([to]) => to),
    ...Object.keys({ ...declared.label_list, ...declared.choices, ...declared.format }),
  ];
  return rows.map((row) => {
    const out: Record<string, DatasetValue> = { ...row };
    for (const column of columns) {
      const text = out[column];
      if (typeof text === 'string') out[column] = capital(text, locale);
    }
    return out;
  });
}

/** Capitalises the first letter. */
export const capital = (text: string, locale: string): string =>
  startsSmall(text) ? text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale)) : text;

/** False is certain: most texts start with a capital or a digit, for which no expression is needed. */
const startsSmall = (text: string): boolean => text.charCodeAt(0) >= smallA;
const smallA = 0x61;

/** A stored answer with the labels of its choices; numbers, dates and texts unchanged. */
function choiceLabels(context: Context, list: DatasetValue, stored: DatasetValue): DatasetValue {
  if (list === null || stored === null) return stored;
  const names = String(stored)
    .split(' ')
    .map((name) => ({ name, label: labelOf(context, 'choice', `${list}:${name}`) }));
  const known = names.every(({ name, label }) => label !== `${list}:${name}`);
  return known
    ? listed(
        context,
        names.map(({ label }) => label),
      )
    : stored;
}

function labelPairs(label: DataDeclaration['label']): [string, { kind: string; id: string }][] {
  if (!label) return [];
  if (Array.isArray(label)) return label.map((name) => [`${name}_label`, { kind: name, id: name }]);
  return Object.entries(label as Record<string, { kind: string; id: string }>);
}

/** Names joined to a list in the language. */
export const listed = (context: Context, names: readonly string[]): string =>
  formatList(context.texts.language(context.language), names);

/** Sorts rows by columns; `-` means descending. Null is last in either order. */
export function sorted(context: Context, rows: readonly DatasetRow[], keys: readonly string[]): DatasetRow[] {
  const compare = compareNames(context.texts.language(context.language).locale);
  const orders = keys.map((key) =>
    key.startsWith('-') ? { column: key.slice(1), sign: -1 } : { column: key, sign: 1 },
  );
  return [...rows].sort((a, b) => {
    for (const { column, sign } of orders) {
      const [left, right] = [a[column] ?? null, b[column] ?? null];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      const order = typeof left === 'string' ? compare(left, String(right)) : Number(left) - Number(right);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** An id as a segment of an address: spaces become hyphens. */
export const slug = (id: string): string => encodeURIComponent(id.replaceAll(' ', '-'));

const wrong = (context: Context, block: string, reason: string) =>
  new Problem('dashboard_data_wrong', `dashboards/${context.dashboard}/dashboard.yaml`, { block, reason });
