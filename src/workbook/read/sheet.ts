/** The cells of one sheet. Empty cells, however styled, cost nothing; what lies far out is counted, not kept. */
import { type Attributes, walkXml } from '../guard/xml.ts';
import { type Cell, type Content, isoOfSerial, textContent } from './content.ts';
import { cellName, readPlace } from './place.ts';
import { decodeEscapes, TextGatherer } from './shared-strings.ts';
import type { NumberKind } from './styles.ts';

export type SheetContext = {
  /** Null where the package has no table of texts. */
  readonly strings: readonly string[] | null;
  readonly kinds: readonly NumberKind[];
  readonly from1904: boolean;
  /** Cells that may still be kept. */
  readonly room: { cells: number };
  /** Addresses of links by the id they have in this sheet. */
  readonly links: ReadonlyMap<string, string>;
};

export type SheetCells = {
  /** By row number; within a row by column number. Rows in the order of the file. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, Cell>>;
  /** Cells with content that are not in `rows`: too far out, or too many. */
  readonly beyond: number;
  /** Addresses that cells lead to when clicked, by cell name. */
  readonly links: ReadonlyMap<string, string>;
  /** True where a cell wants a table of texts that the package does not have. */
  readonly textsMissing: boolean;
};

/** Sheets of ours end at row 200 and column 17; copies stacked in one sheet have room. */
const lastRow = 20_000;
const lastColumn = 256;
const mostLinks = 5_000;

export function readSheet(bytes: Uint8Array, part: string, context: SheetContext): SheetCells {
  const reader = new SheetReader(context);
  walkXml(bytes, part, reader);
  return reader.cells();
}

