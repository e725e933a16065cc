/** Binds a page of a dashboard to a release: the only path from declarations and marts to what is shown. */
import type { Texts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  addressesOf,
  bindChoices,
  chosenParameters,
  chosenRow,
  isOffered,
  type NamedPage,
  namedPages,
  type PageAddress,
} from '../declare/choice.ts';
import type { Dashboard, Dashboards } from '../declare/dashboards.ts';
import type { FilterDeclaration } from '../declare/declaration.ts';
import {
  cycleOf,
  filterParameters,
  filtersOf,
  groupsAsOf,
  isSet,
  namedRows,
  narrowOf,
  queryOf,
  sortName,
} from '../declare/filter.ts';
import { bindFilter } from '../declare/filter-form.ts';
import { rowsName } from '../declare/table-pages.ts';
import type { Atlas } from '../draw/atlas.ts';
import { patternDefinitions } from '../draw/pattern.ts';
import type { DatasetRow, DatasetValue, ReleaseView } from '../release.ts';
import { bindBlock } from './block.ts';
import type { BoundDocument, BoundPage } from './bound.ts';
import { addressOf, type Context, say } from './context.ts';
import { formatRow } from './format-row.ts';
import { isEmpty, type Narrow } from './narrow.ts';
import { describeProtection, showsProtected } from './protection.ts';
import { rowsOf } from './rows.ts';

export type Binder = {
  /** Addresses of all pages of a dashboard, below the language; empty if the release has nothing to show on it. */
  readonly addresses: (release: ReleaseView, dashboard: Dashboard) => readonly PageAddress[];
  /**
   * The pages of a dashboard by the names of what they are about, and the rows of a page that is searched by name, such
   * as projects; countries only as pages of their own.
   */
  readonly named: (release: ReleaseView, dashboard: Dashboard, language: string) => readonly NamedPage[];
  readonly bind: (release: ReleaseView, dashboard: Dashboard, address: PageAddress, language: string) => BoundPage;
  /** The selection made by the filters of an address; null if they select all, or the page has none. */
  readonly narrow: (
    release: ReleaseView,
    dashboard: Dashboard,
    address: PageAddress,
    language: string,
  ) => Narrow | null;
};

export function openBinder(dashboards: Dashboards, atlas: Atlas, texts: Texts): Binder {
  const contextOf = openContexts(dashboards, texts);
  return {
    narrow: (release, dashboard, address, language) => {
      const { narrow } = contextOf(release, dashboard, address, language);
      const filters = filtersOf(dashboard.declared, address.chosen !== null);
      if (!narrow || !filters) return null;
      // The sort order and the page of a table are not part of the selection.
      const { [sortName]: _, [rowsName]: __, ...chosen } = address.filter ?? {};
      return { ...narrow, query: queryOf(filters, chosen) };
    },
    addresses: (release, dashboard) =>
      isOffered(release, dashboard.declared)
        ? addressesOf(contextOf(release, dashboard, null, texts.working), dashboard)
        : [],
    named: (release, dashboard, language) => {
      if (!isOffered(release, dashboard.declared)) return [];
      const context = contextOf(release, dashboard, null, language);
      const pages = namedPages(context, dashboard);
      return [...pages, ...namedRows(context, dashboard, pages)];
    },
    bind: naming((release, dashboard, address, language) => {
      const context = contextOf(release, dashboard, address, language);
      const { declared } = dashboard;
      if (declared.choice?.start === 'first' && address.chosen === null) return emptyPage(context, declared);
      const values = formatRow(texts.language(language), dashboards.formats, context.parameters);
      const name = address.chosen !== null && declared.choice?.start === 'all' ? 'chosen' : 'page';
      const isStart = address.chosen === null;
      const cycle = String(context.parameters.cycle);
      return {
        title: say(context, `${name}.title`, values),
        lede: say(context, `${name}.lede`, values),
        choices: bindChoices(context, dashboard, address.chosen),
        filter: bindFilter(context, filtersOf(declared, !isStart), address.filter ?? {}, address.path),
        blocks: blocksOf({ context, dashboards, atlas }, dashboard, address),
        documents: isStart && declared.choice !== undefined ? [] : documentsOf(context, declared),
        reservations: (declared.reservations ?? []).map((key) => say(context, `reservations.${key}`, values)),
        cycle,
        protection: showsProtected(dashboard) ? describeProtection(texts, language, release, cycle) : null,
        downloads: (declared.downloads ?? []).filter((mart) => release.marts.includes(mart)),
        patterns: declared.blocks.some((block) => 'chart' in block)
          ? patternDefinitions(dashboards.theme.patterns, null)
          : '',
        real: declared.real === true,
      };
    }),
  };
}

type ContextOf = (
  release: ReleaseView,
  dashboard: Dashboard,
  /** Null for what no address decides. */
  address: PageAddress | null,
  language: string,
) => Context;

function openContexts({ formats }: Dashboards, texts: Texts): ContextOf {
  return (release, dashboard, address, language) => {
    const { choice } = dashboard.declared;
    const filters = filtersOf(dashboard.declared, (address?.chosen ?? null) !== null);
    const filter = address?.filter ?? {};
    const whole: Context = {
      release,
      language,
      texts,
      formats,
      dashboard: dashboard.name,
      // The page is at <language>/<path>: one level up for each slash.
      root: '../'.repeat((address?.path ?? `${release.under ?? ''}${dashboard.name}`).split('/').length),
      parameters: {
        ...releaseParameters(release, cycleOf(filters, filter)),
        language,
        paper: address?.paper === true,
      },
      narrow: null,
    };
    const chosen = address === null ? null : chosenRow(whole, choice, address);
    const own = { ...whole, parameters: { ...whole.parameters, ...chosenParameters(choice, chosen) } };
    const narrowed = { ...own, ...tableStates(own, filters, address), narrow: narrowOf(own, filters, filter) };
    const base = {
      ...narrowed,
      parameters: { ...narrowed.parameters, ...filterParameters(narrowed, filters, filter) },
    };
    return { ...base, parameters: pickedParameters(base, dashboard) };
  };
}

