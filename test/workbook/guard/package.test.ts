import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { check, refusalOf, written } from '../checked.ts';
import { entriesOf, withParts, type ZipEntry, zip } from '../zip.ts';

/** One section is enough, as the guard does not depend on the sheets. */
const sound = await written({ scope: ['A'] });
const entries = entriesOf(sound);
const code = (bytes: Uint8Array) => refusalOf(check(bytes));
const other = (name: string, data: Uint8Array | string = 'x', more: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  data,
  ...more,
});
const first = (change: Partial<ZipEntry>) =>
  entries.map((entry, place) => (place === 1 ? { ...entry, ...change } : entry));
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);
const flipped = () => {
  const bytes = Uint8Array.from(zip(entries.map((entry) => ({ ...entry, method: 0 }))));
  const at = Buffer.from(bytes).indexOf('gap:answer');
  bytes[at] = 'h'.charCodeAt(0);
  return bytes;
};

describe('a valid package', () => {
  it.each<[string, () => Uint8Array]>([
    ['stored instead of deflated', () => zip(entries.map((entry) => ({ ...entry, method: 0 })))],
    ['with sizes behind the bytes', () => zip(entries.map((entry) => ({ ...entry, descriptor: 'signed' })))],
    ['with sizes behind the bytes, unsigned', () => zip(entries.map((entry) => ({ ...entry, descriptor: 'bare' })))],
    ['with sizes of 8 bytes behind the bytes', () => zip(entries.map((entry) => ({ ...entry, descriptor: 'wide' })))],
    ['with sizes in the wide field', () => zip(entries.map((entry) => ({ ...entry, wide: true })))],
    ['with the end record for over 4 GB', () => zip(entries, { wideEnd: true })],
    ['with its entries in another order', () => zip([...entries].reverse())],
    ['with folders among its entries', () => zip([...entries, other('xl/media/', '', { method: 0 })])],
    ['with a thumbnail', () => zip([...entries, other('docProps/thumbnail.jpeg', randomBytes(9000))])],
    ['with a comment at its end', () => zip(entries, { comment: 'saved by some program' })],
  ])('is read %s', (_, build) => {
    expect(code(build())).toBe('clean');
  });
});

describe('a package that readers may interpret differently is refused', () => {
  const local = entries.length;
  it.each<[string, string, () => Uint8Array]>([
    ['bytes before it', 'zip_bytes_before', () => zip(entries, { before: '#!/bin/sh\nexit\n' })],
    ['bytes before it that no offset counts', 'zip_bytes_before', () => Buffer.concat([Buffer.from('GIF89a'), sound])],
    ['bytes after it', 'zip_bytes_after', () => zip(entries, { after: 'and more' })],
    ['a second package after it', 'zip_several_ends', () => Buffer.concat([sound, zip([other('a.xml')])])],
    ['bytes between entries and directory', 'zip_gap', () => zip(entries, { gap: 'hidden' })],
    [
      'an entry that the directory leaves out',
      'zip_gap',
      () => zip([...entries, other('b.xml', 'x', { only: 'local' })]),
    ],
    [
      'two entries over the same bytes',
      'zip_overlap',
      () => {
        const [one] = entries;
        return zip([one!, { ...one!, name: 'xl/again.xml', only: 'central' }, ...entries.slice(1)]);
      },
    ],
    ['two parts of one name', 'zip_twin_names', () => zip([...entries, entries[1]!])],
    ['two parts whose names differ in case', 'zip_twin_names', () => zip([...entries, other('XL/WORKBOOK.XML')])],
    ['another name in the local header', 'zip_headers_disagree', () => zip(first({ local: { name: '_rels/.relz' } }))],
    ['another size in the local header', 'zip_headers_disagree', () => zip(first({ local: { size: 9 } }))],
    ['another method in the local header', 'zip_headers_disagree', () => zip(first({ local: { method: 0 } }))],
    ['another checksum in the local header', 'zip_headers_disagree', () => zip(first({ local: { crc: 9 } }))],
    ['a size that is not what comes out', 'zip_headers_disagree', () => zip(first({ size: 10 }))],
    ['a checksum that does not fit', 'zip_checksum', () => zip(first({ crc: 1 }))],
    ['one bit that was turned', 'zip_checksum', flipped],
    ['packed bytes that are none', 'zip_data_broken', () => zip(first({ packed: randomBytes(200) }))],
    [
      'bytes behind the packed ones',
      'zip_data_broken',
      () => zip(first({ packed: Buffer.concat([deflateRawSync(Buffer.from(entries[1]!.data)), randomBytes(9)]) })),
    ],
    ['more entries than it claims', 'zip_directory_broken', () => zip(entries, { claims: local - 1 })],
    ['fewer entries than it claims', 'zip_directory_broken', () => zip(entries, { claims: local + 1 })],
    ['parts on other disks', 'zip_split', () => zip(entries, { disk: 1 })],
    ['a path that climbs', 'zip_path', () => zip([...entries, other('xl/../../evil.xml')])],
    ['a path from the root', 'zip_path', () => zip([...entries, other('/etc/passwd')])],
    ['a path that climbs from the folder itself', 'zip_path', () => zip([...entries, other('./../evil.xml')])],
    ['a path from the root of the folder itself', 'zip_path', () => zip([...entries, other('.//etc/passwd')])],
    ['a path with a drive', 'zip_path', () => zip([...entries, other('C:/evil.xml')])],
    ['a path that climbs with backslashes', 'zip_path', () => zip([...entries, other('xl\\..\\..\\evil.xml')])],
    ['a path from the root with a backslash', 'zip_path', () => zip([...entries, other('\\etc\\passwd')])],
    ['one name spelled in two ways', 'zip_twin_names', () => zip([...entries, other('XL\\workbook.xml')])],
    ['one name, once with a percent sign', 'zip_twin_names', () => zip([...entries, other('xl/work%62ook.xml')])],
    ['a path that climbs with percent signs', 'zip_path', () => zip([...entries, other('xl/%2e%2E/%2e./evil.xml')])],
    ['a slash as a percent sign', 'zip_path', () => zip([...entries, other('xl%2fevil.xml')])],
    ['duplicate system files', 'zip_twin_names', () => zip([...entries, other('a/.DS_Store'), other('a\\.ds_store')])],
    ['a name with a NUL', 'zip_path', () => zip([...entries, other('xl/a.xml\0.png')])],
    ['a link', 'zip_link', () => zip([...entries, other('xl/link', '/etc/passwd', { mode: 0o120777 })])],
    ['a device', 'zip_link', () => zip([...entries, other('xl/device', '', { mode: 0o020666 })])],
    ['an encrypted entry', 'zip_entry_encrypted', () => zip(first({ flags: 1 }))],
    ['another way of packing', 'zip_method', () => zip(first({ method: 12 }))],
    ['its end missing', 'file_truncated', () => sound.slice(0, -30)],
    ['half of it missing', 'file_truncated', () => sound.slice(0, sound.length / 2)],
    ['nothing in it', 'file_archive', () => zip([])],
  ])('with %s', (_, expected, build) => {
    expect(code(build())).toBe(expected);
  });
});

