/** Reads the cells of one sheet. Empty cells are skipped; cells far outside the layout are counted, not stored. */
import { type Attributes, walkXml } from '../guard/xml.ts';
import type { ThemeColours } from './colours.ts';
import {
  type CellContent,
  isoOfSerial,
  type SheetCell,
  type Struck,
  seenNumber,
  textContent,
  type Unseen,
} from './content.ts';
import {
  longestConstant,
  longestFormula,
  needsReading,
  readLinkFormula,
  readTruthFormula,
  toOtherFile,
} from './formula.ts';
import { coverCells, hideByRule, type Merge } from './merges.ts';
import type { ShownAs } from './number-format.ts';
import { cellName, mostRows, readPlace } from './place.ts';
import { PlainCell } from './plain-cell.ts';
import { type CellsOfRow, RowCells } from './row-cells.ts';
import { decodeEscapes, type SharedStrings, type Strokes, TextGatherer } from './shared-strings.ts';
import { type CellStyle, plainStyle, type Styles, unseenFace } from './styles.ts';
import { isTrue, lastColumn, lastRow, SheetSurroundings } from './surroundings.ts';
import { decimalNumber, wholeNumber } from './xml-number.ts';

export type SheetContext = {
  /** Null if the package has no shared strings table. */
  readonly strings: SharedStrings | null;
  readonly styles: Styles;
  readonly theme: ThemeColours;
  readonly from1904: boolean;
  /** Number of cells that may still be stored. */
  readonly room: { cells: number };
  /** Addresses of hyperlinks by their relationship id in this sheet. */
  readonly links: ReadonlyMap<string, string>;
};

export type SheetCells = {
  /** By row number, then by column number. Rows in the order of the file. */
  readonly rows: ReadonlyMap<number, CellsOfRow>;
  /** Number of cells with content that are not in `rows`: too far out, or too many. */
  readonly beyond: number;
  /** Those of them that were not stored because the sheet or the workbook has too many. */
  readonly crowded: number;
  /** References of cells with content whose reference is invalid or belongs to another row; they are not in `rows`. */
  readonly misplaced: readonly string[];
  /**
   * Cells with content that are inside, or whose content is inside, an element that is not in the format; nothing of
   * them is in `rows`.
   */
  readonly wrapped: readonly string[];
  readonly merges: readonly Merge[];
  /** Number of merges that were not read. */
  readonly mergesBeyond: number;
  /** Hidden rows with content. */
  readonly hiddenRows: ReadonlySet<number>;
  /** Hidden columns, from and to. */
  readonly hiddenColumns: readonly (readonly [from: number, to: number])[];
  /** References to other files: names of cells, and whether rules (validation, conditional format) have any. */
  readonly outside: { readonly cells: readonly string[]; readonly rules: boolean };
  /** Targets of hyperlinks, by cell. */
  readonly links: ReadonlyMap<string, string>;
  /** Headers and footers of its pages, including their codes. */
  readonly heads: readonly string[];
  /** True if a cell refers to the shared strings table, which the package does not have. */
  readonly textsMissing: boolean;
};

