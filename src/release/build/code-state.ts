/** Names the exact code of this process, as tables may only be taken from a release that the same code built. */
import { basename } from 'node:path';
import process from 'node:process';
import { copyFolder } from '../../content/index.ts';

/**
 * The name of the compiled copy that runs, which `packaging/compile.ts` derives from every source file, the lock file and
 * the version of Node.
 *
 * @param copy - folder of the copy
 * @returns null for a process that runs from `src`, where a file may have changed after it was loaded
 */
export const codeState = (copy = copyFolder): string | null =>
  copy === null ? null : [basename(copy), process.version, process.platform, process.arch].join(' ');
