/** `gap backup`: writes one file with everything, also while the server runs. */
import { resolve } from 'node:path';
import { Problem } from '../../problem/index.ts';
import { type BackupSummary, writeBackup } from '../../state/index.ts';
import { notWritten } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';
import { withExistingStore } from './existing-store.ts';

/** JSON keys of the three commands about backups. */
export const backupKeys = {
  file: 'as it was named',
  made: 'instant',
  tables: 'number of tables',
  rows: 'number of rows',
  files: 'number of stored files, each with the bytes of its hash',
};

export const command: Command = {
  name: 'backup',
  usage: [
    'gap backup FILE',
    '',
    'Of the data folder (GAP_DATA) or the PostgreSQL database (DATABASE_URL). The backup is one consistent state: it',
    'contains every upload acknowledged before the command began. It is written as FILE.part, read back, then renamed.',
    'An existing file is never overwritten. A backup contains all answers: protect it like the data itself.',
  ].join('\n'),
  json: backupKeys,
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'a file' } });
    const file = places[0]!;
    const summary = await withExistingStore(world, (store) => {
      const path = resolve(world.workingFolder, file);
      return writeBackup(store, path, world.now().toISOString()).catch((error) => {
        if (error instanceof Problem || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
        throw notWritten('FILE', file, error);
      });
    });
    report(world, file, summary);
    return 0;
  },
};

export function report(world: World, file: string, { header, tables, files }: BackupSummary): void {
  const rows = [...tables.values()].reduce((sum, count) => sum + count, 0);
  world.out(
    `${file}: backup of ${header.madeAt}, ${tables.size} tables, ${rows} rows, ${files} files; every hash is right.\n`,
  );
  world.writeJson?.({ file, made: header.madeAt, tables: tables.size, rows, files });
}
