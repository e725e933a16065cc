/** The pages of a dashboard: one for each row of its choice, with a permanent address. */
import type { BoundChoice } from '../bind/bound.ts';
import { addressOf, type Context, hasText, say } from '../bind/context.ts';
import type { Chosen } from '../bind/narrow.ts';
import { capital, rowsOf, slug } from '../bind/rows.ts';
import type { DatasetRow, DatasetValue, ReleaseView } from '../release.ts';
import type { Dashboard } from './dashboards.ts';
import type { ChoiceDeclaration, Offer } from './declaration.ts';

/** One page: its address below the language, and the chosen row (null for none). */
export type PageAddress = {
  readonly path: string;
  readonly chosen: DatasetRow | null;
  /** Values of filters; none if everything is shown. */
  readonly filter?: Chosen;
  /** For a document, on which nothing can be selected or opened: texts omit what is only true of a page. */
  readonly paper?: true;
};

/** Whether a dashboard, or a block of it, has content for a release. */
export function isOffered({ under, marts, rows, large }: ReleaseView, { with: mart, once }: Offer): boolean {
  if (once === true && (under ?? '') !== '') return false;
  return mart === undefined || (marts.includes(mart) && (large?.has(mart) || rows(mart).length > 0));
}

/** The pages of a release are those of its own cycle, whichever cycle a filter selects. */
const choiceRows = (context: Context, { data }: ChoiceDeclaration): DatasetRow[] =>
  rowsOf({ ...context, parameters: { ...context.parameters, cycle: context.release.cycle } }, 'choice', data);

/** Every page of a dashboard; the first is the one without a choice. */
export function addressesOf(context: Context, dashboard: Dashboard): PageAddress[] {
  const { choice } = dashboard.declared;
  const under = context.release.under ?? '';
  if (!choice) return [{ path: `${under}${dashboard.name}`, chosen: null }];
  const rows = choiceRows(context, choice);
  const start = { path: `${under}${dashboard.name}`, chosen: choice.start === 'first' ? (rows[0] ?? null) : null };
  return [start, ...rows.map((row) => ({ path: `${under}${pathOf(dashboard.name, choice, row)}`, chosen: row }))];
}

const pathOf = (name: string, choice: ChoiceDeclaration, row: DatasetRow) =>
  `${name}/${slug(String(row[choice.value]))}`;

/** The label of a row, followed by its other name if there is one that it does not contain. */
function nameOf(context: Context, { label, value, known_as: known }: ChoiceDeclaration, row: DatasetRow): string {
  const key = `${known}.${slug(String(row[value]))}`;
  const name = String(row[label]);
  if (known === undefined || !hasText(context, key)) return name;
  const other = say(context, key);
  return name.includes(other) ? name : say(context, 'choice.known_as', { name, other });
}

/** A page, by the name under which a reader knows it. */
export type NamedPage = {
  /** Address below the language. */
  readonly path: string;
  readonly text: string;
  /** Code that the page states, such as that of a country; found only as a whole. */
  readonly code?: string;
  /** Name of what it is a part of, such as the pillar of an indicator. */
  readonly within?: string;
};

/** The pages of a choice, with their names in the language of the context. */
export function namedPages(context: Context, { name, declared: { choice } }: Dashboard): NamedPage[] {
  if (!choice) return [];
  const { locale } = context.texts.language(context.language);
  const rows = choiceRows(context, choice);
  const labels = new Map(rows.map((row) => [row[choice.value], String(row[choice.label])]));
  return rows.map((row) => {
    const within = choice.parent === undefined ? undefined : labels.get(row[choice.parent] ?? null);
    return {
      path: `${context.release.under ?? ''}${pathOf(name, choice, row)}`,
      text: capital(nameOf(context, choice, row), locale),
      code: String(row[choice.value]),
      ...(within !== undefined && { within }),
    };
  });
}

/** The row of an address in the language of the context: addresses are the same in every language, labels are not. */
export function chosenRow(
  context: Context,
  choice: ChoiceDeclaration | undefined,
  { chosen }: PageAddress,
): DatasetRow | null {
  if (!choice || !chosen) return null;
  return choiceRows(context, choice).find((row) => row[choice.value] === chosen[choice.value]) ?? null;
}

/** Parameters from a chosen row: its value under the choice's name, and the columns that the choice offers. */
export function chosenParameters(
  choice: ChoiceDeclaration | undefined,
  row: DatasetRow | null,
): Record<string, DatasetValue> {
  if (!choice || !row) return {};
  return {
    [choice.name]: row[choice.value] ?? null,
    ...Object.fromEntries((choice.columns ?? []).map((column) => [column, row[column] ?? null])),
  };
}

/** Links to every choice, as a tree if rows have parents. */
export function bindChoices(
  context: Context,
  dashboard: Dashboard,
  chosen: DatasetRow | null,
): { title: string; options: BoundChoice[] } | null {
  const { choice } = dashboard.declared;
  if (!choice) return null;
  const rows = choiceRows(context, choice);
  const key = (row: DatasetRow) => String(row[choice.value]);
  // The filter is kept on the next page.
  const query = context.narrow?.query ?? '';
  const current = chosen === null ? null : key(chosen);
  const option = (row: DatasetRow): BoundChoice => {
    const children =
      choice.parent === undefined
        ? []
        : rows.filter((other) => other[choice.parent!] === row[choice.value]).map(option);
    return {
      text: capital(nameOf(context, choice, row), context.texts.language(context.language).locale),
      href: addressOf(context, pathOf(dashboard.name, choice, row)) + query,
      current: key(row) === current,
      within: children.some((child) => child.current || child.within),
      children,
    };
  };
  const known = new Set(rows.map(key));
  const top = rows.filter((row) => choice.parent === undefined || !known.has(String(row[choice.parent])));
  const all: BoundChoice[] =
    choice.start === 'all'
      ? [
          {
            text: say(context, 'choice.all'),
            href: addressOf(context, dashboard.name) + query,
            current: current === null,
            within: false,
            children: [],
          },
        ]
      : [];
  return { title: say(context, 'choice.title'), options: [...all, ...top.map(option)] };
}
