/**
 * A package that exceljs wrote once, taken apart: each sheet by rows as they are written, with what the writers had described
 * there. It is made of a country that does not exist, and what was stated of it is in no workbook that is made from it.
 */
import type { DataValidation, Font, Style } from 'exceljs';
import { strFromU8 } from 'fflate';
import { readPlace } from '../../read/place.ts';
import type { RecordedBook, RecordedCell, RecordedSheet } from './recorded-book.ts';

export type TemplateRow = {
  readonly xml: string;
  readonly height: number | undefined;
  readonly cells: ReadonlyMap<number, RecordedCell>;
  /** Cells that refer to the table of texts. */
  readonly texts: number;
};

export type TemplateSheet = {
  readonly path: string;
  /** Up to its rows, and after them. */
  readonly head: string;
  readonly tail: string;
  readonly rows: ReadonlyMap<number, TemplateRow>;
  /** Rules of single cells: a key for each by its address. */
  readonly validations: string;
  readonly options: RecordedSheet['options'];
};

export type Template = {
  /** Of all that is no content of a cell: only a workbook with the same can be made from it. */
  readonly structure: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
  readonly sheets: readonly TemplateSheet[];
  /** Places in the table of texts. */
  readonly texts: ReadonlyMap<string, number>;
  /** What is at each place; at those that are free, nothing. */
  readonly items: readonly string[];
  readonly free: readonly number[];
  readonly styles: ReadonlyMap<Partial<Style>, string>;
  readonly fonts: ReadonlyMap<Partial<Font>, string>;
  /** Rules of cells by their key, as written, without the cells. */
  readonly rules: ReadonlyMap<number, { readonly before: string; readonly after: string }>;
};

/** Equal to nothing that a workbook can hold. */
const freed = Symbol('freed') as unknown as string;

/**
 * @param parts - what exceljs wrote of `book`
 * @param other - of another country that does not exist: texts that it has not are of the first
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
      rows.set(Number(number), { xml: whole, height: described.height, cells, texts: count });
    }
    const tail = xml.slice(end);
    noteRules(tail, sheet, rules);
    return { path, head: xml.slice(0, start), tail, rows, validations: validationsOf(sheet), options: sheet.options };
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

/** The cells that have a rule, each with its rule; '' where none has. */
export function validationsOf({ rows }: RecordedSheet): string {
  const found: string[] = [];
  for (const [number, { cells }] of rows)
    for (const [column, { dataValidation }] of cells)
      if (dataValidation) found.push(`${number} ${column} ${ruleKey(dataValidation)}`);
  return found.join('\n');
}

const keys = new WeakMap<DataValidation, number>();
const numbers = new Map<string, number>();

/** The same number for rules that are the same. */
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

/** A rule is written once for neighbouring cells: the first of them shows which it is. */
function noteRules(tail: string, sheet: RecordedSheet, rules: Map<number, { before: string; after: string }>): void {
  for (const [, before = '', first = '', after = ''] of tail.matchAll(
    /(<dataValidation [^>]*?sqref=")([A-Z]+\d+)[^"]*("\/>|".*?<\/dataValidation>)/gs,
  )) {
    const { row, column } = readPlace(first)!;
    const rule = sheet.rows.get(row)?.cells.get(column)?.dataValidation;
    if (rule) rules.set(ruleKey(rule), { before, after });
  }
}
