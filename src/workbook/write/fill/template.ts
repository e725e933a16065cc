/**
 * A package that exceljs wrote once, split into reusable pieces: each sheet by rows as written, with what the writers
 * described there. It is written for an invented country, and nothing about that country is in a workbook made from
 * it.
 */
import type { DataValidation, Font, Style } from 'exceljs';
import { strFromU8, strToU8 } from 'fflate';
import { readPlace } from '../../read/place.ts';
import type { RecordedBook, RecordedCell, RecordedSheet } from './recorded-book.ts';

export type TemplateRow = {
  readonly xml: Uint8Array;
  readonly height: number | undefined;
  readonly cells: ReadonlyMap<number, RecordedCell>;
  /** Number of cells that refer to the shared strings table. */
  readonly texts: number;
};

export type TemplateSheet = {
  readonly path: string;
  /** The XML before its rows, and after them. */
  readonly head: Uint8Array;
  readonly tail: string;
  /** True if its rows for answers grow with their text; the frozen rows of a section have fixed heights. */
  readonly grows: boolean;
  readonly rows: ReadonlyMap<number, TemplateRow>;
  /** Validations of single cells: a key for each, by address. */
  readonly validations: string;
  readonly options: RecordedSheet['options'];
};

export type Template = {
  /** Of everything except the content of cells: only workbooks with the same structure can use the template. */
  readonly structure: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly sheets: readonly TemplateSheet[];
  /** Indices in the shared strings table. */
  readonly texts: ReadonlyMap<string, number>;
  /** The string at each index; empty at free indices. */
  readonly items: readonly string[];
  readonly free: readonly number[];
  readonly styles: ReadonlyMap<Partial<Style>, string>;
  readonly fonts: ReadonlyMap<Partial<Font>, string>;
  /** Validations by their key, as written, without the cells. */
  readonly rules: ReadonlyMap<number, { readonly before: string; readonly after: string }>;
};

/** Not equal to any text of a workbook. */
const freed = Symbol('freed') as unknown as string;

/**
 * @param parts - what exceljs wrote for `book`
 * @param other - the same for another invented country: texts that it lacks belong to the first
 */
export function takeApart(parts: ReadonlyMap<string, Uint8Array>, book: RecordedBook, other: RecordedBook): Template {
  const textOf = (path: string) => strFromU8(parts.get(path)!);
  const items = [...textOf(textsPath).matchAll(/<si\/>|<si>.*?<\/si>/gs)].map(([item]) => item);
  const common = textsIn(other);
  const texts = new Map<string, number>();
  const styles = new Map<Partial<Style>, string>();
  const fonts = new Map<Partial<Font>, string>();
  const rules = new Map<number, { before: string; after: string }>();
  const free = new Set<number>();
  const sheets = book.sheets.map((sheet, place): TemplateSheet => {
    const path = `xl/worksheets/sheet${place + 1}.xml`;
    const xml = textOf(path);
    const [start, end] = [xml.indexOf('<sheetData>') + '<sheetData>'.length, xml.indexOf('</sheetData>')];
    const rows = new Map<number, TemplateRow>();
    for (const [whole, number] of xml.slice(start, end).matchAll(/<row r="(\d+)"(?:[^>]*\/>|.*?<\/row>)/gs)) {
      const described = sheet.rows.get(Number(number))!;
      const cells = new Map(described.cells);
      let count = 0;
      for (const [cellXml, address = ''] of whole.matchAll(cellPattern)) {
        const { column } = readPlace(address)!;
        const cell = described.cells.get(column)!;
        if (cell.style) styles.set(cell.style, / s="(\d+)"/.exec(cellXml)?.[1] ?? '0');
        const at = / t="s"><v>(\d+)/.exec(cellXml)?.[1];
        if (at === undefined) continue;
        count += 1;
        const { value } = cell;
        if (typeof value === 'string' && common.has(value)) texts.set(value, Number(at));
        else {
          free.add(Number(at));
          cells.set(column, { ...cell, value: freed });
        }
        noteFonts(value, items[Number(at)]!, fonts);
      }
      rows.set(Number(number), { xml: strToU8(whole), height: described.height, cells, texts: count });
    }
    const tail = xml.slice(end);
    noteRules(tail, sheet, rules);
    const head = xml.slice(0, start);
    const grows = head.includes('<pane ');
    const { options } = sheet;
    return { path, head: strToU8(head), tail, grows, rows, validations: validationsOf(sheet), options };
  });
  return {
    structure: structureOf(book),
    parts,
    sheets,
    texts,
    items: items.map((item, at) => (free.has(at) ? '<si><t></t></si>' : item)),
    free: [...free].sort((a, b) => a - b),
    styles,
    fonts,
    rules,
  };
}

export const textsPath = 'xl/sharedStrings.xml';
const cellPattern = /<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>.*?<\/c>)/gs;

export function structureOf({ sheets, names }: RecordedBook): string {
  return JSON.stringify([
    names,
    sheets.map(({ name, options: { headerFooter: _, ...options }, rest, rows }) => [
      name,
      options,
      rest,
      [...rows].flatMap(([number, { hidden }]) => (hidden ? [number] : [])),
    ]),
  ]);
}

/** The cells with a validation, each with its key; '' if there are none. */
export function validationsOf({ rows }: RecordedSheet): string {
  const found: string[] = [];
  for (const [number, { cells }] of rows)
    for (const [column, { dataValidation }] of cells)
      if (dataValidation) found.push(`${number} ${column} ${ruleKey(dataValidation)}`);
  return found.join('\n');
}

const keys = new WeakMap<DataValidation, number>();
const numbers = new Map<string, number>();

/** The same number for equal rules. */
export function ruleKey(rule: DataValidation): number {
  const known = keys.get(rule);
  if (known !== undefined) return known;
  const text = JSON.stringify(rule);
  const key = numbers.get(text) ?? numbers.size;
  numbers.set(text, key);
  keys.set(rule, key);
  return key;
}

function textsIn({ sheets }: RecordedBook): Set<string> {
  const found = new Set<string>();
  for (const { rows } of sheets)
    for (const { cells } of rows.values())
      for (const { value } of cells.values()) if (typeof value === 'string') found.add(value);
  return found;
}

function noteFonts(value: RecordedCell['value'], item: string, fonts: Map<Partial<Font>, string>): void {
  if (typeof value !== 'object' || value === null || !('richText' in value)) return;
  const written = [...item.matchAll(/<r>(<rPr>.*?<\/rPr>)?/gs)].map(([, font = '']) => font);
  value.richText.forEach(({ font }, at) => {
    if (font) fonts.set(font, written[at]!);
  });
}

/** A validation is written once for adjacent cells; the first cell identifies it. */
function noteRules(tail: string, sheet: RecordedSheet, rules: Map<number, { before: string; after: string }>): void {
  for (const [, before = '', first = '', after = ''] of tail.matchAll(
    /(<dataValidation [^>]*?sqref=")([A-Z]+\d+)[^"]*("\/>|".*?<\/dataValidation>)/gs,
  )) {
    const { row, column } = readPlace(first)!;
    const rule = sheet.rows.get(row)?.cells.get(column)?.dataValidation;
    if (rule) rules.set(ruleKey(rule), { before, after });
  }
}
