/** Identifies a state of all content, so that derived data are reused for the same state only. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolders } from './folders.ts';
import { remembered } from './kept.ts';
import { software } from './schema/load.ts';

/** SHA-256 of every file of the content folders, by name and bytes. */
export function contentFingerprint(contentRoot: string): string {
  const hash = createHash('sha256');
  for (const folder of contentFolders) {
    const place = join(contentRoot, folder);
    if (!existsSync(place)) continue;
    const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
    for (const file of files) {
      const bytes = readFileSync(file);
      hash.update(`${file.slice(contentRoot.length)}\n${bytes.length}\n`).update(bytes);
    }
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
