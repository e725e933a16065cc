/** A temporary data folder for a test, which must remove it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function temporaryDataFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'gap-publish-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
