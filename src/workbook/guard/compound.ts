/**
 * Reads the names at the top of a Microsoft compound file (MS-CFB): a workbook of old Excel may contain a document of
 * Word, and a document of Word a workbook, so that a name anywhere in the file says nothing about the file itself.
 */
import type { Buffer } from 'node:buffer';

const signature = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const headerLength = 512;
const entryLength = 128;
/** Sectors of the table of sectors that the header lists itself; those of larger files are listed elsewhere. */
const listedInHeader = 109;
const lastSector = 0xfffffffa;
const lastEntry = 0xfffffffa;
/** Entries and sectors that are read; documents have some dozens. */
const most = 2_000;

export const isCompound = (file: Buffer): boolean => file.subarray(0, 8).toString('latin1') === signature;

/**
 * @returns the names of the streams and storages directly below the root, in lower case; null if the directory is
 *   damaged or beyond what is read
 */
export function topNames(file: Buffer): ReadonlySet<string> | null {
  if (file.length < headerLength) return null;
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const directory = directoryOf(file, 2 ** shift);
  if (directory === null || directory.length === 0) return null;
  const names = new Set<string>();
  const waiting = [directory[0]!.readUInt32LE(76)];
  for (let read = 0; waiting.length > 0; read += 1) {
    const number = waiting.pop()!;
    if (number > lastEntry) continue;
    const entry = directory[number];
    if (entry === undefined || read > most) return null;
    const length = Math.min(64, entry.readUInt16LE(64));
    names.add(
      entry
        .toString('utf16le', 0, length - (length % 2))
        .replace(/\0.*$/s, '')
        .toLowerCase(),
    );
    waiting.push(entry.readUInt32LE(68), entry.readUInt32LE(72));
  }
  return names;
}

/** The entries of the directory, of which the first is the root; null if a sector of it is outside the file. */
function directoryOf(file: Buffer, size: number): Buffer[] | null {
  const place = (sector: number) => (sector + 1) * size;
  const next = (sector: number): number | null => {
    const perSector = size / 4;
    const table = Math.floor(sector / perSector);
    if (table >= listedInHeader) return null;
    const at = place(file.readUInt32LE(76 + 4 * table)) + 4 * (sector % perSector);
    return at + 4 > file.length ? null : file.readUInt32LE(at);
  };
  const entries: Buffer[] = [];
  for (let sector: number | null = file.readUInt32LE(48); sector === null || sector <= lastSector; ) {
    if (sector === null || place(sector) + size > file.length || entries.length > most) return null;
    for (let at = place(sector); at < place(sector) + size; at += entryLength) {
      entries.push(file.subarray(at, at + entryLength));
    }
    sector = next(sector);
  }
  return entries;
}
