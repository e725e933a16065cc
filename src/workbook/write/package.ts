/**
 * The file itself: what exceljs wrote, opened once more to correct what it cannot say, and packed so that the same order
 * gives the same bytes.
 */
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { sectionRows } from '../layout.ts';
import { legalText } from './legal-text.ts';
import { deflatePart, type PackedPart, zipOf } from './zip.ts';

/** Nearly as small as the best, in two thirds of the time. */
const level = 4;

/** @param issued - ISO date; stands as the time of every part, as no clock is read here */
export function packWorkbook(parts: Iterable<PackedPart>, issued: string): Uint8Array {
  return zipOf([...parts], new Date(Math.max(Date.parse(`${issued}T12:00:00Z`), Date.parse('1980-01-02T00:00:00Z'))));
}

export const packPart = (path: string, bytes: Uint8Array): PackedPart => deflatePart(path, bytes, level);

/** The parts of what exceljs wrote, corrected, in their order. */
export function partsOf(written: Uint8Array): Map<string, Uint8Array> {
  const parts = Object.entries(unzipSync(written));
  // Folders are no parts, and some programs stumble over them.
  return new Map(parts.filter(([path]) => !path.endsWith('/')).map(([path, bytes]) => [path, correction(path, bytes)]));
}

function correction(path: string, bytes: Uint8Array): Uint8Array {
  if (path === 'xl/sharedStrings.xml') return strToU8(legalText(strFromU8(bytes), path));
  if (path.startsWith('xl/worksheets/sheet')) return strToU8(repairSheet(strFromU8(bytes)));
  return path === 'xl/styles.xml' ? strToU8(repairStyles(strFromU8(bytes))) : bytes;
}

/** The first font sets the unit of column widths. A common one makes columns as wide in every program. */
function repairStyles(xml: string): string {
  return xml.replace(/<font>.*?<\/font>/, '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>');
}

/**
 * A height that exceljs writes counts as set by hand, so a row would not grow with what is typed. Rows to fill in keep
 * their height as a first guess only; those of the head stay as they are.
 */
function repairSheet(xml: string): string {
  if (!xml.includes('<pane ')) return xml;
  const grown = xml.replace(/(<sheetFormatPr [^>]*) customHeight="1"/, '$1');
  return grown.replace(/<row r="(\d+)" ht="([\d.]+)" customHeight="1"/g, (all, row: string, height: string) =>
    Number(row) < sectionRows.first ? all : `<row r="${row}" ht="${height}"`,
  );
}
