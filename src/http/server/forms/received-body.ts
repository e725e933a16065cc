/** The body of a form as it arrives: small ones in memory, larger ones in a file, until there is room to read them. */
import { createWriteStream, mkdtempSync, rmSync, type WriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../../problem/index.ts';
import { scratchName } from '../../../warehouse/index.ts';
import { openFormScanner } from './form-scanner.ts';

export type ReceivedBody = {
  readonly size: number;
  /** Offsets of the lines that separate the parts of a multipart form. */
  readonly delimiters: readonly number[];
  /** Some of its bytes, in memory of their own. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Takes away what is kept of it. */
  readonly drop: () => Promise<void>;
};

const mostInMemory = 256_000;
let made = 0;

export type Receiving = {
  readonly contentType: string;
  /** Bytes; not one more is read. */
  readonly limit: number;
  /** Gives the folder for larger bodies, which is made when it is needed; without it all is kept in memory. */
  readonly folder?: () => string;
};

/**
 * Reads a body to its end, also where its parts are too many: an answer given earlier would be lost with the connection.
 *
 * @throws Problem `form_unreadable` where it breaks off, `form_too_long`, `body_too_large`, `store_full` where the disk
 *   has no room
 */
export async function receiveBody(
  body: ReadableStream<Uint8Array> | null,
  { contentType, limit, folder }: Receiving,
): Promise<ReceivedBody> {
  const scanner = openFormScanner(contentType);
  const pieces: Uint8Array[] = [];
  let file: { readonly path: string; readonly stream: WriteStream } | null = null;
  let size = 0;
  let refused: unknown = null;
  const drop = async () => {
    file?.stream.destroy();
    if (file) await rm(file.path, { force: true });
  };
  const keep = async (piece: Uint8Array) => {
    if (file === null && (folder === undefined || size <= mostInMemory)) {
      pieces.push(piece);
      return;
    }
    if (file === null) {
      const path = join(folder!(), `body-${made++}`);
      const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      // Each write reports its own failure; without a listener the same error would end the process.
      stream.on('error', () => {});
      file = { path, stream };
      for (const earlier of pieces.splice(0)) await write(stream, earlier);
    }
    await write(file.stream, piece);
  };
  try {
    for await (const piece of piecesOf(body)) {
      size += piece.length;
      if (size > limit) throw new Problem('body_too_large', 'body', { megabytes: Math.floor(limit / 1_000_000) });
      if (refused === null && !scanner.feed(piece)) refused = new Problem('form_too_long', 'body', {});
      if (refused !== null) continue;
      // A disk without room is reported when all was received, as too many parts are.
      refused = await keep(piece).then(() => null, asProblem);
    }
    if (refused !== null) throw refused;
    const kept = file as { readonly path: string; readonly stream: WriteStream } | null;
    if (kept !== null)
      await new Promise<void>((resolve, reject) => kept.stream.on('error', reject).end(() => resolve()));
    return {
      size,
      delimiters: scanner.delimiters,
      read: kept === null ? readerOf(Buffer.concat(pieces)) : (start, end) => readPart(kept.path, start, end),
      drop,
    };
  } catch (error) {
    await drop();
    throw asProblem(error);
  }
}

const readerOf = (bytes: Buffer) => async (start: number, end: number) => new Uint8Array(bytes.subarray(start, end));

async function readPart(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - start);
  const file = await open(path, 'r');
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
      if (bytesRead === 0) throw new Error('a received body is shorter than it was');
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Not cancelled where it is left early: the server drains what still comes, so that the answer reaches its reader. */
async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) yield read.value;
}

const write = (stream: WriteStream, piece: Uint8Array) =>
  new Promise<void>((resolve, reject) => stream.write(piece, (error) => (error ? reject(error) : resolve())));

/** A reader who leaves breaks the body off: that is told to nobody and is no incident. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new Problem('store_full', 'body', { store: 'the folder of bodies' }, { cause: error });
  }
  const ofFile = (error as NodeJS.ErrnoException).syscall !== undefined && code !== 'ECONNRESET' && code !== 'EPIPE';
  return ofFile ? error : new Problem('form_unreadable', 'body', {}, { cause: error });
}

/** A folder for one server, in which nothing outlives it. */
export function openBodyFolder(under: string): { readonly path: () => string; readonly remove: () => void } {
  let path: string | null = null;
  return {
    path: () => {
      path ??= mkdtempSync(join(under, `gap-receiving-${scratchName(hostname(), String(process.pid))}-`));
      return path;
    },
    remove: () => {
      if (path !== null) rmSync(path, { recursive: true, force: true });
      path = null;
    },
  };
}
