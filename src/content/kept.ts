/**
 * What was read of files without a fault, kept next to the compiled copy of the software (`bin/start.mjs`), so that the next
 * process neither parses nor checks them again. A record is named by the SHA-256 of the text, of its schema and of how it is
 * read; it belongs to the copy that wrote it, whose code it was read by. A process that runs from `src` keeps nothing, unless
 * a run of tests names a folder for the code as it is (`vitest.config.ts`).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const here = import.meta.url;

/** Folder of the compiled copy that runs, whose name is the SHA-256 of all that it was made of; null for a process that runs from `src`. */
export const copyFolder = here.endsWith('.mjs') ? dirname(fileURLToPath(here)) : null;

const folder = copyFolder === null ? process.env.GAP_TEST_KEPT_CONTENT || null : join(copyFolder, 'content');
const mostRecords = 2_000;

/**
 * @param parts - all that decides what is read
 * @param read - gives null if there is a fault: that is not kept
 */
export function remembered<Value extends object>(parts: readonly string[], read: () => Value | null): Value | null {
  if (folder === null) return read();
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} ${part}`);
  const file = join(folder, `${hash.digest('hex')}.json`);
  const known = parse<Value>(file);
  if (known !== null) return known;
  const value = read();
  if (value !== null) keep(folder, file, value);
  return value;
}

/** Once a process: a folder with very many records, such as of an author's many savings, begins again. */
function makeRoom(place: string): void {
  if (roomMade) return;
  mkdirSync(place, { recursive: true });
  if (readdirSync(place).length >= mostRecords) rmSync(place, { recursive: true });
  mkdirSync(place, { recursive: true });
  roomMade = true;
}

let roomMade = false;

function parse<Value>(file: string): Value | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Value;
  } catch {
    return null;
  }
}

/** Left undone where the folder cannot be written, such as by the process that reads uploads, or JSON would change a value. */
function keep(place: string, file: string, value: object): void {
  const text = JSON.stringify(value);
  if (!isDeepStrictEqual(JSON.parse(text), value)) return;
  try {
    makeRoom(place);
    const draft = join(place, randomUUID());
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    // What is not kept is read again.
  }
}
