/**
 * What stands before any reader: a file is a workbook package within limits, or is refused with one cause.
 *
 *     first bytes ─► directory ─► kind ─► names ─► unpack, count, checksum ─► types, relationships ─► guarded parts
 */
import { Buffer } from 'node:buffer';
import type { Finding } from '../../domain/index.ts';
import type { RefusalCode } from '../finding-codes.ts';
import { type Entry, readDirectory } from './directory.ts';
import { isWorkbookType, kindByNames, refusedName, refusedRelationship, refusedType } from './forbidden.ts';
import { inflater } from './inflate.ts';
import { guardLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import { refusalBySignature } from './signature.ts';
import { walkXml } from './xml.ts';

/** The XML parts of a workbook by name, unpacked and held against their checksums. */
export type GuardedParts = ReadonlyMap<string, Uint8Array>;

export type Guarded = { readonly parts: GuardedParts } | { readonly refusal: Finding };

const typesPart = '[Content_Types].xml';

/**
 * @param bytes - the file as it came
 * @returns its XML parts, or the one finding that says why it is not read
 */
export function guardWorkbook(bytes: Uint8Array): Guarded {
  try {
    return { parts: openPackage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.finding };
    throw error;
  }
}

function openPackage(file: Buffer): GuardedParts {
  if (file.length > guardLimits.file) {
    throw new Refusal('file_too_large', { limit: guardLimits.file / 1024 / 1024 });
  }
  const code = refusalBySignature(file);
  if (code) throw new Refusal(code);
  const entries = readDirectory(file);
  const names = new Set(entries.map(({ name }) => name));
  if (!names.has(typesPart) || names.has('mimetype')) throw new Refusal(kindByNames(names));
  return unpack(file, entries, names);
}

function unpack(file: Buffer, entries: readonly Entry[], names: ReadonlySet<string>): GuardedParts {
  const inflate = inflater(file);
  // The types first: that a file is a document of another kind says more than that it holds something forbidden.
  const types = entries.find(({ name }) => name === typesPart)!;
  const typesBytes = inflate(types);
  readTypes(typesBytes, names);
  for (const { name } of entries) {
    const code = refusedName(name);
    if (code) throw new Refusal(code, { part: name });
  }
  const parts = new Map<string, Uint8Array>([[typesPart, typesBytes]]);
  for (const entry of entries) {
    if (entry === types) continue;
    const bytes = inflate(entry);
    if (!/\.(xml|rels|vml)$/i.test(entry.name)) continue;
    refuseDoctype(bytes, entry.name);
    if (entry.name.endsWith('.rels')) readRelationshipsOf(entry.name, bytes);
    parts.set(entry.name, bytes);
  }
  return parts;
}

function readTypes(bytes: Uint8Array, names: ReadonlySet<string>): void {
  let workbook = false;
  const refused: { code: RefusalCode; part: string; own: boolean }[] = [];
  walkXml(bytes, typesPart, {
    open: (name, attributes) => {
      if (name !== 'Override' && name !== 'Default') return;
      const type = attributes.get('ContentType') ?? '';
      const own = name === 'Override';
      // A workbook may take its type from the ending of its name.
      if (isWorkbookType(type)) workbook = true;
      const code = refusedType(type);
      // A default type says how parts of an ending would be read, were there any.
      if (code && (own || code.startsWith('file_'))) {
        refused.push({ code, part: attributes.get('PartName') ?? '', own });
      }
    },
  });
  // Some writers name the types of all kinds of files as defaults, whatever they write.
  const whole = refused.find(({ code, own }) => code.startsWith('file_') && (own || !workbook));
  if (whole) throw new Refusal(whole.code);
  const part = refused.find(({ own }) => own);
  if (part) throw new Refusal(part.code, { part: part.part });
  if (!workbook) throw new Refusal(kindByNames(names));
}

/** Parts that no reader opens are held to this much, so that no other program is handed them either. */
function refuseDoctype(bytes: Uint8Array, part: string): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0 || bytes[0]! >= 0xfe)) {
    throw new Refusal('xml_encoding', { part });
  }
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) throw new Refusal('xml_doctype', { part });
}

function readRelationshipsOf(part: string, bytes: Uint8Array): void {
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const code = refusedRelationship(attributes);
      if (code) throw new Refusal(code, { part });
    },
  });
}
