/**
 * The address of a reader's own view: weights, countries shown, order and rows of the table. The same view has one
 * address; the countries shown change none of its figures.
 */
import { type BoundFilter, groupsAsOf, rowsName, sortName } from '../../../dashboard/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { OwnWeights, ViewedCountry } from '../../../release/index.ts';
import { openOrder, type TableOrder } from '../page/order.ts';
import {
  countryFields,
  placesOf,
  type QueryValues,
  queryOfPairs,
  type SelectionField,
  select,
} from '../page/selection.ts';
import type { PageContext } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import { readWeights, type WeightFault, weightPairs } from './own-weights.ts';
import { orderedColumns } from './table-columns.ts';
import type { OwnWords } from './words.ts';

/** Name of the table in the address. */
export const countriesTable = 'countries';
const fieldNames = ['search', 'region', 'group', 'tier'];
const rowsAsked = /^countries\.(?:[1-9]\d{0,3}|all)$/;

export type AskedCountries = {
  readonly kept: readonly ViewedCountry[];
  readonly form: BoundFilter | null;
  /** The selected values in words; null if every country is shown. */
  readonly says: string | null;
  readonly order: TableOrder;
  readonly rows: string | null;
  /** The query of this view, and that of the same weights and order for every country. */
  readonly query: string;
  readonly wholeQuery: string;
  /** The query of the same view with other rows of the table; null for the first. */
  readonly queryOfRows: (rows: string | null) => string;
  /** Parameters besides the weights, which the form of the weights keeps. */
  readonly keptByWeights: readonly (readonly [name: string, value: string])[];
};

/** Weights in a query; parameters that are neither weights nor about the countries shown are faults. */
export const readOwnWeights = (
  query: string,
  parts: readonly string[],
): { readonly weights: OwnWeights; readonly faults: readonly WeightFault[] } =>
  readWeights(query, parts, [...fieldNames, sortName, rowsName]);

/**
 * The countries that a query selects.
 *
 * @param countries - of the view, or of the published one if every weight is 0
 * @throws Problem `filter_unknown` for a value that no country has, and for two values of one parameter
 */
export function readCountries(
  context: PageContext,
  words: OwnWords,
  release: PublishedRelease,
  countries: readonly ViewedCountry[],
  { query, weights, parts }: { query: string; weights: OwnWeights; parts: readonly string[] },
): AskedCountries {
  const given = new URLSearchParams(query);
  const values: QueryValues = Object.fromEntries(
    [...fieldNames, sortName, rowsName].flatMap((name) => {
      const all = given.getAll(name);
      if (all.length > 1) throw unknown(name);
      return all[0] ? [[name, all[0].trim()]] : [];
    }),
  );
  const fields: readonly SelectionField<ViewedCountry>[] = [
    ...countryFields<ViewedCountry>(({ country }) => country, placesOf(release.rows('countries')), words.name),
    {
      name: 'tier',
      texts: 'weights.filters',
      ordered: true,
      valuesOf: ({ published }) => (published === null ? [] : [String(published.tier)]),
      nameOf: words.shade,
    },
  ];
  const asked = select(
    context,
    { texts: 'dashboard.filters', groupsAsOf: groupsAsOf(release) },
    countries,
    values,
    fields,
  );
  if (asked === null) throw unknown(fieldNames.find((name) => values[name]) ?? '');
  const own = weightPairs(weights, parts);
  const sort = values[sortName] ? [[sortName, values[sortName]] as const] : [];
  const known = orderedColumns(words).map(({ name }) => `${countriesTable}.${name}`);
  const order = openOrder(context, values, known, queryOfPairs([...own, ...asked.pairs]));
  if (order === null) throw unknown(sortName);
  const rows = values[rowsName] ?? null;
  if (rows !== null && !rowsAsked.test(rows)) throw unknown(rowsName);
  const queryOfRows = (some: string | null) =>
    queryOfPairs([...own, ...asked.pairs, ...sort, ...(some === null ? [] : [[rowsName, some] as const])]);
  return {
    ...asked,
    form: asked.form && {
      ...asked.form,
      whole: asked.form.whole + queryOfPairs(own),
      keeps: own.map(([name, value]) => ({ name, value })),
      sort: order.by,
    },
    order,
    rows,
    query: queryOfRows(rows),
    wholeQuery: queryOfPairs([...own, ...sort]),
    queryOfRows,
    keptByWeights: [...asked.pairs, ...sort],
  };
}

const unknown = (filter: string): Problem<'filter_unknown'> => new Problem('filter_unknown', 'address', { filter });
