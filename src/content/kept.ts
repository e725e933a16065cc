/**
 * Caches parsed files without faults next to the compiled copy of the software (`bin/start.mjs`), so that the next
 * process need not parse and check them again. A cache entry is named by the SHA-256 of the text, of its schema and
 * of how it is read. It belongs to the compiled copy that wrote it. A process that runs from `src` caches nothing,
 * unless a test run sets a folder (`vitest.config.ts`).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const here = import.meta.url;

/**
 * Folder of the running compiled copy, whose name is the SHA-256 of its content; null for a process that runs from
 * `src`.
 */
export const copyFolder = here.endsWith('.mjs') ? dirname(fileURLToPath(here)) : null;

const folder = copyFolder === null ? process.env.GAP_TEST_KEPT_CONTENT || null : join(copyFolder, 'content');
const mostRecords = 2_000;

/**
 * @param parts - everything that determines the result
 * @param read - returns null if there is a fault, which is not cached
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

/**
 * Once per process: a folder with very many entries, for example after an author saved a file many times, is emptied.
 */
function prepareFolder(place: string): void {
  if (isPrepared) return;
  mkdirSync(place, { recursive: true });
  if (readdirSync(place).length >= mostRecords) rmSync(place, { recursive: true });
  mkdirSync(place, { recursive: true });
  isPrepared = true;
}

let isPrepared = false;

function parse<Value>(file: string): Value | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Value;
  } catch {
    return null;
  }
}

/**
 * Does nothing if the folder is not writable, as in the process that reads uploads, or if JSON would change the
 * value.
 */
function keep(place: string, file: string, value: object): void {
  const text = JSON.stringify(value);
  if (!isDeepStrictEqual(JSON.parse(text), value)) return;
  try {
    prepareFolder(place);
    const draft = join(place, randomUUID());
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    // An entry that cannot be read is computed again.
  }
}
