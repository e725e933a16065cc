/** The filter form of dashboards on pages about releases. */
import { countryFields, type QueryValues, type Selection, select } from '../page/selection.ts';
import type { PageContext } from '../page-context.ts';
import type { CountryChange, ReleaseComparison } from './comparisons.ts';
import { type ReleaseGroup, releaseWords } from './words.ts';

const texts = 'releases.filters';

/** Filters of the list of releases: an instrument, a cycle. Null for a value that no release has. */
export function selectReleases(
  context: PageContext,
  groups: readonly ReleaseGroup[],
  given: QueryValues,
  cycleName: (cycle: string) => string,
): Selection<ReleaseGroup> | null {
  type One = { readonly group: ReleaseGroup; readonly line: ReleaseGroup['lines'][number] };
  const titles = new Map(groups.map(({ instrument, title }) => [instrument, title]));
  const lines = groups.flatMap((group) => group.lines.map((line): One => ({ group, line })));
  const found = select(context, { texts: `${texts}.releases` }, lines, given, [
    { name: 'instrument', texts, valuesOf: ({ group }) => [group.instrument], nameOf: (id) => titles.get(id) ?? id },
    { name: 'cycle', texts, valuesOf: ({ line }) => [line.cycle], nameOf: cycleName },
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
  { countries, name, placeOf, groupsAsOf }: ReleaseComparison,
  given: QueryValues,
): Selection<CountryChange> | null {
  const nameOf = (kind: string, id: string) => name(context.language, kind, id);
  const kind = (id: string) => releaseWords(context)(`compare.kind.${id}`);
  return select(context, { texts: `${texts}.changes`, groupsAsOf }, countries, given, [
    ...countryFields<CountryChange>(({ country }) => country, placeOf, nameOf),
    { name: 'change', texts, valuesOf: (change) => [change.kind], nameOf: kind },
  ]);
}
