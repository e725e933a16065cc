/** The order of tables outside dashboards: their column titles link to the same page in another order. */
import { html } from 'hono/html';
import { type BoundColumn, orderOfClick, sortName } from '../../../dashboard/index.ts';
import { compareNames } from '../../../i18n/index.ts';
import type { Html, PageContext } from '../page-context.ts';
import { showHead, showOrders } from './table.ts';

export type OrderedColumn<Row> = {
  readonly name: string;
  readonly title: string;
  readonly as: 'text' | 'number' | 'mark';
  /** What its rows are ordered by; null for a column without an order. */
  readonly by: ((row: Row) => string | number | null) | null;
};

/** As in the address of a dashboard: `<table>.<column>`, preceded by `-` for descending order. */
export type TableOrder = {
  /** Null for the order of the page itself. */
  readonly by: string | null;
  readonly hrefOf: (by: string) => string;
  readonly compare: (a: string, b: string) => number;
};

/**
 * The order that an address asks for.
 *
 * @param known - `<table>.<column>` of each column that has an order
 * @param query - the selection of the page, with its question mark, or empty
 * @returns null for an order that the page does not have
 */
export function openOrder(
  context: PageContext,
  given: Readonly<Record<string, string>>,
  known: readonly string[],
  query: string,
): TableOrder | null {
  const by = given[sortName] ?? null;
  if (by !== null && !known.includes(by.replace(/^-/, ''))) return null;
  const address = `${context.root}${context.language}/${context.path}`;
  const compare = compareNames(context.texts.language(context.language).locale);
  return {
    by,
    hrefOf: (next) => {
      const pairs = new URLSearchParams(query);
      pairs.set(sortName, next);
      return `${address}?${pairs}`;
    },
    compare,
  };
}

/** @returns the rows in the order of the address; rows without a value come last, in either direction */
export function inOrder<Row>(
  order: TableOrder | null,
  table: string,
  columns: readonly OrderedColumn<Row>[],
  rows: readonly Row[],
): readonly Row[] {
  const column = columns.find(({ name }) => order?.by?.replace(/^-/, '') === `${table}.${name}`);
  if (order?.by == null || column?.by == null) return rows;
  const turn = order.by.startsWith('-') ? -1 : 1;
  const valued = rows.map((row) => ({ row, value: column.by!(row) }));
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));
  const known = valued.filter(({ value }) => value !== null).sort((a, b) => turn * compare(a.value!, b.value!));
  return [...known, ...valued.filter(({ value }) => value === null)].map(({ row }) => row);
}

/**
 * A table whose column titles are links.
 *
 * @param anchor - id on the page to which a link leads
 * @param own - true if the table itself has this id: a browser then opens the folded part that contains it
 * @param kind - class of the table besides `stacked`
 * @param rows - `<tr>` elements in their order
 */
export function showOrdered<Row>(
  context: PageContext,
  {
    order,
    table,
    anchor,
    caption,
    own = false,
    kind = null,
  }: {
    order: TableOrder | null;
    table: string;
    anchor: string;
    caption: string;
    own?: boolean;
    kind?: string | null;
  },
  columns: readonly OrderedColumn<Row>[],
  rows: readonly (Html | string)[],
): Html {
  const heads = columns.map(
    ({ name, title, as, by }): BoundColumn => ({
      title,
      as,
      head: false,
      brief: false,
      order: by === null || order === null ? null : linkOf(order, `${table}.${name}`, as, anchor),
    }),
  );
  return html`${showOrders(context, heads, rows.length)}<div class="table-scroll"${own ? html` id="${anchor}"` : ''} tabindex="0" role="group" aria-label="${caption}"><table class="stacked${kind === null ? '' : ` ${kind}`}"><caption>${caption}</caption>
<thead><tr>${heads.map(showHead)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function linkOf({ by, hrefOf }: TableOrder, rising: string, as: OrderedColumn<unknown>['as'], anchor: string) {
  const { next, now } = orderOfClick(by, rising, as === 'number');
  return { href: `${hrefOf(next)}#${anchor}`, now };
}