const mostMisplaced = 200;
/** Row height, in points, that shows less than half a line. */
const leastHeight = 5;
const mostOutside = 50;
/** A picture in a cell, which some programs store as the text of a formula. */
const pictureInCell = /^=(?:_xlfn\.)?DISPIMG\(/i;

export function readSheet(bytes: Uint8Array, part: string, context: SheetContext): SheetCells {
  const reader = new SheetReader(context);
  walkXml(bytes, part, reader);
  return reader.cells();
}

type Mutable<Whole> = { -readonly [Key in keyof Whole]: Whole[Key] };

class SheetReader {
  readonly #context: SheetContext;
  readonly #around: SheetSurroundings;
  readonly #rows = new Map<number, RowCells>();
  readonly #inline: TextGatherer;
  readonly #plain = new PlainCell();
  readonly #hiddenRows = new Set<number>();
  readonly #misplaced: string[] = [];
  readonly #wrapped = new Set<string>();
  readonly #outsideCells: string[] = [];
  #beyond = 0;
  #crowded = 0;
  #rowGiven: 'none' | 'right' | 'wrong' = 'none';
  #rowHidden = false;
  /** The reference of the current cell, if it is invalid or in another row. */
  #wrongPlace: string | null = null;
  #formulaText = '';
  #textsMissing = false;
  #depth = 0;
  /** Depth of the current element that is not in the format; 0 outside such an element. */
  #strangeAt = 0;
  /** Reference of the cell within it; null within an extension, which contains no answers. */
  #strangeCell: string | null = null;
  #inData = false;
  #row = 0;
  #rowCells: RowCells | null = null;
  #column = 0;
  #cellRow = 0;
  #inCell = false;
  #type = '';
  /** Index of its style; not a number for a style that no workbook has. */
  #style = 0;
  #value: string | null = null;
  /** Index of its shared text; -1 without one. */
  #shared = -1;
  #hasInline = false;
  #formula = false;
  #taking: 'value' | 'formula' | null = null;
  /** Number of values and texts of the cell; only one can be meant. */
  #valueCount = 0;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#around = new SheetSurroundings(context.links, context.styles.hiding);
    this.#inline = new TextGatherer(context.theme);
  }

  // Handlers are properties, as they are called without their object.
  readonly open = (name: string | null, attributes: Attributes): void => {
    this.#depth += 1;
    if (this.#strangeAt > 0) this.#openStrange(attributes);
    else if (this.#inCell) this.#openInCell(name, attributes);
    else if (name === 'c' && this.#inData && this.#depth === 4) this.#openCell(attributes);
    else if (name === 'row' && this.#inData && this.#depth === 3) this.#openRow(attributes);
    else if (name === 'sheetData' && this.#depth === 2) this.#inData = true;
    else if (this.#inData || name === 'sheetData' || (name === 'extLst' && this.#depth === 2))
      this.#enterStrange(name, attributes, '?');
    else this.#around.open(name, attributes);
  };

  readonly close = (name: string | null): void => {
    if (this.#strangeAt > 0) {
      if (this.#depth === this.#strangeAt) this.#strangeAt = 0;
    } else if (this.#inCell) {
      if (this.#depth === 4) this.#closeCell();
      else if (name === 'v' || name === 'f') this.#taking = null;
      else this.#inline.close(name);
    } else if (name === 'sheetData' && this.#depth === 2) this.#inData = false;
    else this.#around.close(name);
    this.#depth -= 1;
  };

  readonly text = (text: string): void => {
    if (this.#strangeAt > 0) {
      if (this.#strangeCell !== null && text.trim() !== '') this.#addWrapped(this.#strangeCell);
      return;
    }
    if (!this.#inCell) {
      this.#around.text(text);
      return;
    }
    if (this.#taking === 'value' && this.#depth === 5) this.#value = (this.#value ?? '') + text;
    else if (this.#taking === 'formula') this.#formulaText = (this.#formulaText + text).slice(0, longestFormula);
    else this.#inline.add(text);
  };

  /** Most cells are read at once; without an element that is not in the format around them. */
  readonly whole = (xml: string, at: number, decode: (text: string) => string): number => {
    if (!this.#inData || this.#depth !== 3 || this.#strangeAt > 0) return -1;
    // All that follow each other, as the cells of a row do.
    let end = -1;
    for (let after = this.#plain.read(xml, at); after >= 0; after = this.#plain.read(xml, after)) {
      this.#takePlain(decode);
      end = after;
    }
    return end;
  };

  #takePlain(decode: (text: string) => string): void {
    const plain = this.#plain;
    const { row, column, formula, value, shared } = plain;
    this.#column = column;
    if (formula === null && value === null && shared < 0) return;
    const wrong = this.#rowGiven === 'right' && row !== this.#row;
    this.#startCell(row, wrong ? cellName(row, column) : null, plain.type, plain.style);
    if (formula !== null) {
      this.#formula = true;
      const reads = formula.length <= longestConstant || needsReading.test(formula);
      if (reads) this.#formulaText = decode(formula).slice(0, longestFormula);
    }
    if (value !== null) this.#value = decode(value);
    this.#shared = shared;
    this.#closeCell();
  }

  cells(): SheetCells {
    const { merges, mergesBeyond, hiddenColumns, outsideRules, links, heads, hiding } = this.#around;
    hideByRule(this.#rows, hiding);
    const uncovered = coverCells(this.#rows, merges);
    return {
      rows: this.#rows,
      beyond: this.#beyond,
      crowded: this.#crowded,
      misplaced: this.#misplaced,
      wrapped: [...this.#wrapped],
      merges,
      mergesBeyond: mergesBeyond + uncovered,
      hiddenRows: this.#hiddenRows,
      hiddenColumns,
      outside: { cells: this.#outsideCells, rules: outsideRules },
      links,
      heads,
      textsMissing: this.#textsMissing,
    };
  }

  /**
   * Programs differ in how they interpret alternative content and foreign elements, so nothing of them is read; a
   * cell with content inside is reported.
   */
  #enterStrange(name: string | null, attributes: Attributes, cell: string): void {
    this.#strangeAt = this.#depth;
    this.#strangeCell = name === 'extLst' ? null : cell;
    this.#openStrange(attributes);
  }

  #openStrange(attributes: Attributes): void {
    const place = this.#strangeCell === null ? null : readPlace(attributes.get('r') ?? '');
    if (place) this.#strangeCell = cellName(place.row, place.column);
  }

  #addWrapped(cell: string): void {
    if (this.#wrapped.size < mostMisplaced) this.#wrapped.add(cell);
  }

  #openRow(attributes: Attributes): void {
    const written = attributes.get('r');
    const given = wholeNumber(written);
    const right = given > 0 && given <= mostRows;
    this.#rowGiven = written === undefined ? 'none' : right ? 'right' : 'wrong';
    this.#rowHidden =
      isTrue(attributes.get('hidden')) || decimalNumber(attributes.get('ht') ?? `${leastHeight}`) < leastHeight;
    this.#row = right ? given : this.#row + 1;
    this.#column = 0;
    this.#rowCells = null;
  }

  #openCell(attributes: Attributes): void {
    const r = attributes.get('r');
    const place = r === undefined ? null : readPlace(r);
    this.#column = place ? place.column : this.#column + 1;
    // A position that no sheet has, one of another row, or none at all: programs interpret these differently.
    const wrong = place
      ? this.#rowGiven === 'right' && place.row !== this.#row
      : r !== undefined || this.#rowGiven === 'wrong';
    const row = place ? place.row : this.#row;
    this.#startCell(
      row,
      wrong ? (r ?? '?') : null,
      attributes.get('t') ?? 'n',
      wholeNumber(attributes.get('s') ?? '0'),
    );
    this.#inCell = true;
  }

  #startCell(row: number, wrongPlace: string | null, type: string, style: number): void {
    this.#cellRow = row;
    this.#wrongPlace = wrongPlace;
    this.#formulaText = '';
    this.#type = type;
    this.#style = style;
    this.#value = null;
    this.#shared = -1;
    this.#hasInline = false;
    this.#formula = false;
    this.#taking = null;
    this.#valueCount = 0;
  }

  #openInCell(name: string | null, attributes: Attributes): void {
    if (name === 'v' && this.#depth === 5) {
      this.#taking = 'value';
      this.#valueCount += 1;
    } else if (name === 'f' && this.#depth === 5) {
      this.#taking = 'formula';
      this.#formula = true;
    } else if (name === 'is' && this.#depth === 5) {
      this.#hasInline = true;
      this.#valueCount += 1;
      this.#inline.start();
    } else if (this.#depth === 5) this.#enterStrange(name, attributes, this.#cellName());
    else if (this.#hasInline) this.#inline.open(name, attributes);
  }

  #cellName(): string {
    return cellName(this.#cellRow, this.#column);
  }

  #closeCell(): void {
    this.#inCell = false;
    if (this.#hasInline && this.#inline.wrapped) this.#addWrapped(this.#cellName());
    let content = this.#content();
    const truth = this.#formula ? readTruthFormula(this.#formulaText) : null;
    if (truth !== null && shows(content, truth)) {
      content = { kind: 'boolean', truth };
      this.#formula = false;
    }
    if (content?.kind === 'text' && content.text.startsWith('=') && pictureInCell.test(content.text)) {
      this.#formula = true;
    }
    if (content === null && !this.#formula) return;
    if (this.#wrongPlace !== null) {
      if (this.#misplaced.length < mostMisplaced) this.#misplaced.push(this.#wrongPlace.slice(0, 20));
      return;
    }
    const far = this.#column > lastColumn || this.#cellRow > lastRow;
    if (far || this.#context.room.cells <= 0) {
      this.#beyond += 1;
      if (!far) this.#crowded += 1;
      return;
    }
    if (this.#rowHidden) this.#hiddenRows.add(this.#cellRow);
    if (this.#formula && toOtherFile.test(this.#formulaText) && this.#outsideCells.length < mostOutside) {
      this.#outsideCells.push(this.#cellName());
    }
    this.#context.room.cells -= 1;
    const cells = this.#cellsOf(this.#cellRow);
    const twice = cells.get(this.#column) !== undefined;
    cells.set(this.#cell(content, twice ? { kind: 'broken', why: 'twice' } : content));
  }

  /** Properties that few cells have are added after the others, so that nearly all cells have the same shape. */
  #cell(written: CellContent | null, content: CellContent | null): SheetCell {
    const cell: Mutable<SheetCell> = { row: this.#cellRow, column: this.#column, content, formula: this.#formula };
    const runs = this.#runs();
    const look = this.#styleOf();
    const struck = runs || look.struck ? struckIn(look, runs) : null;
    const unseen = written === null || (look.plain && !runs) ? null : unseenIn(look, runs, written);
    const link = this.#formula ? readLinkFormula(this.#formulaText) : null;
    if (struck) cell.struck = struck;
    if (unseen) cell.unseen = unseen;
    if (this.#style === 0) cell.bare = true;
    if (link) cell.link = link;
    return cell;
  }

  #cellsOf(row: number): RowCells {
    if (row === this.#row && this.#rowCells) return this.#rowCells;
    const cells = this.#rows.get(row) ?? new RowCells();
    this.#rows.set(row, cells);
    if (row === this.#row) this.#rowCells = cells;
    return cells;
  }

  #content(): CellContent | null {
    if (this.#valueCount > 1) return { kind: 'broken', why: 'twice' };
    if (this.#shared >= 0) return this.#sharedContent(this.#shared);
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
        return truthOf(value.trim().toLowerCase());
      case 'e':
        return { kind: 'error', text: value.trim() };
      case 'd':
        return { kind: 'date', iso: isoOfText(value.trim()), written: value.trim() };
      default:
        return { kind: 'broken', why: 'unknown_type' };
    }
  }

  #sharedText(value: string): CellContent | null {
    return this.#sharedContent(wholeNumber(value));
  }

  #sharedContent(index: number): CellContent | null {
    const { strings } = this.#context;
    if (strings === null) this.#textsMissing = true;
    const content = strings?.contents[index];
    return content === undefined ? { kind: 'broken', why: 'text_missing' } : content;
  }

  #number(written: string): CellContent {
    const number = decimalNumber(written);
    if (Number.isNaN(number)) return { kind: 'broken', why: 'not_a_number' };
    const { as: ofFormat, sections } = this.#styleOf();
    const as = sections?.find(({ holds }) => holds(number))?.as ?? ofFormat;
    return as === 'date'
      ? { kind: 'date', iso: isoOfSerial(number, this.#context.from1904), written }
      : { kind: 'number', ...seenNumber(number, written), as, from1904: this.#context.from1904 };
  }

  #styleOf(): CellStyle {
    return this.#context.styles.cells[this.#style] ?? plainStyle;
  }

  /** Null for a text of one run, which has the format of its cell. */
  #runs(): Strokes | null {
    if (this.#hasInline) return this.#inline.formatted ? this.#inline.strokes() : null;
    const strokes = this.#type === 's' ? this.#context.strings?.strokes : undefined;
    if (strokes === undefined || strokes.size === 0) return null;
    return strokes.get(this.#shared < 0 ? wholeNumber(this.#value ?? '') : this.#shared) ?? null;
  }
}

function struckIn({ struck }: CellStyle, runs: Strokes | null): Struck | null {
  if (!runs) return struck ? 'all' : null;
  const any = runs.struck || (struck && runs.asCell);
  return any ? (runs.plain || (!struck && runs.asCell) ? 'part' : 'all') : null;
}

/** Why the format of the cell hides its content. */
function unseenIn(style: CellStyle, runs: Strokes | null, content: CellContent): Unseen | null {
  const { ground, unseen } = style;
  for (const face of runs?.faces ?? []) {
    const why = unseenFace(face, ground);
    if (why) return why;
  }
  if (unseen && (!runs || runs.asCell)) return unseen;
  const shown = shownBy(style, content);
  return shown === 'content' ? null : shown === 'nothing' ? 'format' : 'words';
}

function shownBy({ showing, sections }: CellStyle, content: CellContent): ShownAs {
  // Of a date, the section that applies is known to show one.
  if (sections && content.kind === 'date') return 'content';
  if (!sections || content.kind !== 'number') return showing[sortOf(content)];
  return sections.find(({ holds }) => holds(content.number))?.shown(content.number) ?? 'content';
}

/** The section of a number format that applies to a content. */
function sortOf(content: CellContent): 'positive' | 'negative' | 'zero' | 'text' {
  if (content.kind === 'date') return 'positive';
  if (content.kind !== 'number') return 'text';
  return content.number > 0 ? 'positive' : content.number < 0 ? 'negative' : 'zero';
}

/** In a cell for text, the result of a formula that is true is the number 1. */
const shows = (content: CellContent | null, truth: boolean): boolean =>
  (content?.kind === 'boolean' && content.truth === truth) ||
  (content?.kind === 'number' && content.number === Number(truth));

/** Programs differ in what they read of a 2, a word or a space, so that none of them is a yes or a no. */
function truthOf(written: string): CellContent {
  const truth = written === '1' || written === 'true';
  const known = truth || written === '0' || written === 'false';
  return known ? { kind: 'boolean', truth } : { kind: 'broken', why: 'not_true_or_false' };
}

/** Date of an ISO 8601 date or instant, or null if the calendar has no such day. */
function isoOfText(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text)?.[1];
  const time = iso === undefined ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso!;
}
