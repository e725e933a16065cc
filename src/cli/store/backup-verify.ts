/** `gap backup verify`: checks whether a backup can be restored. */
import { resolve } from 'node:path';
import { readBackup } from '../../state/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { backupKeys, report } from './backup.ts';
import { readBackupFile } from './backup-file.ts';

export const command: Command = {
  name: 'backup verify',
  usage: 'gap backup verify FILE\n\nExits with 0 if it is complete, with 1 if it is damaged or not a backup.',
  json: backupKeys,
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'a file' } });
    const file = places[0]!;
    report(world, file, await readBackupFile(file, () => readBackup(resolve(world.workingFolder, file))));
    return 0;
  },
};
