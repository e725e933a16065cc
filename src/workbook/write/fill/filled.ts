/** Fills in a template: only what differs from it is written, exactly as exceljs would write it. */
import type { CellValue } from 'exceljs';
import { sectionRows } from '../../layout.ts';
import { cellName, columnLetters } from '../../read/place.ts';
import { legalText } from '../legal-text.ts';
import type { RecordedBook, RecordedCell, RecordedRow, RecordedSheet } from './recorded-book.ts';
import { ruleKey, type Template, type TemplateRow, type TemplateSheet, textsPath, validationsOf } from './template.ts';

/** The parts that differ, by path; null if the template lacks something that the workbook needs. */
export function fillIn(template: Template, book: RecordedBook): ReadonlyMap<string, Uint8Array> | null {
  const texts = openTexts(template);
  const parts = new Map<string, Uint8Array>();
  try {
    template.sheets.forEach((sheet, place) => {
      const xml = sheetXml(template, sheet, book.sheets[place]!, texts);
      if (xml !== null) parts.set(sheet.path, xml);
    });
  } catch (error) {
    if (error instanceof NotInTemplate) return null;
    throw error;
  }
  parts.set(textsPath, Buffer.from(texts.xml()));
  const core = template.parts.get('docProps/core.xml')!;
  parts.set('docProps/core.xml', Buffer.from(coreXml(Buffer.from(core).toString('utf8'), book)));
  return parts;
}

class NotInTemplate extends Error {}

type Texts = {
  readonly place: (item: string) => number;
  readonly plain: (text: string) => number;
  readonly refer: (times: number) => void;
  readonly xml: () => string;
};

/** The shared strings table: the template's strings, its free indices, then new strings. */
function openTexts({ texts, items, free }: Template): Texts {
  const own = items.slice();
  const left = free.toReversed();
  const known = new Map<string, number>();
  let count = 0;
  const place = (item: string): number => {
    const before = known.get(item);
    if (before !== undefined) return before;
    const at = left.pop() ?? own.length;
    own[at] = item;
    known.set(item, at);
    return at;
  };
  return {
    place,
    plain: (text) => texts.get(text) ?? place(`<si>${textXml(text)}</si>`),
    refer: (times) => {
      count += times;
    },
    xml: () =>
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${count}" uniqueCount="${own.length}">${own.join('')}</sst>`,
  };
}

const textXml = (text: string) => {
  const space = /^\s|\n|\s$/.test(text) ? ' xml:space="preserve"' : '';
  return `<t${space}>${legalText(escaped(text), textsPath)}</t>`;
};

/** Escapes like exceljs: the five special characters as references, and characters that XML forbids removed. */
const escaped = (text: string): string =>
  signs.test(text) ? text.replace(allSigns, (sign) => references[sign] ?? '') : text;
const references: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const signs = /["&'<>\x7f\x00-\x08\x0b\x0c\x0e-\x1f]/;
const allSigns = new RegExp(signs, 'g');

/** Null if it is that of the template. Rows that do not differ are neither encoded nor, if no row does, compressed again. */
function sheetXml(template: Template, sheet: TemplateSheet, now: RecordedSheet, texts: Texts): Uint8Array | null {
  const pieces: Uint8Array[] = [sheet.head];
  let same = now.rows.size === sheet.rows.size;
  let written = '';
  const endWritten = () => {
    if (written !== '') pieces.push(Buffer.from(written));
    written = '';
  };
  for (const number of [...now.rows.keys()].sort((a, b) => a - b)) {
    const row = now.rows.get(number)!;
    const before = sheet.rows.get(number);
    if (before && isSame(before, row)) {
      texts.refer(before.texts);
      endWritten();
      pieces.push(before.xml);
    } else {
      same = false;
      written += rowXml(template, number, row, texts, sheet.grows);
    }
  }
  const tail = tailXml(template, sheet, now);
  if (same && tail === sheet.tail) return null;
  written += tail;
  endWritten();
  return Buffer.concat(pieces);
}

function isSame(before: TemplateRow, row: RecordedRow): boolean {
  if (before.height !== row.height || before.cells.size !== row.cells.size) return false;
  for (const [column, cell] of row.cells) {
    const other = before.cells.get(column);
    if (!other || other.style !== cell.style || !sameValue(other.value, cell.value)) return false;
  }
  return true;
}

function sameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  return 'formula' in a && 'formula' in b && a.formula === b.formula && a.result === b.result;
}

function rowXml(template: Template, number: number, row: RecordedRow, texts: Texts, grows: boolean): string {
  const columns = [...row.cells.keys()].sort((a, b) => a - b);
  const cells = columns.map((column) => {
    const cell = row.cells.get(column)!;
    return cellXml(template, cellName(number, column), cell, texts);
  });
  const byHand = !grows || number < sectionRows.first ? ' customHeight="1"' : '';
  const height = row.height === undefined ? '' : ` ht="${row.height}"${byHand}`;
  const spans = columns.length > 0 ? ` spans="${columns[0]}:${columns.at(-1)}"` : '';
  const hidden = row.hidden ? ' hidden="1"' : '';
  return `<row r="${number}"${height}${hidden}${spans} x14ac:dyDescent="0.25">${cells.join('')}</row>`;
}

