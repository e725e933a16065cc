/** A backup named on a command line. */
import { Problem } from '../../problem/index.ts';

/** @throws Problem `file_unreadable` where the file cannot be opened, in the words of anyone who named it */
export async function readBackupFile<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'open' && syscall !== 'read') throw error;
    throw new Problem('file_unreadable', 'FILE', { file }, { cause: error });
  }
}
