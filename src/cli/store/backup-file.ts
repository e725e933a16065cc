/** A backup file named on a command line. */
import { Problem } from '../../problem/index.ts';

/** @throws Problem `file_unreadable` if the file cannot be opened, with its name as on the command line */
export async function readBackupFile<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'open' && syscall !== 'read') throw error;
    throw new Problem('file_unreadable', 'FILE', { file }, { cause: error });
  }
}
