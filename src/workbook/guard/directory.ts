/**
 * Reads the central directory of a zip package and compares it with the local headers; any contradiction is refused.
 */
import type { Buffer } from 'node:buffer';
import { type Extent, findEnd } from './end-record.ts';
import { guardLimits } from './limits.ts';
import { sameName, typesPart, withoutPercents } from './part-name.ts';
import { Refusal } from './refusal.ts';
import { wideSizes } from './wide-sizes.ts';

export type Entry = {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  /** As declared; the actual size is counted when unpacking. */
  readonly unpacked: number;
  /** Offset of the packed bytes in the file. */
  readonly start: number;
};

type Central = Omit<Entry, 'start'> & { readonly flags: number; readonly offset: number; readonly link: boolean };

const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const descriptorSignature = 0x08074b50;
const encrypted = 0x0001 | 0x0040 | 0x2000;
const sizesFollow = 0x0008;

export type Directory = {
  /** In the order of their bytes, without files that no workbook has. */
  readonly entries: readonly Entry[];
  /** True if names were written with backslashes or below a folder, or if files were skipped. */
  readonly repacked: boolean;
};

/**
 * @returns the entries, by their names in a workbook
 * @throws Refusal `zip_…` for anything that two readers might interpret differently
 */
export function readDirectory(file: Buffer): Directory {
  const extent = findEnd(file);
  if (extent.entries > guardLimits.entries) throw new Refusal('zip_too_many_entries', limits(extent.entries));
  const centrals = readCentrals(file, extent);
  refuseNames(centrals);
  return asWorkbookNames(readLocals(file, centrals, extent.start));
}

