/** Receives the body of a form: small ones in memory, larger ones in a file, until there is room to read them. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'hono';
import { Problem } from '../../../problem/index.ts';
import { scratchName } from '../../../warehouse/index.ts';
import { openFormScanner } from './form-scanner.ts';
import { openTurns } from './turns.ts';

export type ReceivedBody = {
  readonly size: number;
  /** Offsets of the delimiter lines of a multipart form. */
  readonly delimiters: readonly number[];
  /** Some of its bytes, in newly allocated memory. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Removes the stored body. */
  readonly drop: () => Promise<void>;
};

const mostInMemory = 256_000;
/** Shared by all bodies: 80 that arrive at once would otherwise delay all other requests. */
const turns = openTurns();
let made = 0;

export type Receiving = {
  readonly contentType: string;
  /** Maximum size in bytes; no more is read. */
  readonly limit: number;
  /** Returns the folder for larger bodies, which is made when needed; without it everything is kept in memory. */
  readonly folder?: () => string;
};

/**
 * Reads a body to its end, even if it has too many parts: an earlier response would be lost with the connection.
 *
 * @throws Problem `form_unreadable` if it is incomplete, `form_too_long`, `body_too_large`, `store_full` if the disk
 *   is full
 */
export async function receiveBody(
  body: AsyncIterable<Uint8Array> | null,
  { contentType, limit, folder }: Receiving,
): Promise<ReceivedBody> {
  const scanner = openFormScanner(contentType);
  const pieces: Uint8Array[] = [];
  let file: BodyFile | null = null;
  let size = 0;
  let refused: unknown = null;
  const drop = async () => file?.drop();
  const keep = (piece: Uint8Array): Promise<void> | undefined => {
    if (file === null && (folder === undefined || size <= mostInMemory)) {
      pieces.push(piece);
      return undefined;
    }
    if (file === null) {
      file = openBodyFile(join(folder!(), `body-${made++}`));
      for (const earlier of pieces.splice(0)) void file.write(earlier);
    }
    return file.write(piece);
  };
  try {
    for await (const piece of body ?? []) {
      await turns.next();
      size += piece.length;
      if (size > limit) throw new Problem('body_too_large', 'body', { megabytes: Math.floor(limit / 1_000_000) });
      if (refused === null && !scanner.feed(piece)) refused = new Problem('form_too_long', 'body', {});
      if (refused !== null) continue;
      // A full disk is reported after everything was received, like too many parts.
      refused = await Promise.resolve(keep(piece)).then(() => null, asProblem);
    }
    if (refused !== null) throw refused;
    const kept = file as BodyFile | null;
    await kept?.end();
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

type BodyFile = {
  readonly path: string;
  /** Waits if the disk is slower than the network. @throws the error of the disk, including one of an earlier piece */
  readonly write: (piece: Uint8Array) => Promise<void> | undefined;
  readonly end: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

/** Pieces that arrive during a write are written together. */
function openBodyFile(path: string): BodyFile {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: 256_000 });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // The next write reports it; without a handler the error would end the process.
  failed.catch(() => {});
  stream.on('error', reject);
  const until = (done: (resolve: () => void) => void) => Promise.race([failed, new Promise<void>(done)]);
  return {
    path,
    write: (piece) => {
      if (stream.errored) return failed;
      return stream.write(piece) ? undefined : until((resolve) => stream.once('drain', resolve));
    },
    end: () => until((resolve) => stream.end(resolve)),
    drop: async () => {
      stream.destroy();
      await rm(path, { force: true });
    },
  };
}

/** A client that disconnects cancels the body, which is not an incident. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return new Problem('store_full', 'body', { store: 'the folder of bodies' }, { cause: error });
  }
  const ofFile = (error as NodeJS.ErrnoException).syscall !== undefined && code !== 'ECONNRESET' && code !== 'EPIPE';
  return ofFile ? error : new Problem('form_unreadable', 'body', {}, { cause: error });
}

/**
 * The body of a request, read from the connection itself if possible: the web stream around it takes twice the time.
 * Not cancelled if reading ends early: the server drains the rest, so that the client receives the response.
 */
export function bodyOf(c: Context): AsyncIterable<Uint8Array> | null {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown };
  if (incoming instanceof IncomingMessage) return incoming.iterator({ destroyOnReturn: false });
  return c.req.raw.body?.values({ preventCancel: true }) ?? null;
}

/** A folder for the bodies of one server, removed with everything in it. */
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
