/**
 * A workbook as its writers describe it, without exceljs: the part of exceljs's interface that they use, recorded as
 * plain values. The same writers are used for both, so that a filled template equals what exceljs would write.
 */
import type { CellValue, DataValidation, Style, Workbook } from 'exceljs';
import { columnLetters, readPlace } from '../../read/place.ts';

export type RecordedCell = { value?: CellValue; style?: Partial<Style>; dataValidation?: DataValidation };

export type RecordedRow = {
  height?: number;
  hidden?: boolean;
  /** By column number, counted from 1. */
  readonly cells: Map<number, RecordedCell>;
};

export type RecordedSheet = {
  readonly name: string;
  readonly options: { readonly headerFooter?: { readonly oddHeader?: string; readonly oddFooter?: string } };
  readonly rows: Map<number, RecordedRow>;
  /** Everything except cells: columns, validations of ranges, formats, protection. */
  readonly rest: unknown[];
};

export type RecordedBook = {
  readonly sheets: RecordedSheet[];
  readonly names: [address: string, name: string][];
  readonly properties: { title?: string; created?: Date; modified?: Date };
};

/** @param describe - writes to the workbook as it would to one of exceljs */
export function recordBook(describe: (book: Workbook) => void): RecordedBook {
  const sheets: RecordedSheet[] = [];
  const names: [string, string][] = [];
  const properties = {};
  const book = Object.assign(properties, {
    addWorksheet: (name: string, options: RecordedSheet['options'] = {}) => {
      const sheet: RecordedSheet = { name, options, rows: new Map(), rest: [] };
      sheets.push(sheet);
      return recorder(sheet);
    },
    definedNames: { add: (address: string, name: string) => void names.push([address, name]) },
  });
  describe(book as unknown as Workbook);
  return { sheets, names, properties };
}

function recorder({ rows, rest }: RecordedSheet) {
  const rowOf = (number: number) => {
    const known = rows.get(number);
    if (known) return known;
    const cells = new Map<number, RecordedCell>();
    const row = { cells, getCell: (column: number) => cellOf(cells, column) };
    rows.set(number, row);
    return row;
  };
  return {
    set columns(columns: unknown) {
      rest.push(['columns', columns]);
    },
    getRow: rowOf,
    getCell: (at: string | number, column?: number) => {
      const place = typeof at === 'string' ? readPlace(at)! : { row: at, column: column! };
      return cellOf(rowOf(place.row).cells, place.column);
    },
    getColumn: (column: number) => ({ letter: columnLetters(column) }),
    protect: (_: string, options: unknown) => void rest.push(['protect', options]),
    dataValidations: { add: (range: string, rule: unknown) => void rest.push(['validation', range, rule]) },
    addConditionalFormatting: (rule: unknown) => void rest.push(['format', rule]),
  };
}

function cellOf(cells: Map<number, RecordedCell>, column: number): RecordedCell {
  const known = cells.get(column);
  if (known) return known;
  const cell: RecordedCell = {};
  cells.set(column, cell);
  return cell;
}
