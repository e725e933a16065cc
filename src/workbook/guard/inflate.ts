/** Unpacks entries with a limit on the actual size, whatever sizes they declare, and verifies each checksum. */
import type { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from './directory.ts';
import { guardLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

/** @returns a function that unpacks one entry after another; their total size is counted across calls */
export function inflater(file: Buffer): (entry: Entry) => Uint8Array {
  let all = 0;
  return (entry) => {
    const packed = file.subarray(entry.start, entry.start + entry.packed);
    const left = guardLimits.all - all;
    const bytes = entry.method === 0 ? stored(packed, entry, left) : inflate(packed, entry, left);
    if (bytes.length !== entry.unpacked) throw new Refusal('zip_headers_disagree', { part: entry.name });
    if (crc32(bytes) !== entry.crc) throw new Refusal('zip_checksum', { part: entry.name });
    all += bytes.length;
    return bytes;
  };
}

function stored(packed: Buffer, entry: Entry, left: number): Uint8Array {
  if (packed.length > Math.min(left, guardLimits.part)) throw tooMuch(entry, packed.length, left);
  return packed;
}

function inflate(packed: Buffer, entry: Entry, left: number): Uint8Array {
  const regular = Math.max(guardLimits.ratioFrom, guardLimits.ratio * packed.length);
  const most = Math.min(regular, guardLimits.part, left);
  try {
    // `info` is missing from the types of the synchronous call; it gives the number of packed bytes that were used.
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: Math.max(1, most),
      // One chunk of the declared size, so that the result is not assembled from pieces and held in memory twice.
      chunkSize: Math.min(Math.max(entry.unpacked + 64, 1024), most + 64),
      info: true,
    }) as unknown as Inflated;
    if (engine.bytesWritten !== packed.length) throw new Refusal('zip_data_broken', { part: entry.name });
    return buffer;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch(entry, most + 1, left);
    throw new Refusal('zip_data_broken', { part: entry.name });
  }
}

function tooMuch(entry: Entry, reached: number, left: number): Refusal {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  if (reached > guardLimits.part) {
    return new Refusal('part_too_large', { part: entry.name, limit: megabytes(guardLimits.part) });
  }
  if (reached > left) return new Refusal('package_too_large', { limit: megabytes(guardLimits.all) });
  return new Refusal('part_ratio', { part: entry.name, limit: guardLimits.ratio });
}
