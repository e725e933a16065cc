/** A cache of requested files in compressed form, so that a further download needs neither reading nor compression. */
import type { Body } from './body.ts';

export type PackedFile = { readonly content: Uint8Array; readonly body: Body };

export type FileCache = {
  /**
   * The file; concurrent requests create it once. Failures and missing files are not cached.
   *
   * @param version - version of what is public; with another version, nothing in the cache is used
   * @param key - key of the file within that version
   */
  readonly get: (version: number, key: string, make: () => Promise<PackedFile>) => Promise<PackedFile>;
};

/**
 * @param mostBytes - maximum size of the cache; the least recently used file is removed first, a larger file is never
 *   cached
 */
export function openFileCache(mostBytes: number): FileCache {
  const kept = new Map<string, PackedFile>();
  const making = new Map<string, Promise<PackedFile>>();
  let bytes = 0;
  let of: number | null = null;
  const forget = (key: string) => {
    const file = kept.get(key);
    if (file === undefined) return;
    kept.delete(key);
    bytes -= sizeOf(file);
  };
  const keep = (key: string, file: PackedFile) => {
    if (sizeOf(file) > mostBytes) return;
    kept.set(key, file);
    bytes += sizeOf(file);
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) break;
      forget(oldest);
    }
  };
  return {
    get: async (version, key, make) => {
      if (version !== of) {
        kept.clear();
        making.clear();
        bytes = 0;
        of = version;
      }
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const waiting = making.get(key);
      if (waiting !== undefined) return waiting;
      const made = make();
      making.set(key, made);
      try {
        const file = await made;
        if (of === version) keep(key, file);
        return file;
      } finally {
        if (making.get(key) === made) making.delete(key);
      }
    },
  };
}

const sizeOf = ({ content, body }: PackedFile): number =>
  content.length + body.sent.br.bytes.length + body.sent.gzip.bytes.length;
