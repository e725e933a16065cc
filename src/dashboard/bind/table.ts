/** Rows as a table for readers: cells formatted in their language. */

import type { ColumnDeclaration, TableDeclaration } from '../declare/declaration.ts';
import { pagesOf } from '../declare/table-pages.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import type { BoundCell, BoundColumn, BoundFigures, BoundTable } from './bound.ts';
import { type Context, hasText, type Order, say } from './context.ts';
import { formatValue, nothing } from './format-row.ts';
import { sorted } from './rows.ts';

/** Minimum number of rows on a further page, if a table has its own page size. */
const fewestMore = 3;

export type TableFrame = {
  readonly caption: string;
  /** Mart of its rows; empty for rows of a tree, which have no file. */
  readonly mart: string;
  /** Block of the table, if the page offers sorting and paging for it. */
  readonly block?: string;
  readonly pageSize?: Parameters<typeof pagesOf>[3];
};

export function bindTable(
  context: Context,
  declared: TableDeclaration,
  rows: readonly DatasetRow[],
  { caption, mart, block, pageSize }: TableFrame,
): BoundTable {
  const columns = declared.columns.filter(
    ({ title }) => title === undefined || (context.parameters[title] ?? null) !== null,
  );
  const ordered = inOrder(context, rows, columns, block);
  const size = declared.first === undefined ? pageSize : { size: declared.first, fewest: fewestMore };
  return {
    caption,
    mart: declared.download ?? mart,
    pages: block === undefined || !context.askedRows ? null : pagesOf(context.askedRows, block, ordered.length, size),
    // Only files have them, and a page shows the cells of few rows.
    get figures() {
      return figuresOf(context, columns, ordered);
    },
    columns: columns.map((column) => ({
      title: column.title === undefined ? columnTitle(context, column.column) : text(context.parameters[column.title]),
      as: column.as ?? 'text',
      head: column.head === true,
      brief: column.brief === true,
      ...(column.onward === true && { onward: true }),
      order: block === undefined || !context.order ? null : orderOf(context.order, block, column),
    })),
    rows: ordered.map((row) => ({
      anchor: declared.anchor === undefined ? null : text(row[declared.anchor]),
      get cells() {
        return columns.map((column) => bindCell(context, column, row));
      },
    })),
  };
}

/** Values as in the mart, not formatted. */
function figuresOf(context: Context, columns: readonly ColumnDeclaration[], rows: readonly DatasetRow[]): BoundFigures {
  const titled = columns.flatMap(({ column, title, low, high, under }) => {
    const main = title === undefined ? columnTitle(context, column) : text(context.parameters[title]);
    const beside = (name: string | undefined, key: string) =>
      name === undefined ? [] : [{ name, title: besideTitle(context, name, key, main), beside: true }];
    return [
      { name: column, title: main, beside: false },
      ...beside(low, 'beside.low'),
      ...beside(high, 'beside.high'),
      ...beside(under, 'beside.under'),
    ];
  });
  // Several columns may show the same column below their text.
  const once = [...new Map(titled.map((column) => [column.name, column])).values()];
  return {
    columns: once.map((column) => ({ ...column, format: context.formats[column.name] ?? null })),
    rows: rows.map((row) => once.map(({ name }) => row[name] ?? null)),
  };
}

/** A value that a page shows below or next to another has a column of its own in a file. */
const besideTitle = (context: Context, name: string, key: string, column: string): string =>
  hasText(context, `columns.${name}`) ? columnTitle(context, name) : say(context, key, { column });

function orderOf({ by, addressOf }: Order, block: string, { column, as }: ColumnDeclaration): BoundColumn['order'] {
  const isFigure = as === 'number' || as === 'score' || as === 'share';
  const { next, now } = orderOfClick(by, `${block}.${column}`, isFigure);
  return { href: `${addressOf(next)}#${block}`, now };
}

/**
 * The order that a click on a column title asks for: the first click sorts figures in descending and names in ascending
 * order; a second click reverses it.
 *
 * @param by - the present order, as in an address; null for the order of the page
 * @param rising - `<table>.<column>`, the ascending order of the column
 */
export function orderOfClick(by: string | null, rising: string, isFigure: boolean) {
  const falling = `-${rising}`;
  const next = by === rising ? falling : by === falling ? rising : isFigure ? falling : rising;
  const now = by === rising ? ('ascending' as const) : by === falling ? ('descending' as const) : null;
  return { next, now };
}

function inOrder(
  context: Context,
  rows: readonly DatasetRow[],
  columns: readonly ColumnDeclaration[],
  block: string | undefined,
): readonly DatasetRow[] {
  const by = context.order?.by ?? null;
  const column = columns.find((one) => by === `${block}.${one.column}` || by === `-${block}.${one.column}`)?.column;
  return by === null || column === undefined
    ? rows
    : sorted(context, rows, [by.startsWith('-') ? `-${column}` : column]);
}

/** The title of a column: the same in every table that has it. */
export const columnTitle = (context: Context, column: string): string => say(context, `columns.${column}`);

export function bindCell(context: Context, column: ColumnDeclaration, row: DatasetRow): BoundCell {
  const value = row[column.column] ?? null;
  const language = context.texts.language(context.language);
  const reported = formatValue(language, context.formats[column.column], value);
  const cell: BoundCell = { as: column.as ?? 'text', text: reported };
  const href = column.link === undefined ? null : (row[column.link] ?? null);
  const tone = column.tone === undefined ? null : (row[column.tone] ?? null);
  const under =
    column.under === undefined ? nothing : formatValue(language, context.formats[column.under], row[column.under]);
  return {
    ...cell,
    ...(href === null ? {} : { href: String(href) }),
    ...(reported === nothing ? {} : otherLanguage(context, 'language', column.written_in)),
    ...(under === nothing ? {} : { under, ...otherLanguage(context, 'underLanguage', column.under_written_in) }),
    ...(column.as === 'score' || column.as === 'share'
      ? { value: number(value), low: bound(row, column.low), high: bound(row, column.high) }
      : {}),
    ...(tone === null ? {} : { tone: text(tone), sign: sign(context, text(tone)) }),
  };
}

/** Marks a text of another language than that of the page. */
const otherLanguage = (context: Context, key: 'language' | 'underLanguage', language: string | undefined) =>
  language === undefined || language === context.language ? {} : { [key]: language };

/** A symbol in addition to the colour of a mark, from the texts, so that languages may differ. */
const sign = (context: Context, tone: string) =>
  hasText(context, `signs.${tone}`) ? say(context, `signs.${tone}`) : '';

const bound = (row: DatasetRow, column: string | undefined) =>
  column === undefined ? null : number(row[column] ?? null);
const number = (value: DatasetValue) => (value === null ? null : Number(value));
const text = (value: DatasetValue | undefined) => String(value ?? '');
