/** `gap release verify`: rebuilds a release from its kept inputs, and compares it byte by byte. */
import { releaseFiles, verifyRelease } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { openProgress } from '../progress.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';

const reported = {
  changed: 'is not the file that the manifest names',
  missing: 'is not stored',
  unnamed: 'is stored and the manifest does not name it',
  rebuilt_otherwise: 'comes out otherwise when it is built again',
  other_rules: 'does not hold the rules that the manifest names, or the figures were made with others',
} as const;

export const command: Command = {
  name: 'release verify',
  usage: [
    'gap release verify [ID]',
    '',
    '  ID  id of the release, or its first digits; default: the latest published one',
    '',
    'Exits with 0 if every file is identical; otherwise with 1, listing the files that differ.',
  ].join('\n'),
  json: {
    release: 'its id',
    cycle: 'id of the cycle',
    files: 'number of files compared',
    differences:
      'a list: `path`, `why` (`changed`, `missing`, `unnamed`, `rebuilt_otherwise`); empty if the rebuilt release is identical',
  },
  run: async (args, world) => {
    const [id = null] = readLine(command, args, { places: { least: 0, most: 1, are: 'the id of a release' } }).places;
    return withExistingStore(world, async (store) => {
      const progress = openProgress(world);
      const files = await releaseFiles(store, id);
      const { manifest, differences } = await verifyRelease({ files, onProgress: progress.at });
      progress.end();
      const count = manifest.files.length + manifest.inputs.length + manifest.models.length;
      world.writeJson?.({ release: manifest.release, cycle: manifest.cycle, files: count, differences });
      if (differences.length === 0) {
        world.out(`${manifest.cycle}: release ${manifest.release} comes out the same, all ${count} files\n`);
        return 0;
      }
      world.err(`${manifest.cycle}: release ${manifest.release}, ${differences.length} of ${count} files differ\n`);
      for (const { path, why } of differences) world.err(`  ${path} ${reported[why]}\n`);
      return 1;
    });
  },
};
