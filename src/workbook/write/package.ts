/** The file itself: corrects what exceljs cannot express, and packs it so that the same order gives the same bytes. */
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { sectionRows } from '../layout.ts';
import { legalText } from './legal-text.ts';
import { deflatePart, type PackedPart, zipOf } from './zip.ts';

/** Nearly the smallest size, in two thirds of the time. */
const level = 4;

/** @param issued - ISO date; used as the time of every part, so that the bytes do not depend on the clock */
export function packWorkbook(parts: Iterable<PackedPart>, issued: string): Uint8Array {
  return zipOf([...parts], new Date(Math.max(Date.parse(`${issued}T12:00:00Z`), Date.parse('1980-01-02T00:00:00Z'))));
}

export const packPart = (path: string, bytes: Uint8Array): PackedPart => deflatePart(path, bytes, level);

/**
 * A ZIP file whose parts have the day of a release: libraries write the time at which they run. That would show when
 * somebody first asked for the file, and two servers would give other bytes for the same file.
 *
 * @param date - ISO date or instant; any other text counts as the first day that a ZIP file can have
 * @param settle - the text of a part without what depends on the clock
 */
export function settleZip(
  written: Uint8Array,
  date: string,
  settle: (path: string, text: string) => string | null = () => null,
): Uint8Array {
  const parts = Object.entries(unzipSync(written)).filter(([path]) => !path.endsWith('/'));
  const settled = parts.map(([path, bytes]) => {
    const text = /\.xml$/.test(path) ? settle(path, strFromU8(bytes)) : null;
    return packPart(path, text === null ? bytes : strToU8(text));
  });
  const day = new Date(date);
  return packWorkbook(settled, Number.isNaN(day.getTime()) ? '1980-01-02' : day.toISOString().slice(0, 10));
}

/** The corrected parts of what exceljs wrote, in their order. */
export function partsOf(written: Uint8Array): Map<string, Uint8Array> {
  const parts = Object.entries(unzipSync(written));
  // Directory entries are not parts, and some programs fail on them.
  return new Map(parts.filter(([path]) => !path.endsWith('/')).map(([path, bytes]) => [path, correction(path, bytes)]));
}

function correction(path: string, bytes: Uint8Array): Uint8Array {
  if (path === 'xl/sharedStrings.xml') return strToU8(legalText(strFromU8(bytes), path));
  if (path.startsWith('xl/worksheets/sheet')) return strToU8(repairSheet(strFromU8(bytes)));
  return path === 'xl/styles.xml' ? strToU8(repairStyles(strFromU8(bytes))) : bytes;
}

/** The first font sets the unit of column widths. A common font gives the same widths in every program. */
function repairStyles(xml: string): string {
  return xml.replace(/<font>.*?<\/font>/, '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>');
}

/**
 * Heights written by exceljs count as set manually, so rows would not grow with typed text. The heights of rows for
 * answers are marked as automatic; those of the frozen rows are kept.
 */
function repairSheet(xml: string): string {
  if (!xml.includes('<pane ')) return xml;
  const grown = xml.replace(/(<sheetFormatPr [^>]*) customHeight="1"/, '$1');
  return grown.replace(/<row r="(\d+)" ht="([\d.]+)" customHeight="1"/g, (all, row: string, height: string) =>
    Number(row) < sectionRows.first ? all : `<row r="${row}" ht="${height}"`,
  );
}
