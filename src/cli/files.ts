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
  const said = reasons[code ?? ''] ?? message;
  return new Problem('file_not_written', where, { file, said }, { cause: error });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written on that disk',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file of that name is there already',
  EBUSY: 'another program has it open',
};
