/** The rows of a workbook that answer something, by id, wherever they stand. */
import type { Finding } from '../../domain/index.ts';
import type { LayoutRow } from '../layout.ts';
import { type ColumnKey, openColumns } from '../layout-columns.ts';
import type { Book, Sheet } from '../read/book.ts';
import { type Cell, shownText } from '../read/content.ts';
import { type CodeIndex, looksLikeCode, nearCodes } from './code.ts';
import { quoted } from './note.ts';
import { finding, spotOf, wholeFile } from './place.ts';
import { type Columns, findTables, isBackstage, type Table, textAt } from './table.ts';

export type FoundRow = {
  readonly layout: LayoutRow;
  readonly sheet: Sheet;
  readonly row: number;
  readonly columns: Columns;
  readonly cell: (key: ColumnKey) => Cell | undefined;
};

export type FoundRows = {
  /** Every place where a row's code was found, in the order of sheets and rows. */
  readonly byId: ReadonlyMap<string, readonly FoundRow[]>;
  readonly findings: readonly Finding[];
};

/** Without these a table cannot be read as it was meant. */
const wantedKeys: readonly ColumnKey[] = ['answer', 'state'];

export function findRows(book: Book, index: CodeIndex, headings: ReadonlyMap<string, ColumnKey>): FoundRows {
  const byId = new Map<string, FoundRow[]>();
  const findings: Finding[] = [];
  const isCode = (text: string) => index.find(text) !== null;
  for (const sheet of book.sheets) {
    if (sheet.beyond > 0) {
      findings.push(finding('cells_beyond', 'warning', { ...wholeFile, sheet: sheet.name }, { count: sheet.beyond }));
    }
    const tables = findTables(sheet, { headings, isCode });
    for (const table of tables) {
      const rows = gather(table, index, findings, byId);
      if (rows > 0) findings.push(...aboutColumns(table));
    }
    if (tables.length === 0 && !isBackstage(sheet) && holdsText(sheet)) {
      findings.push(finding('sheet_unread', 'warning', { ...wholeFile, sheet: sheet.name }));
    }
  }
  return { byId, findings };
}

/** @returns how many rows of the table answer something */
function gather(table: Table, index: CodeIndex, findings: Finding[], byId: Map<string, FoundRow[]>): number {
  let rows = 0;
  const strange: Cell[] = [];
  const known = new Set(table.columns.values());
  for (const row of table.rows) {
    const cells = table.sheet.rows.get(row)!;
    const cell = (key: ColumnKey) => cells.get(table.columns.get(key) ?? 0);
    const text = textAt(cell('code'));
    const layout = text === null ? null : index.find(text);
    if (layout) {
      rows += 1;
      if (table.keyed) strange.push(...[...cells.values()].filter((one) => !known.has(one.column) && isText(one)));
      const found = { layout, sheet: table.sheet, row, columns: table.columns, cell };
      const others = byId.get(layout.id);
      if (others) others.push(found);
      else byId.set(layout.id, [found]);
    } else findings.push(...aboutStranger(table, row, cell, index));
  }
  const byColumn = Map.groupBy(strange, ({ column }) => column);
  const unread = strange.filter(({ column }) => !isCount(byColumn.get(column)!));
  const [first] = unread;
  if (first) {
    const spot = spotOf(table.sheet.name, first.row, first.column, null);
    findings.push(finding('columns_unread', 'warning', spot, { count: unread.length }));
  }
  return rows;
}

/** Numbers that go up from row to row only count the rows, as some programs and people do. */
function isCount(cells: readonly Cell[]): boolean {
  const numbers = cells.map(({ content }) => (content?.kind === 'number' ? content.number : Number.NaN));
  return numbers.length > 1 && numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}

/** A row that is none of ours, but holds an answer or what looks like a code. */
function aboutStranger(
  table: Table,
  row: number,
  cell: (key: ColumnKey) => Cell | undefined,
  index: CodeIndex,
): Finding[] {
  const filled = openColumns.filter((key) => isText(cell(key)));
  const code = cell('code');
  const typed = quoted(shownText(code?.content ?? null));
  const spot = spotOf(table.sheet.name, row, table.columns.get('code')!, null);
  if (typed === '' || code?.formula) {
    return filled.length > 0 ? [finding('code_missing', 'warning', spot)] : [];
  }
  if (filled.length === 0 && !looksLikeCode(typed)) return [];
  const near = nearCodes(typed, index);
  const severity = filled.length > 0 ? 'error' : 'warning';
  return [finding('code_unknown', severity, spot, { typed, near: near[0] ?? 'none' })];
}

function aboutColumns(table: Table): Finding[] {
  const spot = { ...wholeFile, sheet: table.sheet.name };
  if (!table.headed) return [finding('headings_missing', 'warning', spot)];
  return wantedKeys
    .filter((key) => !table.columns.has(key))
    .map((key) => finding('column_missing', key === 'answer' ? 'error' : 'warning', spot, { column: key }));
}

/** True where a person put something there: spaces are nothing. */
export function hasContent(cell: Cell | undefined): boolean {
  if (!cell) return false;
  return cell.formula || cell.content?.kind !== 'text' || cell.content.text.trim() !== '';
}

/** The same for what was typed: a calculated cell in no row of ours is somebody's own sum. */
function isText(cell: Cell | undefined): cell is Cell {
  return hasContent(cell) && !cell?.formula;
}

const holdsText = ({ rows }: Sheet) => [...rows.values()].some((cells) => [...cells.values()].some(isText));
