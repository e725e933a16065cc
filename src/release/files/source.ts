/** Where the files of an opened release are. */

/** Files by path: a map, or files that are outside the memory. */
export type ReleaseSource = {
  /** @param most - number of bytes that are needed, from the first */
  readonly get: (path: string, most?: number) => Uint8Array | undefined;
  /**
   * Bytes of a file from one place up to another; omitted if whole files are in the memory.
   *
   * @param into - where they may be read to
   */
  readonly part?: (path: string, from: number, to: number, into?: Uint8Array<ArrayBuffer>) => Uint8Array;
};
