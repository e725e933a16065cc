/**
 * Long tables, charts and lists in pages: the first rows at once, the others by links, so that a page is as short with
 * 2,000 countries as with 200.
 */
import type { DashboardDeclaration } from './declaration.ts';

/** Name in the address of the rows that a table shows: `<block>.<page>`, counted from 1, or `<block>.all`. */
export const rowsName = 'rows';

/** Rows of a page; a last page with fewer than `fewest` is added to the one before it. */
type PageSize = { readonly size: number; readonly fewest: number };
const tablePage: PageSize = { size: 25, fewest: 6 };
/** Of a chart with a row for each country, and of a list whose rows are folded. */
export const longPage: PageSize = { size: 50, fewest: 15 };

/** What an address asks for, and the address that asks for something else. */
export type AskedRows = { readonly asked: string | null; readonly addressOf: (asked: string | null) => string };

/** Rows from `first` to before `last` are shown; each address is null if it leads to nothing else. */
export type TablePages = {
  /** All rows, shown or not. */
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** Address with all rows. */
  readonly all: string | null;
  /** Address with the first page, from all rows. */
  readonly paged: string | null;
  /** True if the address asks for rows of this table. */
  readonly asked: boolean;
};

/** @returns null if all rows fit in one page */
export function pagesOf(
  { asked, addressOf }: AskedRows,
  block: string,
  rows: number,
  { size, fewest } = tablePage,
): TablePages | null {
  if (rows < size + fewest) return null;
  const pages = Math.ceil((rows - fewest + 1) / size);
  const [, said] = asked?.startsWith(`${block}.`) ? asked.split('.') : [];
  const address = (page: number | 'all') => `${addressOf(page === 1 ? null : `${block}.${page}`)}#${block}`;
  if (said === 'all')
    return { rows, first: 0, last: rows, previous: null, next: null, all: null, paged: address(1), asked: true };
  const page = Math.min(Number(said ?? 1), pages);
  return {
    rows,
    first: (page - 1) * size,
    last: page === pages ? rows : page * size,
    previous: page === 1 ? null : address(page - 1),
    next: page === pages ? null : address(page + 1),
    all: address('all'),
    paged: null,
    asked: said !== undefined,
  };
}

/** Whether an address may ask a dashboard for these rows. */
export function mayAskRows({ blocks }: DashboardDeclaration, asked: string): boolean {
  const [, block, page] = /^(.+)\.([1-9]\d{0,3}|all)$/.exec(asked) ?? [];
  return page !== undefined && blocks.some((one) => one.id === block && hasPages(one));
}

/** Whether a dashboard has a table that may be in pages. */
export const hasTables = ({ blocks }: DashboardDeclaration): boolean => blocks.some(hasPages);

const hasPages = (block: DashboardDeclaration['blocks'][number]) =>
  ('table' in block && block.table !== undefined) || 'tree' in block || ('chart' in block && block.pages !== undefined);
