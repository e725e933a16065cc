/** Bytes of files that were written: small ones in memory, large ones on the disk until no one refers to them. */
import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type StoredBytes = {
  readonly size: number;
  /** All bytes; those of a large file are read again each time. */
  read(): Uint8Array;
  /** The bytes in pieces, each valid until the next is taken. */
  pieces(): Iterable<Uint8Array>;
  /**
   * Bytes from one place up to another.
   *
   * @param into - where they may be read to
   */
  part(from: number, to: number, into?: Uint8Array<ArrayBuffer>): Uint8Array;
};

/** Bytes up to which a file is kept in memory: more files than that are hardly worth a place on the disk. */
const mostInMemory = 4 * 1_048_576;
const pieceSize = 1_048_576;

/** Closes files that no one refers to, which deletes them, as they have no name. */
const unreferenced = new FinalizationRegistry<number>((file) => closeSync(file));

export const inMemory = (bytes: Uint8Array): StoredBytes => ({
  size: bytes.length,
  read: () => bytes,
  pieces: () => [bytes],
  part: (from, to) => bytes.subarray(from, to),
});

/**
 * Takes a file over: it loses its name, so that nothing is left of it when the process ends, however that ends.
 *
 * @param path - of a complete file
 * @param most - number of bytes up to which it is kept in memory
 */
export function takeFile(path: string, most = mostInMemory): StoredBytes {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  if (size <= most) {
    const bytes = readFileSync(file);
    closeSync(file);
    rmSync(path);
    return inMemory(bytes);
  }
  rmSync(path);
  const stored: StoredBytes = {
    size,
    read: () => readAt(file, 0, size),
    part: (from, to, into) => readAt(file, from, to - from, into),
    *pieces() {
      const piece = new Uint8Array(pieceSize);
      for (let at = 0; at < size; ) {
        const count = readSync(file, piece, 0, pieceSize, at);
        yield piece.subarray(0, count);
        at += count;
      }
    },
  };
  unreferenced.register(stored, file);
  return stored;
}

/** Keeps bytes that were read from elsewhere: large ones on the disk, as those of a file that was written. */
export function storeBytes(bytes: Uint8Array, folder: string): StoredBytes {
  if (bytes.length <= mostInMemory) return inMemory(bytes);
  const path = join(folder, `aside-${randomUUID()}`);
  writeFileSync(path, bytes);
  return takeFile(path);
}

/**
 * Bytes of an open file, also more than the system reads at once.
 *
 * @param into - where they are read to
 */
export function readAt(file: number, from: number, length: number, into = new Uint8Array(length)): Uint8Array {
  const bytes = into.subarray(0, length);
  for (let at = 0; at < length; ) at += readSync(file, bytes, at, Math.min(length - at, 2 ** 30), from + at);
  return bytes;
}
