/** Finds the end of a zip package: one end record at the very end, directly after its directory. */
import { Buffer } from 'node:buffer';
import { Refusal } from './refusal.ts';

/** Position of the directory in the file, and the number of entries that it declares. */
export type Extent = { readonly start: number; readonly end: number; readonly entries: number };

const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const centralSignature = 0x02014b50;
const wideEndSignature = 0x06064b50;
const locatorSignature = 0x07064b50;
const endLength = 22;
/** Maximum number of end-record signatures inside packed data; a file of this size contains none by chance. */
const mostMarks = 1_000;
const locatorLength = 20;
const wideEndLength = 56;

export function findEnd(file: Buffer): Extent {
  const marks = endMarks(file);
  const last = marks.filter((at) => reach(file, at) === file.length);
  // Signatures inside packed data are not end records; only those from which a reader could start count.
  const others = marks.filter((at) => !last.includes(at) && leadsToDirectory(file, at));
  if (last.length > 1) throw new Refusal('zip_several_ends');
  const at = last[0];
  if (at === undefined) {
    const cut = others.length === 0 || reach(file, others[0]!) > file.length;
    throw new Refusal(cut ? 'file_truncated' : 'zip_bytes_after');
  }
  const { entries, size, offset, directoryEnd } = readWideEnd(file, at) ?? readEnd(file, at);
  if (entries === 0 && size === 0) throw new Refusal('file_archive');
  const start = directoryEnd - size;
  if (start !== offset) {
    if (others.length > 0) throw new Refusal('zip_several_ends');
    throw new Refusal(start > offset && startsDirectory(file, start) ? 'zip_bytes_before' : 'zip_directory_broken');
  }
  return { start, end: directoryEnd, entries };
}

function endMarks(file: Buffer): number[] {
  const marks: number[] = [];
  for (let at = file.indexOf(endSignature); at >= 0; at = file.indexOf(endSignature, at + 1)) {
    if (at + endLength <= file.length) marks.push(at);
    if (marks.length > mostMarks) throw new Refusal('zip_several_ends');
  }
  return marks;
}

/** The end of the file according to the record: after its comment. */
function reach(file: Buffer, at: number): number {
  return at + endLength + file.readUInt16LE(at + 20);
}

function leadsToDirectory(file: Buffer, at: number): boolean {
  return startsDirectory(file, at - file.readUInt32LE(at + 12)) || startsDirectory(file, file.readUInt32LE(at + 16));
}

function startsDirectory(file: Buffer, at: number): boolean {
  return at >= 0 && at + 4 <= file.length && file.readUInt32LE(at) === centralSignature;
}

type Read = { entries: number; size: number; offset: number; directoryEnd: number };

function readEnd(file: Buffer, at: number): Read {
  if (file.readUInt16LE(at + 4) !== 0 || file.readUInt16LE(at + 6) !== 0) throw new Refusal('zip_split');
  const entries = file.readUInt16LE(at + 10);
  if (file.readUInt16LE(at + 8) !== entries) throw new Refusal('zip_directory_broken');
  return { entries, size: file.readUInt32LE(at + 12), offset: file.readUInt32LE(at + 16), directoryEnd: at };
}

/** Some writers always add the zip64 records; they are accepted if both records agree. */
function readWideEnd(file: Buffer, endAt: number): Read | null {
  const locator = endAt - locatorLength;
  if (locator < 0 || file.readUInt32LE(locator) !== locatorSignature) return null;
  const at = locator - wideEndLength;
  if (at < 0 || file.readUInt32LE(at) !== wideEndSignature || Number(file.readBigUInt64LE(locator + 8)) !== at) {
    throw new Refusal('zip_directory_broken');
  }
  const disks = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 20), file.readUInt32LE(locator + 4)];
  const narrowDisks = [file.readUInt16LE(endAt + 4), file.readUInt16LE(endAt + 6)];
  const isWhole = disks.every((disk) => disk === 0) && narrowDisks.every((disk) => disk === 0 || disk === 0xffff);
  if (!isWhole || file.readUInt32LE(locator + 16) > 1) throw new Refusal('zip_split');
  const read = {
    entries: Number(file.readBigUInt64LE(at + 32)),
    size: Number(file.readBigUInt64LE(at + 40)),
    offset: Number(file.readBigUInt64LE(at + 48)),
  };
  const narrow = [file.readUInt16LE(endAt + 10), file.readUInt32LE(endAt + 12), file.readUInt32LE(endAt + 16)];
  const agrees = [read.entries, read.size, read.offset].every((value, place) => {
    const mark = place === 0 ? 0xffff : 0xffffffff;
    return narrow[place] === value || narrow[place] === mark;
  });
  const onThisDisk = file.readUInt16LE(endAt + 8);
  const agreesHere = onThisDisk === narrow[0] && Number(file.readBigUInt64LE(at + 24)) === read.entries;
  if (!agrees || !agreesHere) throw new Refusal('zip_directory_broken');
  return { ...read, directoryEnd: at };
}
