/** Writes a zip file from compressed parts, so that the parts of a template are compressed only once. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

export type PackedPart = {
  readonly path: string;
  readonly crc: number;
  /** Size before compression, in bytes. */
  readonly size: number;
  readonly packed: Uint8Array;
};

export const deflatePart = (path: string, bytes: Uint8Array, level: number): PackedPart => ({
  path,
  crc: crc32(bytes),
  size: bytes.length,
  packed: deflateRawSync(bytes, { level, strategy: constants.Z_DEFAULT_STRATEGY }),
});

const localLength = 30;
const centralLength = 46;
const endLength = 22;
const version = 20;
/** Flag for file names in UTF-8. */
const flags = 0x0800;
const deflated = 8;

/** @param time - time of every part, in UTC; zip has a resolution of two seconds and starts in 1980 */
export function zipOf(parts: readonly PackedPart[], time: Date): Uint8Array {
  const names = parts.map(({ path }) => Buffer.from(path));
  const named = names.reduce((sum, name) => sum + name.length, 0);
  const packed = parts.reduce((sum, part) => sum + part.packed.length, 0);
  const bytes = Buffer.alloc(parts.length * (localLength + centralLength) + 2 * named + packed + endLength);
  let at = 0;
  const starts = parts.map((part, place) => {
    const start = at;
    bytes.writeUInt32LE(0x04034b50, at);
    writeHead(bytes, at + 4, part, names[place]!, time);
    at += localLength;
    at += names[place]!.copy(bytes, at);
    bytes.set(part.packed, at);
    at += part.packed.length;
    return start;
  });
  const central = at;
  parts.forEach((part, place) => {
    bytes.writeUInt32LE(0x02014b50, at);
    bytes.writeUInt16LE(version, at + 4);
    writeHead(bytes, at + 6, part, names[place]!, time);
    bytes.writeUInt32LE(starts[place]!, at + 42);
    at += centralLength;
    at += names[place]!.copy(bytes, at);
  });
  bytes.writeUInt32LE(0x06054b50, at);
  bytes.writeUInt16LE(parts.length, at + 8);
  bytes.writeUInt16LE(parts.length, at + 10);
  bytes.writeUInt32LE(at - central, at + 12);
  bytes.writeUInt32LE(central, at + 16);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The fields that the local header and the directory entry of a part have in common. */
function writeHead(bytes: Buffer, at: number, { crc, size, packed }: PackedPart, name: Buffer, time: Date): void {
  const day = ((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  bytes.writeUInt16LE(version, at);
  bytes.writeUInt16LE(flags, at + 2);
  bytes.writeUInt16LE(deflated, at + 4);
  bytes.writeUInt16LE(clock, at + 6);
  bytes.writeUInt16LE(day, at + 8);
  bytes.writeUInt32LE(crc, at + 10);
  bytes.writeUInt32LE(packed.length, at + 14);
  bytes.writeUInt32LE(size, at + 18);
  bytes.writeUInt16LE(name.length, at + 22);
}
