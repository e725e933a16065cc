/** A page of some countries only: which ones, by the values that its address has for the filters of its dashboard. */
import type { BoundFilter } from '../bind/bound.ts';
import { addressOf, type Context, labelOf, say } from '../bind/context.ts';
import type { Chosen, Narrow } from '../bind/narrow.ts';
import type { ReleaseView, Row } from '../release.ts';
import type { FilterDeclaration } from './declaration.ts';

type By = FilterDeclaration['by'][number];

/** Rows that filters choose from; none where the release has no such mart. */
function rowsToFilter({ marts, rows }: ReleaseView, { mart, where }: FilterDeclaration): readonly Row[] {
  if (!marts.includes(mart)) return [];
  return rows(mart).filter((row) => Object.entries(where ?? {}).every(([column, value]) => row[column] === value));
}

const valuesOf = (row: Row, { column, list }: By): readonly string[] => {
  const value = row[column] ?? null;
  return value === null || value === '' ? [] : list === true ? String(value).split(' ') : [String(value)];
};

/** Every value that each filter has in a release. */
export function filterValues(
  release: ReleaseView,
  declared: FilterDeclaration,
): ReadonlyMap<string, readonly string[]> {
  const rows = rowsToFilter(release, declared);
  return new Map(declared.by.map((by) => [by.name, [...new Set(rows.flatMap((row) => valuesOf(row, by)))]]));
}

/** @returns null where nothing is chosen */
export function narrowOf(release: ReleaseView, declared: FilterDeclaration, chosen: Chosen): Narrow | null {
  if (Object.keys(chosen).length === 0) return null;
  const fits = rowsToFilter(release, declared).filter((row) =>
    declared.by.every((by) => chosen[by.name] === undefined || valuesOf(row, by).includes(chosen[by.name]!)),
  );
  const members = new Set(fits.map((row) => String(row[declared.key])));
  return { key: declared.key, members, query: queryOf(declared, chosen) };
}

/** Always in the order in which filters are declared, so that the same choice has one address. */
export function queryOf({ by }: FilterDeclaration, chosen: Chosen): string {
  const pairs = by.flatMap(({ name }) => (chosen[name] === undefined ? [] : [[name, chosen[name]]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/**
 * What texts may say: whether the page is narrowed, to what, and how many are shown. Names stand beside one another: with
 * "and" it could be the members of either.
 */
export function filterParameters(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
): { narrowed?: boolean; shown?: number; selection?: string | null } {
  if (!declared) return {};
  const names = declared.by.flatMap(({ name, label }) =>
    chosen[name] === undefined ? [] : [labelOf(context, label, chosen[name])],
  );
  const shown = context.narrow?.members.size ?? rowsToFilter(context.release, declared).length;
  return { narrowed: names.length > 0, shown, selection: names.length === 0 ? null : names.join(' · ') };
}

/** The form that chooses; null where the release has nothing to choose from. */
export function bindFilter(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
  path: string,
): BoundFilter | null {
  if (!declared) return null;
  const { compare } = new Intl.Collator(context.texts.language(context.language).locale);
  const values = filterValues(context.release, declared);
  const fields = declared.by.map(({ name, label }) => ({
    name,
    title: say(context, `filters.${name}.title`),
    all: say(context, `filters.${name}.all`),
    options: values
      .get(name)!
      .map((value) => ({ value, text: labelOf(context, label, value), chosen: chosen[name] === value }))
      .sort((a, b) => compare(a.text, b.text)),
  }));
  if (fields.every(({ options }) => options.length === 0)) return null;
  const { narrowed, shown, selection } = filterParameters(context, declared, chosen);
  return {
    action: addressOf(context, path.slice((context.release.under ?? '').length)),
    title: say(context, 'filters.title'),
    show: say(context, 'filters.show'),
    reset: say(context, 'filters.reset'),
    fields: fields.filter(({ options }) => options.length > 0),
    says: say(context, 'filters.says', {
      narrowed: narrowed === true,
      shown: shown!,
      selection: selection ?? '',
    }),
    narrowed: narrowed === true,
  };
}
