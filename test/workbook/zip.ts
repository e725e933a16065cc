/** Assembles zip packages byte by byte, so that each header can have any content. */
import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';

export type ZipEntry = {
  readonly name: string;
  readonly data: Uint8Array | string;
  /** 0: stored, 8: deflated; any number is written. Default: 8. */
  readonly method?: number;
  /** Compressed bytes, if they differ from `data` compressed with `method`. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly crc?: number;
  /** Size declared in both headers. */
  readonly size?: number;
  readonly packedSize?: number;
  /** Differences of the local header. */
  readonly local?: { readonly name?: string; readonly crc?: number; readonly size?: number; readonly method?: number };
  /** Data descriptor after the bytes, as written by streaming programs. */
  readonly descriptor?: 'signed' | 'bare' | 'wide';
  /** All sizes in the zip64 extra field. */
  readonly wide?: boolean;
  /** A comment in the directory, and an unknown field in both headers. */
  readonly comment?: string;
  readonly foreign?: Uint8Array;
  /** Unix mode, such as 0o120777 for a symbolic link. */
  readonly mode?: number;
  /** Omits this entry from the directory, or its bytes from the file (it then points to those of the entry before). */
  readonly only?: 'local' | 'central';
};

export type ZipShape = {
  readonly before?: Uint8Array | string;
  readonly after?: Uint8Array | string;
  /** Content between the last entry and the directory. */
  readonly gap?: Uint8Array | string;
  readonly comment?: string;
  /** Number of entries declared in the end record. */
  readonly claims?: number;
  /** Adds the zip64 records. */
  readonly wideEnd?: boolean;
  readonly disk?: number;
};

const number = (width: 2 | 4, value: number) => {
  const bytes = Buffer.alloc(width);
  if (width === 2) bytes.writeUInt16LE(value & 0xffff);
  else bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const wideNumber = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const bytesOf = (data: Uint8Array | string) => (typeof data === 'string' ? Buffer.from(data) : Buffer.from(data));

export function zip(entries: readonly ZipEntry[], shape: ZipShape = {}): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  const before = bytesOf(shape.before ?? '');
  let at = 0;
  let last = 0;
  for (const entry of entries) {
    const data = bytesOf(entry.data);
    const method = entry.method ?? 8;
    const packed = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(data) : data));
    const flags = (entry.flags ?? 0) | (entry.descriptor ? 8 : 0);
    const crc = entry.crc ?? crc32(data);
    const size = entry.size ?? data.length;
    const packedSize = entry.packedSize ?? packed.length;
    const sizes = (values: readonly [crc: number, packed: number, size: number]) =>
      values.map((value) => number(4, value));
    const extra = Buffer.concat([
      entry.foreign ?? Buffer.alloc(0),
      entry.wide
        ? Buffer.concat([number(2, 1), number(2, 16), wideNumber(size), wideNumber(packedSize)])
        : Buffer.alloc(0),
    ]);
    const remark = bytesOf(entry.comment ?? '');
    const mark = 0xffffffff;
    const { local } = entry;
    const localName = bytesOf(local?.name ?? entry.name);
    const name = bytesOf(entry.name);
    const localSizes = sizes(
      entry.descriptor
        ? [0, 0, 0]
        : [local?.crc ?? crc, entry.wide ? mark : packedSize, entry.wide ? mark : (local?.size ?? size)],
    );
    const descriptor = !entry.descriptor
      ? []
      : [
          ...(entry.descriptor === 'bare' ? [] : [Buffer.from('PK\x07\x08', 'latin1')]),
          number(4, crc),
          ...(entry.descriptor === 'wide'
            ? [wideNumber(packedSize), wideNumber(size)]
            : [number(4, packedSize), number(4, size)]),
        ];
    const written = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      number(2, 20),
      number(2, flags),
      number(2, local?.method ?? method),
      number(4, 0x5a210000),
      ...localSizes,
      number(2, localName.length),
      number(2, extra.length),
      localName,
      extra,
      packed,
      ...descriptor,
    ]);
    if (entry.only !== 'central') {
      last = at;
      locals.push(written);
      at += written.length;
    }
    if (entry.only === 'local') continue;
    centrals.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        number(2, entry.mode === undefined ? 20 : 0x0314),
        number(2, 20),
        number(2, flags),
        number(2, method),
        number(4, 0x5a210000),
        ...sizes([crc, entry.wide ? mark : packedSize, entry.wide ? mark : size]),
        number(2, name.length),
        number(2, extra.length),
        number(2, remark.length),
        number(2, 0),
        number(2, 0),
        number(4, (entry.mode ?? 0) * 0x10000),
        number(4, last + before.length),
        name,
        extra,
        remark,
      ]),
    );
  }
  const gap = bytesOf(shape.gap ?? '');
  const directory = Buffer.concat(centrals);
  const start = before.length + at + gap.length;
  const count = shape.claims ?? centrals.length;
  const comment = bytesOf(shape.comment ?? '');
  const wideEnd = !shape.wideEnd
    ? []
    : [
        Buffer.from('PK\x06\x06', 'latin1'),
        wideNumber(44),
        number(2, 45),
        number(2, 45),
        number(4, 0),
        number(4, 0),
        wideNumber(count),
        wideNumber(count),
        wideNumber(directory.length),
        wideNumber(start),
        Buffer.from('PK\x06\x07', 'latin1'),
        number(4, 0),
        wideNumber(start + directory.length),
        number(4, 1),
      ];
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06', 'latin1'),
    number(2, shape.disk ?? 0),
    number(2, 0),
    number(2, shape.wideEnd ? 0xffff : count),
    number(2, shape.wideEnd ? 0xffff : count),
    number(4, shape.wideEnd ? 0xffffffff : directory.length),
    number(4, shape.wideEnd ? 0xffffffff : start),
    number(2, comment.length),
    comment,
  ]);
  return Buffer.concat([before, ...locals, gap, directory, ...wideEnd, end, bytesOf(shape.after ?? '')]);
}

/** The parts of a package as entries, to be zipped in another way. */
export function entriesOf(bytes: Uint8Array): ZipEntry[] {
  return Object.entries(unzipSync(bytes)).map(([name, data]) => ({ name, data }));
}

/** A package with some of its parts changed, added, or (null) removed. */
export function withParts(
  bytes: Uint8Array,
  changes: Readonly<Record<string, string | Uint8Array | null | ((xml: string) => string)>>,
): Uint8Array {
  const parts = new Map(entriesOf(bytes).map(({ name, data }) => [name, data] as const));
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) parts.delete(name);
    else if (typeof change === 'function')
      parts.set(name, change(Buffer.from(parts.get(name) as Uint8Array).toString('utf8')));
    else parts.set(name, change);
  }
  return zip([...parts].map(([name, data]) => ({ name, data })));
}
