/**
 * Splits long tables, charts and lists into pages: the first rows at once, the others by links, so that a page is as
 * short with 2,000 countries as with 200.
 */
import type { DashboardDeclaration } from './declaration.ts';

/** Query parameter for the rows of a table: `<block>.<page>`, counted from 1, or `<block>.all`. */
export const rowsName = 'rows';

/** Number of rows on a page; a last page with fewer than `fewest` rows is merged with the one before. */
type PageSize = { readonly size: number; readonly fewest: number };
const tablePage: PageSize = { size: 25, fewest: 6 };
/** For charts with a row for each country, and lists whose rows are collapsed. */
export const longPage: PageSize = { size: 50, fewest: 15 };

/** The requested rows in an address, and a function for the address of other rows. */
export type AskedRows = { readonly asked: string | null; readonly addressOf: (asked: string | null) => string };

/** Rows from `first` (inclusive) to `last` (exclusive) are shown; an address is null if there is no such page. */
export type TablePages = {
  /** Total number of rows. */
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** Address with all rows; null if not offered. */
  readonly all: string | null;
  /** Address with the first page, when all rows are shown. */
  readonly paged: string | null;
  /** True if the address requests rows of this table. */
  readonly asked: boolean;
};

/** @returns null if all rows fit on one page */
export function pagesOf(
  { asked, addressOf }: AskedRows,
  block: string,
  rows: number,
  { size, fewest } = tablePage,
): TablePages | null {
  if (rows < size + fewest) return null;
  const pages = Math.ceil((rows - fewest + 1) / size);
  const [, part] = asked?.startsWith(`${block}.`) ? asked.split('.') : [];
  const address = (page: number | 'all') => `${addressOf(page === 1 ? null : `${block}.${page}`)}#${block}`;
  if (part === 'all')
    return { rows, first: 0, last: rows, previous: null, next: null, all: null, paged: address(1), asked: true };
  const page = Math.min(Number(part ?? 1), pages);
  return {
    rows,
    first: (page - 1) * size,
    last: page === pages ? rows : page * size,
    previous: page === 1 ? null : address(page - 1),
    next: page === pages ? null : address(page + 1),
    all: address('all'),
    paged: null,
    asked: part !== undefined,
  };
}

/** Whether an address may request these rows of a dashboard. */
export function mayAskRows({ blocks }: DashboardDeclaration, asked: string): boolean {
  const [, block, page] = /^(.+)\.([1-9]\d{0,3}|all)$/.exec(asked) ?? [];
  return page !== undefined && blocks.some((one) => one.id === block && hasPages(one));
}

/** Whether a dashboard has a table with pages. */
export const hasTables = ({ blocks }: DashboardDeclaration): boolean => blocks.some(hasPages);

const hasPages = (block: DashboardDeclaration['blocks'][number]) =>
  ('table' in block && block.table !== undefined) ||
  'tree' in block ||
  'sources' in block ||
  ('chart' in block && block.pages !== undefined);
