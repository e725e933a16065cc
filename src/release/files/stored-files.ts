/** The files of a built release, of which large ones are read from the disk when they are taken. */
import type { StoredBytes } from '../../warehouse/index.ts';

/** A map of paths to bytes. It keeps no bytes of a large file, so going through all entries needs no more than one. */
export class StoredFiles implements ReadonlyMap<string, Uint8Array> {
  readonly #files: ReadonlyMap<string, StoredBytes>;

  constructor(files: Iterable<readonly [string, StoredBytes]>) {
    this.#files = new Map(files);
  }

  get size(): number {
    return this.#files.size;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  get(path: string): Uint8Array | undefined {
    return this.#files.get(path)?.read();
  }

  part(path: string, from: number, to: number, into?: Uint8Array<ArrayBuffer>): Uint8Array {
    return this.#files.get(path)!.part(from, to, into);
  }

  keys(): MapIterator<string> {
    return this.#files.keys();
  }

  *values(): MapIterator<Uint8Array> {
    for (const stored of this.#files.values()) yield stored.read();
  }

  *entries(): MapIterator<[string, Uint8Array]> {
    for (const [path, stored] of this.#files) yield [path, stored.read()];
  }

  [Symbol.iterator](): MapIterator<[string, Uint8Array]> {
    return this.entries();
  }

  forEach(visit: (bytes: Uint8Array, path: string, files: ReadonlyMap<string, Uint8Array>) => void): void {
    for (const [path, bytes] of this.entries()) visit(bytes, path, this);
  }
}
