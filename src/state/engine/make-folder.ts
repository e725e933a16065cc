/** Making the data folder. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it, each for its owner only; one that is there stays as it is.
 *
 * Node's own recursive way never ends where the system takes no new folder and states that the one above is missing, as
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
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