/** The order and the rows of tables that an address asks for, and the addresses that ask for others. */
function tableStates(
  context: Context,
  filters: FilterDeclaration | undefined,
  address: PageAddress | null,
): Required<Pick<Context, 'order' | 'askedRows'>> {
  if (address === null) return { order: null, askedRows: null };
  const filter = address.filter ?? {};
  const path = address.path.slice((context.release.under ?? '').length);
  const addressWith = (chosen: Readonly<Record<string, string>>) =>
    addressOf(context, path) + queryOf(filters ?? { by: [] }, chosen);
  return {
    order: {
      by: filter[sortName] ?? null,
      addressOf: (by) => {
        const { [sortName]: _, [rowsName]: __, ...others } = filter;
        return addressWith(by === null ? others : { ...others, [sortName]: by });
      },
    },
    askedRows: {
      asked: filter[rowsName] ?? null,
      addressOf: (asked) => {
        const { [rowsName]: _, ...others } = filter;
        return addressWith(asked === null ? others : { ...others, [rowsName]: asked });
      },
    },
  };
}

/** A parameter may be picked by those before it. */
function pickedParameters(context: Context, { declared }: Dashboard): Context['parameters'] {
  const picked: Record<string, DatasetValue> = { ...context.parameters };
  for (const [name, pick] of Object.entries(declared.parameters ?? {})) {
    const known = { ...context, parameters: picked };
    const [row] = mayPick(known, pick.where) ? rowsOf(known, `parameters.${name}`, pick) : [];
    picked[name] = row?.[pick.column] ?? null;
  }
  return picked;
}

/** The blocks that a page has in its state. If the selection is empty, the form states this and links back. */
function blocksOf(
  { context, dashboards, atlas }: { context: Context; dashboards: Dashboards; atlas: Atlas },
  { declared, specs }: Dashboard,
  address: PageAddress,
): BoundPage['blocks'] {
  if (context.narrow && isEmpty(context.narrow)) return [];
  const { release } = context;
  const state = address.chosen === null ? 'start' : 'chosen';
  const filter = address.filter ?? {};
  const offered = new Set(dashboards.all.filter((one) => isOffered(release, one.declared)).map((one) => one.name));
  const workshop = { context, atlas, theme: dashboards.theme, specs, real: declared.real === true, offered };
  return declared.blocks
    .filter((block) => (block.only === undefined || block.only === state) && isOffered(release, block))
    .filter(
      ({ with_filter: set, without_filter: unset }) =>
        (set === undefined || isSet(declared, set, filter)) && (unset === undefined || !isSet(declared, unset, filter)),
    )
    .flatMap((block) => bindBlock(workshop, block));
}

const documentsOf = (context: Context, { documents = {} }: Dashboard['declared']): BoundDocument[] =>
  Object.entries(documents).map(([name, { pages, blocks }]) => ({
    name,
    kind: say(context, `documents.${name}`),
    mostPages: pages ?? null,
    parts: blocks.map(partOf),
  }));

/** A declared part of a document: a block, or only the table of a chart. */
export const partOf = (declared: string): BoundDocument['parts'][number] => ({
  block: declared.replace(/\.table$/, ''),
  table: declared.endsWith('.table'),
});

/** Adds the page to an error, as the missing value may only occur on that page. */
const naming =
  (bind: Binder['bind']): Binder['bind'] =>
  (release, dashboard, address, language) => {
    try {
      return bind(release, dashboard, address, language);
    } catch (cause) {
      if (cause instanceof Problem || !(cause instanceof Error)) throw cause;
      throw new Error(`page "${language}/${address.path}": ${cause.message}`, { cause });
    }
  };

/** If a release has nothing to choose from, the page states this. */
const emptyPage = (context: Context, { real, downloads }: Dashboard['declared']): BoundPage => ({
  title: say(context, 'nav'),
  lede: say(context, 'choice.none'),
  choices: null,
  filter: null,
  blocks: [],
  documents: [],
  reservations: [],
  cycle: String(context.parameters.cycle),
  protection: null,
  downloads: (downloads ?? []).filter((mart) => context.release.marts.includes(mart)),
  patterns: '',
  real: real === true,
});

/** On the page without a choice, a pick that depends on the choice is empty. */
const mayPick = (context: Context, where: object | undefined) =>
  Object.values(where ?? {}).every(
    (wanted) => typeof wanted !== 'string' || !wanted.startsWith('$') || wanted.slice(1) in context.parameters,
  );

/**
 * Parameters of every page: the row of its cycle in the mart of cycles, and the release.
 *
 * @param earlier - the cycle selected by a filter; null for that of the release
 */
function releaseParameters(release: ReleaseView, earlier: string | null): Record<string, DatasetValue> {
  const cycle = earlier ?? release.cycle;
  const own: DatasetRow = release.rows('cycles').find((row) => row.cycle === cycle) ?? {};
  return {
    ...own,
    cycle,
    groups_as_of: groupsAsOf(release),
    release: release.id,
    kind: release.illustrative ? 'illustrative' : 'real',
    illustrative: release.illustrative,
  };
}
