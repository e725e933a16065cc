/** Identifies a state of all content, so that derived data are reused for the same state only. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolders } from './folders.ts';
import { remembered } from './kept.ts';
import { software } from './schema/load.ts';

/**
 * SHA-256 of every file of the content folders, by name and bytes. A file with the same size, inode and times as before
 * is not read again, unless it changed within the resolution of its times.
 */
export function contentFingerprint(contentRoot: string): string {
  const began = Date.now();
  const files = contentFolders.flatMap((folder) => filesBelow(join(contentRoot, folder)));
  let latest = 0;
  const stamps = files.map((file) => {
    const { size, ino, ctimeMs, mtimeMs } = statSync(file);
    latest = Math.max(latest, ctimeMs, mtimeMs);
    return `${file} ${size} ${ino} ${ctimeMs} ${mtimeMs}`;
  });
  const hash = () => ({ sha256: hashOf(contentRoot, files) });
  const settled = began - latest > settledMilliseconds;
  const known = settled ? remembered(['fingerprint of content', contentRoot, ...stamps], hash) : null;
  return (known ?? hash()).sha256;
}

/** A file that changed this recently may change again within the resolution of the file system's times. */
const settledMilliseconds = 2_000;

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

function hashOf(contentRoot: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(contentRoot.length)}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * Runs a check of content that throws on a fault, unless the same software passed it before on the same content.
 *
 * @param parts - identification of the check
 */
export async function checkOnce(
  contentRoot: string,
  parts: readonly string[],
  check: () => Promise<void>,
): Promise<void> {
  const before = fingerprintWithSchemas(contentRoot);
  const all = ['content without fault', before, ...parts];
  if (remembered(all, () => null) !== null) return;
  await check();
  // A file that was saved meanwhile may not be the one that was checked.
  if (fingerprintWithSchemas(contentRoot) === before) remembered(all, () => ({ checked: true }));
}

/** The schemas are those of the software, wherever the content is. */
function fingerprintWithSchemas(contentRoot: string): string {
  const own = contentFingerprint(contentRoot);
  return contentRoot === software ? own : `${own} ${contentFingerprint(software)}`;
}
