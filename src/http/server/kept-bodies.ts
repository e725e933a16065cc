/**
 * Stores bodies in files, each with the SHA-256 of its content: a truncated or changed file counts as missing. A file
 * is written under a temporary name and renamed, so that several processes may write the same ones.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, bodyOf, type Making } from './body.ts';

export type KeptBodies = {
  /** Without reading the disk. */
  readonly has: (name: string) => boolean;
  /** Null if there is none or it is damaged; includes files that another process has written since. */
  readonly read: (name: string) => Body | null;
  /** Does nothing if the disk is full. */
  readonly write: (name: string, body: Body) => Promise<void>;
};

/** @param folder - created with the first body */
export function openKeptBodies(folder: string): KeptBodies {
  const names = new Set(namesIn(folder));
  return {
    has: (name) => names.has(name),
    read: (name) => {
      const body = readBody(join(folder, name));
      if (body === null) names.delete(name);
      else names.add(name);
      return body;
    },
    write: async (name, body) => {
      // Not loaded to read the first pages.
      const { rename, rm, writeFile } = await import('node:fs/promises');
      const draft = join(folder, `${name}.${randomUUID()}`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, bytesOf(body), { mode: 0o600 });
        await rename(draft, join(folder, name));
        names.add(name);
      } catch {
        // A body that could not be stored is made again later.
        await rm(draft, { force: true }).catch(() => {});
      }
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.includes('.'));
  } catch {
    return [];
  }
}

type Head = { readonly made: Making; readonly tight: boolean; readonly br: number };

const hashLength = 32;
const headStart = hashLength + 4;

/** SHA-256 of everything that follows, length of the head, head, brotli copy, gzip copy. */
function bytesOf({ made, tight, sent }: Body): Uint8Array {
  const head = Buffer.from(JSON.stringify({ made, tight, br: sent.br.bytes.length } satisfies Head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const content = Buffer.concat([length, head, sent.br.bytes, sent.gzip.bytes]);
  return Buffer.concat([createHash('sha256').update(content).digest(), content]);
}

function readBody(path: string): Body | null {
  try {
    const bytes = readFileSync(path);
    const hash = createHash('sha256').update(bytes.subarray(hashLength)).digest();
    if (!hash.equals(bytes.subarray(0, hashLength))) return null;
    const start = headStart + bytes.readUInt32LE(hashLength);
    const { made, tight, br } = JSON.parse(bytes.toString('utf8', headStart, start)) as Head;
    return bodyOf(made, bytes.subarray(start, start + br), bytes.subarray(start + br), tight);
  } catch {
    return null;
  }
}