/** Files that operating systems leave in a folder that is zipped again: not parts of a workbook. */
const leftovers = /^__MACOSX\/|(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$|\/$/i;
const foldedTypes = typesPart.toLowerCase();

/** Some programs write `xl\workbook.xml`; if a whole folder was zipped, its name precedes every entry. */
function asWorkbookNames(all: readonly Entry[]): Directory {
  const kept = all.filter(({ name }) => !leftovers.test(partName(name)));
  const named = kept.map((entry) => ({ ...entry, name: partName(entry.name) }));
  const types = named.filter(({ name }) => `/${name}`.toLowerCase().endsWith(`/${foldedTypes}`));
  const folder = types.length === 1 ? types[0]!.name.slice(0, -typesPart.length) : '';
  const inside = named.every(({ name }) => name.startsWith(folder));
  const unfolded = inside ? named.map((entry) => ({ ...entry, name: entry.name.slice(folder.length) })) : named;
  // The only part that is found by its name alone, so that a copy in which it has other letters would not open.
  const entries = unfolded.map((entry) =>
    entry.name.toLowerCase() === foldedTypes ? { ...entry, name: typesPart } : entry,
  );
  const changed = unfolded.some(({ name }, place) => name !== kept[place]!.name);
  return { entries, repacked: changed || all.some(({ name }) => isLeftover(name)) };
}

/** A program that packs the folder in which it runs writes `./` before each name, which leads nowhere else. */
const partName = (name: string) => name.replaceAll('\\', '/').replace(/^(?:\.\/)+(?=.)/, '');
const isLeftover = (name: string) => leftovers.test(partName(name)) && !/[/\\]$/.test(name);

const limits = (entries: number) => ({ entries, limit: guardLimits.entries });

function readCentrals(file: Buffer, { start, end, entries }: Extent): Central[] {
  const centrals: Central[] = [];
  let at = start;
  while (at < end) {
    if (at + 46 > end || file.readUInt32LE(at) !== centralSignature) throw new Refusal('zip_directory_broken');
    const nameLength = file.readUInt16LE(at + 28);
    const extraLength = file.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + file.readUInt16LE(at + 32);
    if (next > end) throw new Refusal('zip_directory_broken');
    if (file.readUInt16LE(at + 34) !== 0) throw new Refusal('zip_split');
    const flags = file.readUInt16LE(at + 8);
    const name = nameOf(file.subarray(at + 46, at + 46 + nameLength));
    const sizes = wideSizes(file.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), [
      file.readUInt32LE(at + 24),
      file.readUInt32LE(at + 20),
      file.readUInt32LE(at + 42),
    ]);
    const [unpacked = 0, packed = 0, offset = 0] = sizes;
    const unixKind = file.readUInt16LE(at + 40) & 0xf000;
    // Regular files, folders, and entries without a file type; links and devices are refused.
    const link = unixKind !== 0 && unixKind !== 0x8000 && unixKind !== 0x4000;
    centrals.push({
      name,
      flags,
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packed,
      unpacked,
      offset,
      link,
    });
    if (centrals.length > guardLimits.entries) throw new Refusal('zip_too_many_entries', limits(centrals.length));
    at = next;
  }
  if (at !== end || centrals.length !== entries) throw new Refusal('zip_directory_broken');
  return centrals;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Names are only compared and looked up, never used as paths; latin1 keeps all bytes distinct. */
function nameOf(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function refuseNames(centrals: readonly Central[]): void {
  const seen = new Set<string>();
  for (const { name: written, flags, method, link } of centrals) {
    // Normalised first, so that two spellings of one name count as duplicates, and path traversal is found in each.
    const name = partName(written);
    if (flags & encrypted) throw new Refusal('zip_entry_encrypted', { part: shown(name) });
    if (link) throw new Refusal('zip_link', { part: shown(name) });
    if (oddPath(name) || oddPath(withoutPercents(name)) || /%(?:2f|5c)/i.test(name))
      throw new Refusal('zip_path', { part: shown(name) });
    const folded = sameName(name);
    if (seen.has(folded)) throw new Refusal('zip_twin_names', { part: shown(name) });
    seen.add(folded);
    if (method !== 0 && method !== 8) throw new Refusal('zip_method', { part: shown(name), method });
  }
}

function oddPath(name: string): boolean {
  if (name === './') return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
  if (name === '' || /[\u0000-\u001f\u007f]/.test(name) || name.startsWith('/') || /^[a-z]:/i.test(name)) return true;
  return name.split('/').some((step) => step === '..' || step === '.');
}

/** A name that can be shown in a sentence. */
function shown(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression removes control characters
  return name.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '?').slice(0, 80);
}

/** Entries must be contiguous from the first byte to the directory: nothing hidden between them, nothing shared. */
function readLocals(file: Buffer, centrals: readonly Central[], directory: number): Entry[] {
  let at = 0;
  return [...centrals]
    .sort((a, b) => a.offset - b.offset)
    .map((central) => {
      if (central.offset < at) throw new Refusal('zip_overlap', { part: shown(central.name) });
      if (central.offset > at) throw new Refusal(at === 0 ? 'zip_bytes_before' : 'zip_gap');
      const start = readLocal(file, central, directory);
      at = start + central.packed + descriptorLength(file, central, start + central.packed, directory);
      if (at > directory) throw new Refusal('zip_overlap', { part: shown(central.name) });
      const { name, method, crc, packed, unpacked } = central;
      return { name, method, crc, packed, unpacked, start };
    })
    .map((entry, place, all) => {
      if (place === all.length - 1 && at !== directory) throw new Refusal('zip_gap');
      return entry;
    });
}

function readLocal(file: Buffer, central: Central, directory: number): number {
  const at = central.offset;
  if (at + 30 > directory || file.readUInt32LE(at) !== localSignature) throw new Refusal('zip_directory_broken');
  const nameEnd = at + 30 + file.readUInt16LE(at + 26);
  const start = nameEnd + file.readUInt16LE(at + 28);
  if (start + central.packed > directory) throw new Refusal('zip_overlap', { part: shown(central.name) });
  const flags = file.readUInt16LE(at + 6);
  const disagree = () => new Refusal('zip_headers_disagree', { part: shown(central.name) });
  if (nameOf(file.subarray(at + 30, nameEnd)) !== central.name) throw disagree();
  if (file.readUInt16LE(at + 8) !== central.method || (flags ^ central.flags) & (encrypted | sizesFollow)) {
    throw disagree();
  }
  const crc = file.readUInt32LE(at + 14);
  const [unpacked, packed] = wideSizes(file.subarray(nameEnd, start), [
    file.readUInt32LE(at + 22),
    file.readUInt32LE(at + 18),
  ]);
  const agrees = crc === central.crc && packed === central.packed && unpacked === central.unpacked;
  // If sizes follow the data, the header has zeros; some writers fill in the sizes anyway, and they must then be
  // correct.
  const open = Boolean(flags & sizesFollow);
  const fits = (here: number | undefined, there: number) => here === 0 || here === there;
  const openAgrees =
    open &&
    fits(crc, central.crc) &&
    (fits(packed, central.packed) || packed === 0xffffffff) &&
    (fits(unpacked, central.unpacked) || unpacked === 0xffffffff);
  if (!agrees && !openAgrees) throw disagree();
  return start;
}

/** Length of the data descriptor: checksum and sizes again, with or without a signature, in 4 or 8 bytes. */
function descriptorLength(file: Buffer, central: Central, at: number, directory: number): number {
  if (!(central.flags & sizesFollow)) return 0;
  for (const signed of [4, 0]) {
    if (signed && (at + 4 > directory || file.readUInt32LE(at) !== descriptorSignature)) continue;
    const crcAt = at + signed;
    for (const width of [4, 8]) {
      const end = crcAt + 4 + 2 * width;
      if (end > directory || file.readUInt32LE(crcAt) !== central.crc) continue;
      const read = (place: number) => (width === 4 ? file.readUInt32LE(place) : Number(file.readBigUInt64LE(place)));
      if (read(crcAt + 4) !== central.packed || read(crcAt + 4 + width) !== central.unpacked) continue;
      if (end === directory || (end + 4 <= directory && file.readUInt32LE(end) === localSignature)) return end - at;
    }
  }
  throw new Refusal('zip_headers_disagree', { part: shown(central.name) });
}
