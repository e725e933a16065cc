/** What a package may not hold, by the names, types and relationships of its parts. */
import type { RefusalCode } from '../finding-codes.ts';
import type { Attributes } from './xml.ts';

const byName: readonly (readonly [pattern: RegExp, code: RefusalCode])[] = [
  [/vbaproject|vbadata|\/_?vba/i, 'part_macros'],
  [/^xl\/(macrosheets|intlmacrosheets|dialogsheets)\//i, 'part_macros'],
  [/^xl\/embeddings\//i, 'part_embedded'],
  [/^xl\/externallinks\//i, 'part_external_links'],
  [/^xl\/(connections\.(xml|bin)|querytables\/|model\/)/i, 'part_connections'],
  [/^(customui|xl\/activex)\//i, 'part_active'],
];

const byType: readonly (readonly [pattern: RegExp, code: RefusalCode])[] = [
  [/vbaproject|vbadata|macrosheet|dialogsheet/i, 'part_macros'],
  [/oleobject|package\.embedded|\/package$/i, 'part_embedded'],
  [/externallink/i, 'part_external_links'],
  [/[./]connections|querytable|powerpivot/i, 'part_connections'],
  [/activex|\/control$|customui|\/extensibility$/i, 'part_active'],
];

const mainType = 'officedocument.spreadsheetml.';

/** @returns the code for a part of this name, or null where it may stay */
export function refusedName(name: string): RefusalCode | null {
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** @returns the code for a content type: of the whole file where it is the main part's, else of a part */
export function refusedType(type: string): RefusalCode | null {
  const plain = type.toLowerCase();
  if (plain.includes('sheet.binary')) return 'file_binary_workbook';
  if (plain.includes('macroenabled') && plain.includes('main+xml')) return 'file_macro_workbook';
  if (plain.includes('wordprocessingml.document.main')) return 'file_word';
  if (plain.includes('presentationml.') && plain.includes('.main+xml')) return 'file_presentation';
  return byType.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** @returns the code for a relationship; links that a person clicks may lead outside, nothing else may */
export function refusedRelationship(attributes: Attributes): RefusalCode | null {
  const type = attributes.get('Type') ?? '';
  const outside = attributes.get('TargetMode')?.toLowerCase() === 'external';
  const kind = type.slice(type.lastIndexOf('/') + 1);
  const found = byType.find(([pattern]) => pattern.test(`/${kind}`))?.[1];
  if (found) return found;
  return outside && kind.toLowerCase() !== 'hyperlink' ? 'part_external_links' : null;
}

/** True for the content type of a workbook's or template's main part without macros. */
export function isWorkbookType(type: string): boolean {
  return type.includes(mainType) && type.endsWith('main+xml');
}

/** What a zip without a workbook is, by the names in it. */
export function kindByNames(names: ReadonlySet<string>): RefusalCode {
  const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name));
  if (names.has('mimetype') || (names.has('content.xml') && names.has('META-INF/manifest.xml'))) {
    return 'file_opendocument';
  }
  if (names.has('xl/workbook.bin')) return 'file_binary_workbook';
  if (has(/^word\/document\d*\.xml$/)) return 'file_word';
  if (has(/^ppt\/presentation\.xml$/)) return 'file_presentation';
  if (has(/\.iwa$|^index\.zip$/i)) return 'file_numbers';
  if (has(/\.(xlsx|xlsm|xls)$/i)) return 'file_zip_of_workbooks';
  return names.has('[Content_Types].xml') ? 'workbook_broken' : 'file_archive';
}
