/** Files named on a command line, relative to the working folder. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../problem/index.ts';
import type { World } from './world.ts';

/** @param where - the option that names the file, such as `--page` @throws Problem `file_unreadable` */
export function readFile(world: World, where: string, file: string): Buffer {
  try {
    return readFileSync(resolve(world.workingFolder, file));
  } catch (error) {
    throw new Problem('file_unreadable', where, { file }, { cause: error });
  }
}

/** A file named on the command line; `replace` allows overwriting an existing one. */
type Named = { readonly where: string; readonly file: string; readonly replace: boolean };

/** Also called before the work, so that no one waits for a result that is then refused. @throws Problem `file_there` */
export function demandFree(world: World, { where, file, replace }: Named): void {
  if (!replace && statSync(resolve(world.workingFolder, file), { throwIfNoEntry: false })?.isFile()) {
    throw new Problem('file_there', where, { file });
  }
}

/** @throws Problem `file_there`, `file_not_written` */
export function writeFile(world: World, named: Named, content: string | Uint8Array): void {
  const { where, file } = named;
  try {
    demandFree(world, named);
    writeFileSync(resolve(world.workingFolder, file), content);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw notWritten(where, file, error);
  }
}

/**
 * Writes files into a folder, which is created if necessary; files of an earlier run are replaced.
 *
 * @param files - name and text of each
 * @returns their names
 * @throws Problem `file_not_written`
 */
export function writeInto(
  world: World,
  where: string,
  folder: string,
  files: Iterable<readonly [string, string]>,
): string[] {
  try {
    mkdirSync(resolve(world.workingFolder, folder), { recursive: true });
  } catch (error) {
    throw notWritten(where, folder, error);
  }
  return [...files].map(([name, text]) => {
    writeFile(world, { where, file: join(folder, name), replace: true }, text);
    return name;
  });
}

/** Names the file as on the command line, not as in the error of the operating system. */
export function notWritten(where: string, file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const [reason, correction] = reasons[code ?? ''] ?? [message, 'Check that its folder exists and is writable.'];
  return new Problem('file_not_written', where, { file, reason, correction }, { cause: error });
}

const reasons: Readonly<Record<string, readonly [reason: string, correction: string]>> = {
  ENOENT: ['its folder does not exist', 'Create the folder, or give another name.'],
  ENOTDIR: ['a part of its path is a file, not a folder', 'Give another name.'],
  EISDIR: ['it is a folder', 'Give the name of a file.'],
  EACCES: ['you do not have permission to write there', 'Ask for permission, or give another name.'],
  EPERM: ['you do not have permission to write there', 'Ask for permission, or give another name.'],
  EROFS: ['its disk is read-only', 'Give a name on another disk.'],
  ENOSPC: ['the disk is full', 'Free space on the disk, or give a name on another disk.'],
  EEXIST: ['a file of that name already exists', 'Give another name.'],
  EBUSY: ['another program has it open', 'Close it in the other program, then try again.'],
};
