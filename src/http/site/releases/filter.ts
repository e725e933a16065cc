/** The filter form of dashboards on pages about releases: the rows of a list that an address selects, and the form. */
import { type BoundFilter, isFoundIn, maySearch } from '../../../dashboard/index.ts';
import { compareNames, formatNumber } from '../../../i18n/index.ts';
import type { PageContext } from '../page-context.ts';
import type { CountryChange, ReleaseComparison } from './comparisons.ts';
import { type ReleaseGroup, releaseWords } from './words.ts';

/** A field with a list of values; without `nameOf` it is a search, and its values are the texts to search. */
type Field<Thing> = {
  readonly name: string;
  readonly valuesOf: (thing: Thing) => readonly string[];
  readonly nameOf?: (value: string) => string;
};

export type Selection<Thing> = {
  readonly kept: readonly Thing[];
  /** Null if there is nothing to select. */
  readonly form: BoundFilter | null;
  /** The query of an address, with its question mark; empty if nothing is selected. */
  readonly query: string;
};

export type QueryValues = Readonly<Record<string, string>>;

/** Filters of the list of releases: an instrument, a cycle. Null for a value that no release has. */
export function selectReleases(
  context: PageContext,
  groups: readonly ReleaseGroup[],
  given: QueryValues,
): Selection<ReleaseGroup> | null {
  type One = { readonly group: ReleaseGroup; readonly line: ReleaseGroup['lines'][number] };
  const titles = new Map(groups.map(({ instrument, title }) => [instrument, title]));
  const lines = groups.flatMap((group) => group.lines.map((line): One => ({ group, line })));
  const found = select(context, 'releases', lines, given, [
    { name: 'instrument', valuesOf: ({ group }) => [group.instrument], nameOf: (id) => titles.get(id) ?? id },
    { name: 'cycle', valuesOf: ({ line }) => [line.cycle], nameOf: (id) => id },
  ]);
  if (found === null) return null;
  const kept = groups.flatMap((group) => {
    const own = found.kept.filter((one) => one.group === group).map(({ line }) => line);
    return own.length === 0 ? [] : [{ ...group, lines: own }];
  });
  return { ...found, kept };
}

/** Filters of the changes between two releases: countries by name, region, group and kind of change. */
export function selectChanges(
  context: PageContext,
  { countries, name, placeOf }: ReleaseComparison,
  given: QueryValues,
): Selection<CountryChange> | null {
  const named = (kind: string) => (id: string) => name(context.language, kind, id);
  const kind = (id: string) => releaseWords(context)(`compare.kind.${id}`);
  return select(context, 'changes', countries, given, [
    { name: 'search', valuesOf: ({ country }) => [named('country')(country)] },
    { name: 'region', valuesOf: ({ country }) => placeOf(country).region, nameOf: named('region') },
    { name: 'group', valuesOf: ({ country }) => placeOf(country).groups, nameOf: named('group') },
    { name: 'change', valuesOf: (change) => [change.kind], nameOf: kind },
  ]);
}

function select<Thing>(
  context: PageContext,
  texts: string,
  things: readonly Thing[],
  given: QueryValues,
  fields: readonly Field<Thing>[],
): Selection<Thing> | null {
  const say = (key: string, values: Record<string, string | number | boolean> = {}) =>
    context.texts.say(context.language, `releases.filters.${key}`, values);
  const quoted = (text: string) => context.texts.say(context.language, 'findings.words.quote', { text });
  const chosen = fields.flatMap((field) => (given[field.name] ? [{ field, value: given[field.name]! }] : []));
  const known = ({ valuesOf }: Field<Thing>) => [...new Set(things.flatMap(valuesOf))];
  const isUnknown = ({ field, value }: (typeof chosen)[number]) =>
    field.nameOf === undefined ? !maySearch(value) : !known(field).includes(value);
  if (chosen.some(isUnknown)) return null;
  const fits = (thing: Thing) =>
    chosen.every(({ field: { valuesOf, nameOf }, value }) =>
      nameOf === undefined ? valuesOf(thing).some((name) => isFoundIn(name, value)) : valuesOf(thing).includes(value),
    );
  const kept = things.filter(fits);
  const compare = compareNames(context.texts.language(context.language).locale);
  const bound = fields.map((field): BoundFilter['fields'][number] => ({
    name: field.name,
    title: say(`${field.name}.title`),
    kind: field.nameOf === undefined ? 'search' : 'list',
    all: field.nameOf === undefined ? '' : say(`${field.name}.all`),
    text: field.nameOf === undefined ? (given[field.name] ?? '') : '',
    options: known(field)
      .map((value) => ({ value, text: field.nameOf?.(value) ?? value, chosen: given[field.name] === value }))
      .sort((a, b) => compare(a.text, b.text)),
    several: null,
  }));
  // A list with one value offers no selection.
  const offered = bound.filter(({ kind, options }) => kind === 'search' || options.length > 1);
  const selection = chosen.map(({ field, value }) => field.nameOf?.(value) ?? quoted(value)).join(' · ');
  const narrowed = chosen.length > 0;
  const address = `${context.root}${context.language}/${context.path}`;
  const form: BoundFilter = {
    action: address,
    title: say(`${texts}.title`),
    show: context.texts.say(context.language, 'dashboard.filters.show'),
    reset: say(`${texts}.reset`),
    fields: offered,
    says: say(`${texts}.says`, { narrowed, shown: kept.length, selection }),
    narrowed,
    shown: formatNumber(context.texts.language(context.language), kept.length, 0),
    opens: false,
    sort: null,
  };
  const pairs = chosen.map(({ field, value }) => [field.name, value]);
  return {
    kept,
    form: things.length < 2 && !narrowed ? null : form,
    query: narrowed ? `?${new URLSearchParams(pairs)}` : '',
  };
}
