/** Removes temporary folders that a killed process left on this machine. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { scratchName } from '../../warehouse/index.ts';

/**
 * Removes the folders of this user whose process has ended. Several processes, and several machines sharing a disk,
 * may be running: a name contains machine and process, and unknown folders are kept.
 *
 * @returns the removed folders
 */
export function removeStaleFolders(under: readonly string[]): string[] {
  const own = new RegExp(`^gap-(?:warehouse|receiving)-${scratchName(hostname(), '(\\d+)')}-`);
  return [...new Set(under)].flatMap((folder) => {
    const found = names(folder).flatMap((name) => {
      const pid = own.exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid)) && isOurs(join(folder, name)) ? [join(folder, name)] : [];
    });
    for (const path of found) rmSync(path, { recursive: true, force: true });
    return found;
  });
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process is running, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOurs(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}
