/**
 * A guarded package made plain enough for exceljs: usual names and namespaces, and of each part only what a workbook of
 * ours has. What exceljs would spread over millions of cells, and whatever leads out of the file, is left behind.
 */
import { strToU8, zipSync } from 'fflate';
import type { GuardedParts } from '../guard/guard.ts';
import { type Attributes, walkXml } from '../guard/xml.ts';
import type { Book } from '../read/book.ts';
import { openParts, type Part } from '../read/parts.ts';
import { readPlace } from '../read/place.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const typed = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Parts of a sheet that are kept, in the order that the format wants and every program writes. */
const kept = new Set([
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetProtection',
  'mergeCells',
  'conditionalFormatting',
  'dataValidations',
  'pageMargins',
  'pageSetup',
]);
const lastRow = 20_000;
const lastColumn = 256;
const mostEmptyCells = 100_000;
const mostSpread = 20_000;

/** @returns the bytes of a package that holds the same sheets, cells and looks */
export function plainPackage(guarded: GuardedParts, book: Book): Uint8Array {
  const parts = openParts(guarded);
  const root = parts.relationships('').find(({ kind }) => kind === 'officeDocument');
  const related = parts.relationships(parts.find(root?.target ?? 'xl/workbook.xml')!.name);
  const partOf = (kind: string) => {
    const target = related.find((one) => one.kind === kind)?.target;
    return target === undefined ? null : parts.find(target);
  };
  const files: Record<string, Uint8Array> = {};
  const put = (name: string, text: string) => {
    files[name] = strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`);
  };
  const tables = [
    ['styles', partOf('styles')],
    ['sharedStrings', partOf('sharedStrings')],
  ] as const;
  const present = tables.filter(([, part]) => part !== null);
  for (const [name, part] of present)
    put(
      `xl/${name}.xml`,
      copyPart(part!, () => true),
    );
  for (const [place, sheet] of book.sheets.entries()) {
    put(`xl/worksheets/sheet${place + 1}.xml`, copySheet(parts.find(sheet.part)!));
  }
  const sheets = book.sheets.map((_, place) => `worksheets/sheet${place + 1}`);
  put(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...sheets.map((target) => ['worksheet', target] as const),
      ...present.map(([name]) => [name, name] as const),
    ]),
  );
  put('_rels/.rels', relationships([['officeDocument', 'xl/workbook']]));
  put('xl/workbook.xml', workbookXml(book));
  const overrides = [
    ['sheet.main', 'workbook'],
    ...sheets.map((name) => ['worksheet', name]),
    ...present.map(([name]) => [name, name]),
  ];
  put(
    '[Content_Types].xml',
    `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides
      .map(([type, name]) => `<Override PartName="/xl/${name}.xml" ContentType="${typed}.${type}+xml"/>`)
      .join('')}</Types>`,
  );
  return zipSync(files, { level: 0 });
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const lines = targets.map(
    ([kind, target], place) => `<Relationship Id="rId${place + 1}" Type="${office}/${kind}" Target="${target}.xml"/>`,
  );
  return `<Relationships xmlns="${packaged}/relationships">${lines.join('')}</Relationships>`;
}

function workbookXml(book: Book): string {
  const sheets = book.sheets.map(
    ({ name, hidden, veryHidden }, place) =>
      `<sheet name="${coded(name)}" sheetId="${place + 1}"${hidden ? ` state="${veryHidden ? 'veryHidden' : 'hidden'}"` : ''} r:id="rId${place + 1}"/>`,
  );
  const names = [...book.names].filter(([, text]) => /^[^:]+$/.test(text));
  const defined = names.map(([name, text]) => `<definedName name="${coded(name)}">${coded(text)}</definedName>`);
  return (
    `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${book.from1904 ? ' date1904="1"' : ''}/>` +
    `<sheets>${sheets.join('')}</sheets>${defined.length > 0 ? `<definedNames>${defined.join('')}</definedNames>` : ''}</workbook>`
  );
}

function copySheet(part: Part): string {
  let empty = 0;
  let spread = 0;
  return copyPart(part, (name, attributes, depth) => {
    if (depth === 1) return kept.has(name);
    if (name === 'row' && depth === 2) return Number(attributes.get('r') ?? 0) <= lastRow;
    if (name === 'c' && depth === 3) {
      const place = readPlace(attributes.get('r') ?? '');
      empty += 1;
      return empty <= mostEmptyCells && (place === null || (place.column <= lastColumn && place.row <= lastRow));
    }
    if (name === 'mergeCell' || name === 'dataValidation') {
      spread += cellsIn(attributes.get(name === 'mergeCell' ? 'ref' : 'sqref') ?? '');
      return spread <= mostSpread;
    }
    return true;
  });
}

function cellsIn(ranges: string): number {
  return ranges.split(' ').reduce((sum, range) => {
    const [from, to] = range.split(':').map((address) => readPlace(address));
    if (from && to === undefined) return sum + 1;
    return from && to ? sum + (Math.abs(to.row - from.row) + 1) * (Math.abs(to.column - from.column) + 1) : Infinity;
  }, 0);
}

type Keep = (name: string, attributes: Attributes, depth: number) => boolean;

/** Writes a part again with plain names; elements of other namespaces, and those not kept, go with all they hold. */
function copyPart({ name: partName, bytes }: Part, keep: Keep): string {
  const written: string[] = [];
  let depth = 0;
  let leftAt: number | null = null;
  walkXml(bytes, partName, {
    open: (name, attributes) => {
      if (leftAt === null && (name === null || name === 'extLst' || (depth > 0 && !keep(name, attributes, depth))))
        leftAt = depth;
      if (leftAt === null)
        written.push(`<${name}${depth === 0 ? ` xmlns="${main}"` : ''}${copyAttributes(attributes)}>`);
      depth += 1;
    },
    close: (name) => {
      depth -= 1;
      if (leftAt === null) written.push(`</${name}>`);
      else if (leftAt === depth) leftAt = null;
    },
    text: (text) => {
      if (leftAt === null && depth > 0) written.push(coded(text));
    },
  });
  return written.join('');
}

function copyAttributes(attributes: Attributes): string {
  let written = '';
  for (let place = 0; place < attributes.count; place += 1) {
    const key = attributes.key(place);
    if (key === 'xml:space' || !(key.includes(':') || key === 'xmlns'))
      written += ` ${key}="${coded(attributes.value(place))}"`;
  }
  return written;
}

function coded(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
