/** Assembles a package: parts that did not change are copied in compressed form. */
import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Entry } from '../../guard/directory.ts';

/** Flag for file names in UTF-8. */
const flags = 0x0800;
/** 1 January 1980, the earliest date of the format: a copy does not disclose when it was made. */
const day = 0x0021;
const version = 20;

/**
 * @param file - bytes of the original package, whose checksums were verified before
 * @param changed - parts that replace an entry of the same name, or are new
 */
export function packParts(
  file: Buffer,
  entries: readonly Entry[],
  changed: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const kept = entries.filter(({ name }) => !changed.has(name));
  const packed = [
    ...kept.map((entry) => ({ ...entry, bytes: file.subarray(entry.start, entry.start + entry.packed) })),
    ...[...changed].map(([name, part]) => {
      const bytes = deflateRawSync(part, { level: 4 });
      return { name, method: 8, crc: crc32(part), packed: bytes.length, unpacked: part.length, bytes };
    }),
  ].sort((a, b) => Number(b.name === typesName) - Number(a.name === typesName));
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, method, crc, packed: size, unpacked, bytes } of packed) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(version, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(day, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(size, 14);
    common.writeUInt32LE(unpacked, 18);
    common.writeUInt16LE(path.length, 22);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(at, 10);
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, bytes);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, behind, path);
    at += 30 + path.length + size;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(packed.length, 8);
  end.writeUInt16LE(packed.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, list, end]);
}

/** Written first, as every program does. */
const typesName = '[Content_Types].xml';
