/** Zip64: sizes over 4 GB are in an extra field, and some writers put all sizes there. */
import type { Buffer } from 'node:buffer';
import { Refusal } from './refusal.ts';

const wide = 0xffffffff;
const wideField = 0x0001;

/**
 * @param extra - the extra field of a header
 * @param narrow - 32-bit sizes of the header, in the order in which the extra field gives the 64-bit ones
 * @returns the sizes; from the extra field if the header refers to it
 */
export function wideSizes(extra: Buffer, narrow: readonly number[]): number[] {
  if (!narrow.includes(wide)) return [...narrow];
  const field = findField(extra);
  let at = 0;
  return narrow.map((size) => {
    if (size !== wide) return size;
    // A header whose sizes follow the data may have the mark without the field.
    if (!field) return wide;
    if (at + 8 > field.length) throw new Refusal('zip_directory_broken');
    const value = field.readBigUInt64LE(at);
    at += 8;
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
  });
}

function findField(extra: Buffer): Buffer | null {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === wideField && at + 4 + length <= extra.length) {
      return extra.subarray(at + 4, at + 4 + length);
    }
    at += 4 + length;
  }
  return null;
}
