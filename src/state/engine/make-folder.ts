/** Creates the data folder. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder and its parents, accessible to the owner only; existing ones are unchanged.
 *
 * Node's recursive option does not terminate if the system allows no new folder and reports the parent as missing, as
 * in /proc.
 *
 * @throws the error of the operating system
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