class SheetReader {
  readonly #context: SheetContext;
  readonly #rows = new Map<number, Map<number, Cell>>();
  readonly #links = new Map<string, string>();
  readonly #inline = new TextGatherer();
  #beyond = 0;
  #textsMissing = false;
  #depth = 0;
  #inData = false;
  #row = 0;
  #rowCells: Map<number, Cell> | null = null;
  #column = 0;
  #cellRow = 0;
  #inCell = false;
  #type = '';
  #style = '';
  #value: string | null = null;
  #hasInline = false;
  #formula = false;
  #taking = false;
  /** Values and texts that the cell holds; it can mean but one. */
  #said = 0;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  // Handlers are properties, as they are called without their object.
  readonly open = (name: string | null, attributes: Attributes): void => {
    this.#depth += 1;
    if (this.#inCell) this.#openInCell(name);
    else if (name === 'c' && this.#inData && this.#depth === 4) this.#openCell(attributes);
    else if (name === 'row' && this.#inData && this.#depth === 3) this.#openRow(attributes.get('r'));
    else if (name === 'sheetData' && this.#depth === 2) this.#inData = true;
    else if (name === 'hyperlink' && !this.#inData) this.#addLink(attributes);
  };

  readonly close = (name: string | null): void => {
    if (this.#inCell) {
      if (this.#depth === 4) this.#closeCell();
      else if (name === 'v') this.#taking = false;
      else this.#inline.close(name);
    } else if (name === 'sheetData' && this.#depth === 2) this.#inData = false;
    this.#depth -= 1;
  };

  readonly text = (text: string): void => {
    if (!this.#inCell) return;
    if (this.#taking && this.#depth === 5) this.#value = (this.#value ?? '') + text;
    else this.#inline.add(text);
  };

  cells(): SheetCells {
    return { rows: this.#rows, beyond: this.#beyond, links: this.#links, textsMissing: this.#textsMissing };
  }

  #openRow(written: string | undefined): void {
    const given = written === undefined ? Number.NaN : Number(written);
    this.#row = Number.isInteger(given) && given > 0 ? given : this.#row + 1;
    this.#column = 0;
    this.#rowCells = null;
  }

  #openCell(attributes: Attributes): void {
    const r = attributes.get('r');
    const place = r === undefined ? null : readPlace(r);
    this.#column = place ? place.column : this.#column + 1;
    this.#cellRow = place ? place.row : this.#row;
    this.#inCell = true;
    this.#type = attributes.get('t') ?? 'n';
    this.#style = attributes.get('s') ?? '';
    this.#value = null;
    this.#hasInline = false;
    this.#formula = false;
    this.#taking = false;
    this.#said = 0;
  }

  #openInCell(name: string | null): void {
    if (name === 'v' && this.#depth === 5) {
      this.#taking = true;
      this.#said += 1;
    } else if (name === 'f' && this.#depth === 5) this.#formula = true;
    else if (name === 'is' && this.#depth === 5) {
      this.#hasInline = true;
      this.#said += 1;
      this.#inline.start();
    } else if (this.#hasInline) this.#inline.open(name);
  }

  #closeCell(): void {
    this.#inCell = false;
    const content = this.#content();
    if (content === null && !this.#formula) return;
    if (this.#column > lastColumn || this.#cellRow > lastRow || this.#context.room.cells <= 0) {
      this.#beyond += 1;
      return;
    }
    this.#context.room.cells -= 1;
    const cells = this.#cellsOf(this.#cellRow);
    const here = { row: this.#cellRow, column: this.#column, formula: this.#formula };
    const twice = cells.has(this.#column);
    cells.set(this.#column, { ...here, content: twice ? { kind: 'broken', why: 'twice' } : content });
  }

  #cellsOf(row: number): Map<number, Cell> {
    if (row === this.#row && this.#rowCells) return this.#rowCells;
    const cells = this.#rows.get(row) ?? new Map<number, Cell>();
    this.#rows.set(row, cells);
    if (row === this.#row) this.#rowCells = cells;
    return cells;
  }

  #content(): Content | null {
    if (this.#said > 1) return { kind: 'broken', why: 'twice' };
    const value = this.#value;
    if (this.#hasInline || this.#type === 'inlineStr') {
      const text = this.#hasInline ? decodeEscapes(this.#inline.text()) : (value ?? '');
      return textContent(text);
    }
    if (value === null || value === '') return null;
    switch (this.#type) {
      case 's':
        return this.#sharedText(value);
      case 'str':
        return textContent(decodeEscapes(value));
      case 'n':
        return this.#number(value.trim());
      case 'b':
        return { kind: 'boolean', truth: value.trim() === '1' || value.trim().toLowerCase() === 'true' };
      case 'e':
        return { kind: 'error', text: value.trim() };
      case 'd':
        return { kind: 'date', iso: isoOfText(value.trim()), written: value.trim() };
      default:
        return { kind: 'broken', why: 'unknown_type' };
    }
  }

  #sharedText(value: string): Content | null {
    if (this.#context.strings === null) this.#textsMissing = true;
    const text = /^\s*\d+\s*$/.test(value) ? this.#context.strings?.[Number(value)] : undefined;
    if (text === undefined) return { kind: 'broken', why: 'text_missing' };
    return textContent(text);
  }

  #number(written: string): Content {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) return { kind: 'broken', why: 'not_a_number' };
    const number = Number(written);
    if (!Number.isFinite(number)) return { kind: 'broken', why: 'not_a_number' };
    const as = this.#context.kinds[Number(this.#style || 0)] ?? 'plain';
    return as === 'date'
      ? { kind: 'date', iso: isoOfSerial(number, this.#context.from1904), written }
      : { kind: 'number', number, written, as, from1904: this.#context.from1904 };
  }

  #addLink(attributes: Attributes): void {
    const id = attributes.getPrefixed('id');
    const target = id === undefined ? undefined : this.#context.links.get(id);
    const place = readPlace((attributes.get('ref') ?? '').split(':')[0] ?? '');
    if (!target || !place || this.#links.size >= mostLinks) return;
    this.#links.set(cellName(place.row, place.column), target);
  }
}

/** Day of a date or an instant in ISO 8601, or null where the calendar has no such day. */
function isoOfText(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text)?.[1];
  const time = iso === undefined ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso!;
}
