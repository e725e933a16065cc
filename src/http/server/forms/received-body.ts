/** The body of a form as it arrives: small ones in memory, larger ones in a file, until there is room to read them. */
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
  /** Offsets of the lines that separate the parts of a multipart form. */
  readonly delimiters: readonly number[];
  /** Some of its bytes, in memory of their own. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** Takes away what is kept of it. */
  readonly drop: () => Promise<void>;
};

const mostInMemory = 256_000;
/** Of all bodies together: 80 that arrive at once would otherwise keep every reader waiting. */
const turns = openTurns();
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
      // A disk without room is reported when all was received, as too many parts are.
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
  /** Waits where the disk is slower than what arrives. @throws what the disk answered, also to an earlier piece */
  readonly write: (piece: Uint8Array) => Promise<void> | undefined;
  readonly end: () => Promise<void>;
  readonly drop: () => Promise<void>;
};

/** Pieces that arrive while one is written are written together. */
function openBodyFile(path: string): BodyFile {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600, highWaterMark: 256_000 });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // Heard by the next that writes; without a listener the same error would end the process.
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

/** A reader who leaves cancels the body: this is not reported and is not an incident. */
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
 * The body of a request, from the connection itself if there is one: a stream of the web around it costs twice the time.
 * Not cancelled where it is left early: the server drains what still comes, so that the answer reaches its reader.
 */
export function bodyOf(c: Context): AsyncIterable<Uint8Array> | null {
  const { incoming } = (c.env ?? {}) as { incoming?: unknown };
  if (incoming instanceof IncomingMessage) return incoming.iterator({ destroyOnReturn: false });
  return c.req.raw.body?.values({ preventCancel: true }) ?? null;
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