describe('a package over a limit is refused', () => {
  it.each<[string, string, () => Uint8Array]>([
    ['unpacks to far more than its size', 'part_ratio', () => zip([...entries, other('xl/media/a.bin', zeros(20))])],
    [
      'declares a small size and unpacks to a large one',
      'part_ratio',
      () => zip([...entries, other('xl/media/a.bin', zeros(20), { size: 100 })]),
    ],
    [
      'holds a part of over 30 MB',
      'part_too_large',
      () => zip([...entries, other('xl/media/a.bin', '', { packed: packedNoise(31), size: 31 * 1024 * 1024 })]),
    ],
    [
      'unpacks to over 60 MB in all',
      'package_too_large',
      () => {
        const large = { packed: packedNoise(21), size: 21 * 1024 * 1024, crc: crc32(noise(21)) };
        return zip([...entries, ...[1, 2, 3].map((n) => other(`xl/media/${n}.bin`, '', large))]);
      },
    ],
    [
      'has over 500 parts',
      'zip_too_many_entries',
      () => zip([...entries, ...Array.from({ length: 500 }, (_, n) => other(`xl/media/${n}.xml`, '<a/>'))]),
    ],
    ['claims 65,000 parts', 'zip_too_many_entries', () => zip(entries, { claims: 65_000 })],
    ['claims to be 4 GB', 'zip_headers_disagree', () => zip(first({ size: 0xfffffff0 }))],
    [
      'holds a workbook of over 10 MB',
      'file_too_large',
      () => zip([...entries, other('xl/media/a.bin', randomBytes(11 * 1024 * 1024), { method: 0 })]),
    ],
  ])('since it %s', (_, expected, build) => {
    expect(code(build())).toBe(expected);
  });

  it('nested archives are not unpacked', () => {
    const inner = zip([other('0.zip', zip([other('1.zip', zip([other('big.bin', zeros(50))]))]))]);
    expect(code(withParts(sound, { 'xl/media/inner.zip': inner }))).toBe('clean');
  });
});

/** Bytes that deflate compresses about sixty times: repetitive enough for a zip bomb, and below the ratio. */
function noise(megabytes: number): Buffer {
  const row = Buffer.alloc(1024, '<c r="A1" s="3"/>');
  const all = Buffer.alloc(megabytes * 1024 * 1024);
  for (let at = 0; at < all.length; at += row.length) {
    row.writeUInt32LE((at * 2_654_435_761) >>> 0, 0);
    row.copy(all, at);
  }
  return all;
}

const packedNoise = (megabytes: number) => deflateRawSync(noise(megabytes), { level: 1 });
