/** The hash of all files, by which earlier versions of this software identified a questionnaire. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns SHA-256, hexadecimal, of the name and bytes of each file of the instrument, sorted by name */
export function hashFiles(contentRoot: string, folder: string, languages: readonly string[]): string {
  const names = ['choices.yaml', 'crosswalk.csv', 'questionnaire.yaml', ...languages.map((one) => `texts/${one}.yaml`)];
  const hash = createHash('sha256');
  for (const name of names.toSorted()) {
    const path = join(contentRoot, folder, name);
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
