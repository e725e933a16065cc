/** The filter form of a page: every field with its values, and the description of the current selection. */
import { compareNames, formatDate, formatNumber } from '../../i18n/index.ts';
import type { BoundFilter } from '../bind/bound.ts';
import { addressOf, type Context, say } from '../bind/context.ts';
import type { Chosen } from '../bind/narrow.ts';
import { capital } from '../bind/rows.ts';
import type { FilterBy, FilterDeclaration } from './declaration.ts';
import {
  anyRows,
  fieldsInEffect,
  filterParameters,
  filterValues,
  groupsAsOf,
  listSign,
  namedValues,
  nameOf,
  queryOf,
  sortName,
  splitValues,
  thingsToFilter,
  valuesOnPage,
} from './filter.ts';
import { rowsName } from './table-pages.ts';

/** The filter form; null if the release has nothing to select. */
export function bindFilter(
  context: Context,
  declared: FilterDeclaration | undefined,
  chosen: Chosen,
  path: string,
): BoundFilter | null {
  if (!declared) return null;
  const { locale } = context.texts.language(context.language);
  const compare = compareNames(locale);
  const values = filterValues(context.release, declared);
  const action = addressOf(context, path.slice((context.release.under ?? '').length));
  const fields = fieldsInEffect(declared, chosen)
    .map((by) => {
      const taken = splitValues(by, chosen[by.name] ?? '');
      const there = valuesOnPage(context, declared, by);
      const options = values
        .get(by.name)!
        .filter((value) => there === null || there.has(value) || taken.includes(value))
        .map((value) => ({
          value,
          text: capital(nameOf(context, by, value), locale),
          chosen: taken.includes(value),
        }));
      return {
        name: by.name,
        title: say(context, `filters.${by.name}.title`),
        kind: kindOf(by),
        all: ['list', 'several'].includes(kindOf(by)) ? say(context, `filters.${by.name}.all`) : '',
        text: by.search === true || by.option === 'amount' ? (chosen[by.name] ?? '') : '',
        // Values with texts, such as tiers, have their own order.
        options: options.sort((a, b) => (by.text === undefined ? compare(a.text, b.text) : compare(a.value, b.value))),
        several: by.several?.sections === undefined ? null : bindSeveral(context, declared, by, chosen, action),
      };
    })
    .filter(({ kind, options }) => kind === 'search' || kind === 'amount' || options.length > 0);
  // If the release has no values to select from, a search would find nothing, unless the form consists of searches
  // only.
  const isSearch = declared.by.every(({ search }) => search === true);
  if (isSearch ? thingsToFilter(context.release, declared).length === 0 : fields.every(({ kind }) => kind === 'search'))
    return null;
  const key = declared.texts === undefined ? 'filters' : `filters.${declared.texts}`;
  const { narrowed, shown, selection, ...others } = filterParameters(context, declared, chosen);
  const counted = Number((declared.counts === undefined ? shown : others[`shown_${declared.counts}`]) ?? 0);
  const says = say(context, `${key}.says`, {
    narrowed: narrowed === true,
    shown: Number(shown ?? 0),
    counted: declared.counts === undefined ? 0 : counted,
    selection: String(selection ?? ''),
  });
  return {
    action,
    whole: action,
    title: say(context, `${key}.title`),
    show: say(context, 'filters.show'),
    reset: say(context, `${key}.reset`),
    fields,
    says: declared.by.some(({ column }) => column === 'groups')
      ? stateGroups(context, says, groupsAsOf(context.release))
      : says,
    narrowed: narrowed === true,
    shown: declared.by.some(({ several }) => several?.sections !== undefined)
      ? ''
      : formatNumber(context.texts.language(context.language), counted),
    opens: declared.by.some((by) => splitValues(by, chosen[by.name] ?? '').length < (by.several?.least ?? 0) - 1),
    keeps: [],
    sort: chosen[sortName] ?? null,
  };
}

/**
 * A form with groups states the date of their membership.
 *
 * @param date - ISO; null if the release does not state it
 */
export function stateGroups(
  { texts, language }: Pick<Context, 'texts' | 'language'>,
  says: string,
  date: string | null,
): string {
  const values = { says, groups_as_of: date === null ? 'none' : formatDate(texts.language(language), date) };
  return texts.say(language, 'dashboard.filters.groups', values);
}

const kindOf = ({ search, is, several, option }: FilterBy): BoundFilter['fields'][number]['kind'] =>
  search === true
    ? 'search'
    : option === 'amount'
      ? 'amount'
      : several !== undefined
        ? several.sections === undefined
          ? 'boxes'
          : 'several'
        : is !== undefined || option === true
          ? 'tick'
          : 'list';

/** The selected values, each with the address without it, and the remaining options in their sections. */
function bindSeveral(
  context: Context,
  declared: FilterDeclaration,
  by: FilterBy,
  chosen: Chosen,
  action: string,
): NonNullable<BoundFilter['fields'][number]['several']> {
  const { least, most, sections: column = '', order = [] } = by.several!;
  const taken = namedValues(context, by, chosen[by.name] ?? '');
  const without = (value: string) => {
    const { [by.name]: _, [rowsName]: __, ...others } = chosen;
    const left = taken.filter((one) => one.value !== value).map((one) => one.value);
    const query = queryOf(declared, left.length === 0 ? others : { ...others, [by.name]: left.sort().join(listSign) });
    return action + query;
  };
  const compare = compareNames(context.texts.language(context.language).locale);
  const rows = anyRows(context.release, declared, by);
  const left = rows
    .filter((row) => !taken.some(({ value }) => value === row[by.column]))
    .map((row) => ({
      section: String(row[column]),
      value: String(row[by.column]),
      text: nameOf(context, by, String(row[by.column])),
    }));
  const sections = Map.groupBy(left, ({ section }) => section);
  return {
    taken: taken.map(({ value, text }) => ({
      value,
      text,
      href: without(value),
      remove: say(context, `filters.${by.name}.remove`, { name: text }),
    })),
    fields: taken.length >= most ? 0 : Math.max(1, least - taken.length),
    sections: order.flatMap((section) => {
      const options = (sections.get(section) ?? []).map(({ value, text }) => ({ value, text }));
      const title = say(context, `filters.${by.name}.${section}`);
      return options.length === 0 ? [] : [{ title, options: options.sort((a, b) => compare(a.text, b.text)) }];
    }),
  };
}
