/**
 * The filter form of dashboards on other pages with a list: the rows that an address selects, and the form. Values are
 * compared as on dashboards.
 */
import { type BoundFilter, isFoundIn, maySearch, stateGroups } from '../../../dashboard/index.ts';
import { compareNames, formatNumber } from '../../../i18n/index.ts';
import type { PageContext } from '../page-context.ts';

/** A field with a list of values; without `nameOf` it is a search, and its values are the texts to search. */
export type SelectionField<Thing> = {
  readonly name: string;
  readonly valuesOf: (thing: Thing) => readonly string[];
  readonly nameOf?: (value: string) => string;
  /** Texts with the title of the field; by default those of dashboards. */
  readonly texts?: string;
  /** True for values with an order of their own, such as tiers; otherwise they are listed by name. */
  readonly ordered?: boolean;
};

export type Selection<Thing> = {
  readonly kept: readonly Thing[];
  /** Null if there is nothing to select. */
  readonly form: BoundFilter | null;
  /** The selected values in words; null if nothing is selected. */
  readonly says: string | null;
  /** The values by field, in the order of the fields; empty if nothing is selected. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  /** The same as the query of an address, with its question mark; empty if nothing is selected. */
  readonly query: string;
};

export type QueryValues = Readonly<Record<string, string>>;

/** How a page states its selection. */
export type SelectionWords = {
  /** Texts of the form: `title`, `reset` and `says`. */
  readonly texts: string;
  /** Date of the membership of groups, for a form with groups; null if the release does not state it. */
  readonly groupsAsOf?: string | null;
};

/** @returns null for a value that no row has, and for a search that is too long */
export function select<Thing>(
  context: PageContext,
  { texts, groupsAsOf }: SelectionWords,
  things: readonly Thing[],
  given: QueryValues,
  fields: readonly SelectionField<Thing>[],
): Selection<Thing> | null {
  const { language: code } = context;
  const say = (key: string, values: Record<string, string | number | boolean> = {}) =>
    context.texts.say(code, key, values);
  const chosen = fields.flatMap((field) => {
    const value = (given[field.name] ?? '').trim();
    return value === '' ? [] : [{ field, value }];
  });
  const known = ({ valuesOf }: SelectionField<Thing>) => [...new Set(things.flatMap(valuesOf))];
  const isUnknown = ({ field, value }: (typeof chosen)[number]) =>
    field.nameOf === undefined ? !maySearch(value) : !known(field).includes(value);
  if (chosen.some(isUnknown)) return null;
  const kept = things.filter((thing) =>
    chosen.every(({ field: { valuesOf, nameOf }, value }) =>
      nameOf === undefined ? valuesOf(thing).some((name) => isFoundIn(name, value)) : valuesOf(thing).includes(value),
    ),
  );
  const nameOf = ({ field, value }: (typeof chosen)[number]) =>
    field.nameOf?.(value) ?? say('findings.words.quote', { text: value });
  const says = chosen.length === 0 ? null : chosen.map(nameOf).join(' · ');
  const pairs = chosen.map(({ field, value }) => [field.name, value] as const);
  const counted = say(`${texts}.says`, {
    narrowed: says !== null,
    shown: kept.length,
    counted: kept.length,
    selection: says ?? '',
  });
  const address = `${context.root}${code}/${context.path}`;
  const form: BoundFilter = {
    action: address,
    whole: address,
    title: say(`${texts}.title`),
    show: say('dashboard.filters.show'),
    reset: say(`${texts}.reset`),
    fields: bindFields(context, fields, known, new Map(pairs)),
    says: groupsAsOf === undefined ? counted : stateGroups(context, counted, groupsAsOf),
    narrowed: says !== null,
    shown: formatNumber(context.texts.language(code), kept.length, 0),
    opens: false,
    keeps: [],
    sort: null,
  };
  const isOffered = things.length > 1 || says !== null;
  return { kept, form: isOffered ? form : null, says, pairs, query: queryOfPairs(pairs) };
}

/** @returns with its question mark; empty if there are none */
export const queryOfPairs = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, value]))}`;

/** A list with one value offers no selection. */
function bindFields<Thing>(
  { texts, language: code }: PageContext,
  fields: readonly SelectionField<Thing>[],
  known: (field: SelectionField<Thing>) => readonly string[],
  chosen: ReadonlyMap<string, string>,
): BoundFilter['fields'] {
  const compare = compareNames(texts.language(code).locale);
  const bound = fields.map((field): BoundFilter['fields'][number] => {
    const { name, nameOf, ordered = false, texts: key = 'dashboard.filters' } = field;
    const say = (text: string) => texts.say(code, `${key}.${name}.${text}`);
    const options = nameOf === undefined ? [] : known(field).map((value) => ({ value, text: nameOf(value) }));
    return {
      name,
      title: say('title'),
      kind: nameOf === undefined ? 'search' : 'list',
      all: nameOf === undefined ? '' : say('all'),
      text: nameOf === undefined ? (chosen.get(name) ?? '') : '',
      options: options
        .map((option) => ({ ...option, chosen: chosen.get(name) === option.value }))
        .sort((a, b) => (ordered ? compare(a.value, b.value) : compare(a.text, b.text))),
      several: null,
    };
  });
  return bound.filter(({ kind, options }) => kind === 'search' || options.length > 1);
}

/** Regions and groups of a country. */
export type PlacesOf = (country: string) => { readonly region: readonly string[]; readonly groups: readonly string[] };

/** @param rows - of the mart of countries; of several rows for a country, the last is used */
export function placesOf(rows: readonly Readonly<Record<string, unknown>>[]): PlacesOf {
  const listed = (value: unknown) =>
    String(value ?? '')
      .split(' ')
      .filter(Boolean);
  const found = new Map(
    rows.map(({ country, region, groups }) => [String(country), { region: listed(region), groups: listed(groups) }]),
  );
  return (country) => found.get(country) ?? { region: [], groups: [] };
}

/** The fields of a form that selects countries: by name, region and group. */
export function countryFields<Thing>(
  codeOf: (thing: Thing) => string,
  placeOf: PlacesOf,
  nameOf: (kind: string, id: string) => string,
): readonly SelectionField<Thing>[] {
  return [
    { name: 'search', valuesOf: (thing) => [nameOf('country', codeOf(thing))] },
    { name: 'region', valuesOf: (thing) => placeOf(codeOf(thing)).region, nameOf: (id) => nameOf('region', id) },
    { name: 'group', valuesOf: (thing) => placeOf(codeOf(thing)).groups, nameOf: (id) => nameOf('group', id) },
  ];
}
