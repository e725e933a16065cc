/** `gap restore`: restores a backup into a new folder or database. */
import { resolve } from 'node:path';
import { restoreBackup } from '../../state/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { backupKeys, report } from './backup.ts';
import { readBackupFile } from './backup-file.ts';

export const command: Command = {
  name: 'restore',
  usage: [
    'gap restore FILE',
    '',
    'Into the data folder (GAP_DATA), which must not exist or be empty, or into the PostgreSQL database (DATABASE_URL),',
    'which must have no tables. A backup of SQLite can be restored into PostgreSQL, and vice versa. The complete',
    'file is checked first; if it has an error, nothing is restored.',
  ].join('\n'),
  json: backupKeys,
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'a file' } });
    const file = places[0]!;
    const { databaseUrl, folder } = world;
    const read = () => restoreBackup({ databaseUrl, folder }, resolve(world.workingFolder, file));
    report(world, file, await readBackupFile(file, read));
    world.out(`Restored into ${databaseUrl === null ? folder : 'the PostgreSQL database'}.\n`);
    return 0;
  },
};
