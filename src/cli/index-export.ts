import { join } from 'node:path';
import { exportIndices } from '../exchange/index.ts';
import { loadTexts } from '../i18n/index.ts';
import { openRelease, releaseFiles } from '../release/index.ts';
import { openStore } from '../state/index.ts';
import { writeInto } from './files.ts';
import { readLine } from './line.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'index export',
  summary: 'a release as iData and iMeta, to be computed again in COINr',
  usage: `--out DIR        a folder for each dimension is made there, with iData.csv, iMeta.csv, method.yaml and rerun.R
--release ID     of the release, or its first digits; the latest published one where it is left out
--language CODE  of names beside codes; the working language where it is left out`,
  run: async (args, world) => {
    const { options } = readLine(command, args, { required: ['out'], optional: ['release', 'language'] });
    const language = options.language ?? loadTexts(world.contentRoot).working;
    const store = await openStore(world);
    try {
      const release = openRelease(await releaseFiles(store, options.release ?? null));
      for (const index of exportIndices(release, language)) {
        const files = { 'iData.csv': index.iData, 'iMeta.csv': index.iMeta, 'method.yaml': index.method };
        writeInto(
          world,
          '--out',
          join(options.out!, index.dimension),
          Object.entries({ ...files, 'rerun.R': index.script }),
        );
        const { agreeing, differing } = index;
        world.out(`${index.dimension}: ${agreeing} of ${agreeing + differing.length} scores come out the same\n`);
        for (const { country, element, released, recomputed, notApplicable } of differing) {
          const why = notApplicable.length > 0 ? `, as ${notApplicable.join(', ')} do not apply` : '';
          world.out(
            `  ${country} ${element}: ${released ?? 'none'} in the release, ${recomputed ?? 'none'} here${why}\n`,
          );
        }
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};
