/**
 * Files of an opened release that are outside the memory, in a temporary file without a name: those of a thousand
 * countries are larger than everything else in a server, and most of them are read once.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readAt } from '../../warehouse/index.ts';
import type { ReleaseSource } from './source.ts';

/** Smaller files stay in the memory. */
const least = 262_144;

type Place = { readonly from: number; readonly length: number };

/** Closes the file of a release that is no longer used. */
const unused = new FinalizationRegistry<number>((file) => closeSync(file));

/**
 * Reads files one after the other, so that not all of them are in the memory at once.
 *
 * @param folder - on a disk: a temporary folder in memory would save nothing
 * @param read - a file by its path; null if there is none
 */
export async function setAside(
  folder: string,
  paths: readonly string[],
  read: (path: string) => Promise<Uint8Array | null>,
): Promise<ReleaseSource> {
  const small = new Map<string, Uint8Array>();
  const places = new Map<string, Place>();
  let file: number | null = null;
  let end = 0;
  for (const path of paths) {
    const bytes = await read(path);
    if (bytes === null) continue;
    if (bytes.length < least) {
      small.set(path, bytes);
      continue;
    }
    file ??= openNameless(folder);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, end + at);
    places.set(path, { from: end, length: bytes.length });
    end += bytes.length;
  }
  const source: ReleaseSource = {
    get: (path, most = Number.POSITIVE_INFINITY) => {
      const place = places.get(path);
      return place === undefined ? small.get(path) : readAt(file!, place.from, Math.min(place.length, most));
    },
    part: (path, from, to, into) => {
      const place = places.get(path);
      if (place === undefined) return small.get(path)!.subarray(from, to);
      return readAt(file!, place.from + from, to - from, into);
    },
  };
  if (file !== null) unused.register(source, file);
  return source;
}

/** The system removes it when it is closed, also if the process is killed. */
function openNameless(folder: string): number {
  const path = join(folder, `.aside-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
