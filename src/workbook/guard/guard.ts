/**
 * Runs before any reader: a file is a workbook package within limits, or it is refused with one cause.
 *
 *     first bytes ─► directory ─► kind ─► names ─► unpack, count, checksum ─► types, relationships ─► guarded parts
 */
import { Buffer } from 'node:buffer';
import type { Finding } from '../../domain/index.ts';
import type { RefusalCode } from '../finding-codes.ts';
import { type Directory, readDirectory } from './directory.ts';
import {
  isLinkType,
  isWorkbookType,
  judgeRelationship,
  kindByNames,
  refusedName,
  refusedType,
  startsProgram,
} from './forbidden.ts';
import { inflater } from './inflate.ts';
import { guardLimits } from './limits.ts';
import { sameName, typesPart, withoutPercents } from './part-name.ts';
import { Refusal } from './refusal.ts';
import { refusalByName, refusalBySignature } from './signature.ts';
import { walkXml } from './xml.ts';

/** The XML parts of a workbook by name, unpacked, with verified checksums. */
export type GuardedParts = ReadonlyMap<string, Uint8Array>;

/** Facts about an accepted package that are reported. */
export type PackageNotice =
  /** Names were normalised, or files of the operating system were skipped. */
  | { readonly kind: 'repacked' }
  /** A part links to an external picture or workbook. */
  | { readonly kind: 'linked'; readonly part: string };

export type Guarded =
  | { readonly parts: GuardedParts; readonly notices: readonly PackageNotice[] }
  | { readonly refusal: Finding };

/**
 * @param bytes - the file as uploaded
 * @param name - name of the file, if known
 * @returns its XML parts, or one finding with the reason why it is not read
 */
export function guardWorkbook(bytes: Uint8Array, name: string | null = null): Guarded {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return unpack(file, openPackage(file, name));
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.finding };
    throw error;
  }
}

/**
 * Checks the first bytes and the directory without unpacking anything. Takes time proportional to the size of the
 * file, so it needs no separate process.
 *
 * @returns the finding if the file is refused, or null if it must be unpacked to decide
 */
export function refuseAtOnce(bytes: Uint8Array, name: string | null = null): Finding | null {
  try {
    openPackage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.finding : null;
  }
}

function openPackage(file: Buffer, name: string | null): Directory {
  if (file.length > guardLimits.file) {
    throw new Refusal('file_too_large', { limit: guardLimits.file / 1024 / 1024 });
  }
  const code = refusalBySignature(file);
  if (code) throw new Refusal(refusalByName(name) ?? code);
  const directory = readDirectory(file);
  const names = foldedNames(directory);
  const kind = kindByNames(names);
  const foreign = (kind === 'file_word' || kind === 'file_presentation') && !names.has('xl/workbook.xml');
  if (!names.has(typesPart.toLowerCase()) || names.has('mimetype') || foreign) {
    throw new Refusal(kind);
  }
  return directory;
}

const foldedNames = ({ entries }: Directory): ReadonlySet<string> => new Set(entries.map(({ name }) => sameName(name)));

function unpack(file: Buffer, directory: Directory): Extract<Guarded, { parts: GuardedParts }> {
  const { entries, repacked } = directory;
  const notices: PackageNotice[] = repacked ? [{ kind: 'repacked' }] : [];
  const inflate = inflater(file);
  // Types are checked first: that a file is a document of another kind is more informative than that it contains
  // something forbidden.
  const types = entries.find(({ name }) => name === typesPart)!;
  const typesBytes = inflate(types);
  const typedAsXml = readTypes(typesBytes, foldedNames(directory));
  for (const { name } of entries) {
    const code = refusedName(withoutPercents(name));
    if (code) throw new Refusal(code, { part: name });
  }
  const parts = new Map<string, Uint8Array>([[typesPart, typesBytes]]);
  for (const entry of entries) {
    if (entry === types) continue;
    const bytes = inflate(entry);
    if (!/\.(xml|rels|vml)$/i.test(withoutPercents(entry.name)) && !typedAsXml.has(sameName(entry.name))) continue;
    const text = textOf(bytes, entry.name);
    if (declares(text, '!DOCTYPE') || declares(text, '!ENTITY')) throw new Refusal('xml_doctype', { part: entry.name });
    if (startsProgram(entry.name, text)) {
      throw new Refusal('part_external_links', { part: entry.name });
    }
    if (/\.rels$/i.test(withoutPercents(entry.name)) && leadsOutside(entry.name, bytes)) {
      notices.push({ kind: 'linked', part: entry.name });
    }
    parts.set(entry.name, bytes);
  }
  return { parts, notices };
}

/** @returns the names of the parts that have a type of XML of their own, whatever their ending */
function readTypes(bytes: Uint8Array, names: ReadonlySet<string>): ReadonlySet<string> {
  let workbook = false;
  const typedAsXml = new Set<string>();
  const refused: { code: RefusalCode; part: string; own: boolean }[] = [];
  walkXml(bytes, typesPart, {
    open: (name, attributes) => {
      if (name !== 'Override' && name !== 'Default') return;
      const type = attributes.get('ContentType') ?? '';
      const own = name === 'Override';
      // The type of the workbook may be declared for its file extension.
      if (isWorkbookType(type)) workbook = true;
      const part = attributes.get('PartName') ?? '';
      if (own && /[+/]xml$/i.test(type)) typedAsXml.add(sameName(part.replace(/^\//, '')));
      const linked = own && isLinkType(type) && !/\.xml$/i.test(part);
      const code = linked ? 'part_external_links' : refusedType(type);
      // A default type applies to an extension, even if no part has it.
      if (code && (own || code.startsWith('file_'))) {
        refused.push({ code, part, own });
      }
    },
  });
  // Some writers declare default types for all extensions, whether used or not.
  const whole = refused.find(({ code, own }) => code.startsWith('file_') && (own || !workbook));
  if (whole) throw new Refusal(whole.code);
  const forbidden = refused.find(({ own }) => own);
  if (forbidden) throw new Refusal(forbidden.code, { part: forbidden.part });
  if (!workbook) throw new Refusal(kindByNames(names));
  return typedAsXml;
}

/** Data that programs and templates of an organisation keep in a workbook, often in UTF-16; no reader of this software opens them. */
const ownData = /^customxml\/item\d*\.xml$/i;

/** Parts that no reader opens must not have a document type either, as other programs may read them. */
function textOf(bytes: Uint8Array, part: string): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isUtf8 = bytes.length < 2 || (bytes[0] !== 0 && bytes[1] !== 0 && bytes[0]! < 0xfe);
  if (isUtf8) return text;
  const mark = text.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : null;
  if (encoding === null || !ownData.test(part)) throw new Refusal('xml_encoding', { part });
  return Buffer.from(new TextDecoder(encoding).decode(bytes));
}

/** Searched without its bracket first: tags begin with one, few texts with an exclamation mark. */
const declares = (text: Buffer, word: string) => text.includes(word) && text.includes(`<${word}`);

/** @returns true if a part links to an external picture or workbook */
function leadsOutside(part: string, bytes: Uint8Array): boolean {
  let linked = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const judged = judgeRelationship(attributes);
      if (judged === 'linked') linked = true;
      else if (judged) throw new Refusal(judged, { part });
    },
  });
  return linked;
}