function cellXml(template: Template, address: string, { value, style }: RecordedCell, texts: Texts): string {
  const number = style === undefined ? '0' : template.styles.get(style);
  if (number === undefined) throw new NotInTemplate();
  const look = number === '0' ? '' : ` s="${number}"`;
  if (value === undefined || value === null) return look === '' ? '' : `<c r="${address}"${look}/>`;
  const start = `<c r="${address}"${look}`;
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  if (typeof value === 'string') {
    texts.refer(1);
    return `${start} t="s"><v>${texts.plain(value)}</v></c>`;
  }
  if (value instanceof Date) return `${start}><v>${25_569 + value.getTime() / 86_400_000}</v></c>`;
  if (typeof value === 'object' && 'richText' in value) {
    const runs = value.richText.map(({ font, text }) => {
      const written = font === undefined ? '' : template.fonts.get(font);
      if (written === undefined) throw new NotInTemplate();
      return `<r>${written}${textXml(text)}</r>`;
    });
    texts.refer(1);
    return `${start} t="s"><v>${texts.place(`<si>${runs.join('')}</si>`)}</v></c>`;
  }
  if (typeof value === 'object' && 'formula' in value) {
    const { formula, result } = value as { formula: string; result?: unknown };
    const written = formulaXml(formula);
    if (typeof result === 'number') return `${start}>${written}<v>${result}</v></c>`;
    if (typeof result === 'string') return `${start} t="str">${written}<v>${escaped(result)}</v></c>`;
    if (result === undefined || result === null) return `${start}>${written}</c>`;
  }
  throw new NotInTemplate();
}

/** The formulas of a template are the same in every workbook, and long. */
const formulas = new Map<string, string>();
const mostFormulas = 20_000;

function formulaXml(formula: string): string {
  const known = formulas.get(formula);
  if (known !== undefined) return known;
  if (formulas.size >= mostFormulas) formulas.clear();
  const written = `<f>${escaped(formula)}</f>`;
  formulas.set(formula, written);
  return written;
}

function tailXml(template: Template, { tail, options, validations }: TemplateSheet, now: RecordedSheet): string {
  let xml = tail;
  const own = now.options.headerFooter;
  if (own) {
    for (const kind of ['oddHeader', 'oddFooter'] as const) {
      if (own[kind] === options.headerFooter?.[kind]) continue;
      const written = `<${kind}>${escaped(own[kind]!)}</${kind}>`;
      xml = xml.replace(new RegExp(`<${kind}>.*?</${kind}>`, 's'), () => written);
    }
  }
  return validationsOf(now) === validations ? xml : withValidations(template, xml, now);
}

/** Rewrites the validations of single cells, one for each run of adjacent cells in a column; those of ranges remain. */
function withValidations(template: Template, tail: string, { rows, rest }: RecordedSheet): string {
  const runs: { key: number; column: number; first: number; last: number }[] = [];
  const open = new Map<number, (typeof runs)[number]>();
  for (const number of [...rows.keys()].sort((a, b) => a - b))
    for (const [column, { dataValidation }] of rows.get(number)!.cells) {
      if (!dataValidation) continue;
      const key = ruleKey(dataValidation);
      const run = open.get(column);
      if (run?.key === key && run.last === number - 1) run.last = number;
      else {
        const begun = { key, column, first: number, last: number };
        open.set(column, begun);
        runs.push(begun);
      }
    }
  const ranges = new Set(
    rest.flatMap((one) => (Array.isArray(one) && one[0] === 'validation' ? [String(one[1])] : [])),
  );
  const kept = [...tail.matchAll(/<dataValidation [^>]*?sqref="([^"]*)"(?:\/>|.*?<\/dataValidation>)/gs)]
    .filter(([, range = '']) => ranges.has(range))
    .map(([whole]) => whole);
  const written = runs.map(({ key, column, first, last }) => {
    const rule = template.rules.get(key);
    if (!rule) throw new NotInTemplate();
    const letter = columnLetters(column);
    return `${rule.before}${letter}${first}${last > first ? `:${letter}${last}` : ''}${rule.after}`;
  });
  const all = [...written, ...kept];
  return tail.replace(
    /<dataValidations .*?<\/dataValidations>/s,
    () => `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`,
  );
}

function coreXml(xml: string, { properties: { title, created, modified } }: RecordedBook): string {
  const put = (text: string, name: string, value: string) =>
    text.replace(new RegExp(`(<${name}[^>]*>).*?(</${name}>)`, 's'), (_, open, close) => `${open}${value}${close}`);
  const instant = (date: Date) => date.toISOString().replace(/[.]\d{3}/, '');
  return [
    ['dc:title', escaped(title!)],
    ['dcterms:created', instant(created!)],
    ['dcterms:modified', instant(modified!)],
  ].reduce((text, [name, value]) => put(text, name!, value!), xml);
}
