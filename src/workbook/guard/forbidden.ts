/** What a package must not contain, by the names, types and relationships of its parts. */
import type { Buffer } from 'node:buffer';
import type { RefusalCode } from '../finding-codes.ts';
import type { Attributes } from './xml.ts';

const byName: readonly (readonly [pattern: RegExp, code: RefusalCode])[] = [
  [/vbaproject|vbadata|\/_?vba/i, 'part_macros'],
  [/^xl\/(macrosheets|intlmacrosheets|dialogsheets)\//i, 'part_macros'],
  [/^xl\/embeddings\//i, 'part_embedded'],
  [/^xl\/(connections\.(xml|bin)|querytables\/|model\/)/i, 'part_connections'],
  [/^(customui|xl\/activex)\//i, 'part_active'],
];

const byType: readonly (readonly [pattern: RegExp, code: RefusalCode])[] = [
  [/vbaproject|vbadata|macrosheet|dialogsheet/i, 'part_macros'],
  [/oleobject|package\.embedded|\/package$/i, 'part_embedded'],
  [/[./]connections|querytable|powerpivot/i, 'part_connections'],
  [/activex|\/control$|customui|\/extensibility$/i, 'part_active'],
];

const mainType = 'officedocument.spreadsheetml.';

/** @returns the refusal code for a part of this name, or null if it is allowed */
export function refusedName(name: string): RefusalCode | null {
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/**
 * @returns the refusal code for a content type, of the whole file if it is that of the main part, otherwise of a part
 */
export function refusedType(type: string): RefusalCode | null {
  const plain = type.toLowerCase();
  if (plain.includes('sheet.binary')) return 'file_binary_workbook';
  if (plain.includes('macroenabled') && plain.includes('main+xml')) return 'file_macro_workbook';
  if (plain.includes('wordprocessingml.document.main')) return 'file_word';
  if (plain.includes('presentationml.') && plain.includes('.main+xml')) return 'file_presentation';
  return byType.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** External targets that are not followed: linked pictures, and paths of linked workbooks. */
const outsideKinds =
  /^(image|externallinkpath|externallinklongpath|xlpathmissing|xlstartup|xlalternatestartup|xllibrary)$/i;
/** Links that start a program (DDE) or load one (OLE), in any part. */
const startingLinks = ['ddeLink', 'oleLink'];

/**
 * @returns `linked` for an external picture or workbook, which is neither opened nor needed; a refusal code; null for
 *   internal targets and for hyperlinks
 */
export function judgeRelationship(attributes: Attributes): RefusalCode | 'linked' | null {
  const type = attributes.get('Type') ?? '';
  const outside = attributes.get('TargetMode')?.toLowerCase() === 'external';
  const kind = type.slice(type.lastIndexOf('/') + 1);
  const found = byType.find(([pattern]) => pattern.test(`/${kind}`))?.[1];
  if (found) return found;
  if (!outside || kind.toLowerCase() === 'hyperlink') return null;
  return outsideKinds.test(kind) ? 'linked' : 'part_external_links';
}

/** True for a part, other than sheets and shared texts, that would start a program when the workbook is opened. */
export function startsProgram(name: string, bytes: Buffer): boolean {
  return !/^xl\/(worksheets\/|sharedstrings)/i.test(name) && startingLinks.some((link) => bytes.includes(link));
}

/** True for the content type of a link to another workbook. */
export function isLinkType(type: string): boolean {
  return /externallink/i.test(type);
}

/** True for the content type of a workbook's or template's main part without macros. */
export function isWorkbookType(type: string): boolean {
  const plain = type.toLowerCase();
  return plain.includes(mainType) && plain.endsWith('main+xml');
}

/** The kind of a zip file that is not a workbook, by the names in it. */
export function kindByNames(written: ReadonlySet<string>): RefusalCode {
  const names = new Set([...written].map((name) => name.toLowerCase()));
  const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name));
  if (names.has('mimetype') || (names.has('content.xml') && names.has('meta-inf/manifest.xml'))) {
    return 'file_opendocument';
  }
  if (names.has('xl/workbook.bin')) return 'file_binary_workbook';
  if (has(/^word\/document\d*\.xml$/)) return 'file_word';
  if (has(/^ppt\/presentation\.xml$/)) return 'file_presentation';
  if (has(/\.iwa$|(?:^|\/)index\.zip$/i)) return 'file_numbers';
  if (has(/\.(xlsx|xlsm|xls)$/i)) return 'file_zip_of_workbooks';
  // Also without its list of types, or with a name in other letters: unpacking it would give no workbook.
  return has(/^(\[content_types\]|xl\/workbook)\.xml$/i) ? 'workbook_broken' : 'file_archive';
}
