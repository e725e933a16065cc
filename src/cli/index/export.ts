import { join } from 'node:path';
import { exportIndices } from '../../exchange/index.ts';
import { openRelease, releaseFiles } from '../../release/index.ts';
import { demandFree, writeInto } from '../files.ts';
import { offeredLanguage } from '../language.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'index export',
  usage: `gap index export --out DIR [--release ID] [--language CODE] [--replace]

  --out       folder in which a subfolder is created for each dimension, with iData.csv, iMeta.csv, method.yaml and rerun.R
  --release   id of the release, or its first digits; default: the latest published one
  --language  language of names next to codes; default: the working language
  --replace   overwrite the files of an earlier export; without this option, existing files are not changed`,
  json: {
    release: 'its id',
    folder: 'as it was named',
    indices:
      'a list: `dimension`, `files`, `agreeing` (number of scores that are equal), `differing` (a list with `country`, `element`, `released`, `recomputed` and why)',
  },
  run: async (args, world) => {
    const { options, flags } = readLine(command, args, {
      required: ['out'],
      optional: ['release', 'language'],
      flags: ['replace'],
    });
    const language = offeredLanguage(world, command, options.language);
    return withExistingStore(world, async (store) => {
      const release = openRelease(await releaseFiles(store, options.release ?? null));
      const replace = flags.has('replace');
      const indices = exportIndices(release, language).map((index) => ({
        index,
        folder: join(options.out!, index.dimension),
        files: Object.entries({
          'iData.csv': index.iData,
          'iMeta.csv': index.iMeta,
          'method.yaml': index.method,
          'rerun.R': index.script,
        }),
      }));
      // All files are checked before the first is written, so that a refusal leaves nothing incomplete.
      for (const { folder, files } of indices) {
        for (const [name] of files) demandFree(world, { where: '--out', file: join(folder, name), replace });
      }
      for (const { index, folder, files } of indices) {
        writeInto(world, '--out', folder, files);
        const { agreeing, differing } = index;
        world.out(`${index.dimension}: ${agreeing} of ${agreeing + differing.length} scores come out the same\n`);
        for (const { country, element, released, recomputed, notApplicable, unpublished } of differing) {
          const away = notApplicable.length > 0 ? `, as ${notApplicable.join(', ')} do not apply` : '';
          const few = unpublished.length > 0 ? `, as what is known of ${unpublished.join(', ')} counts there` : '';
          const why = `${away}${few}`;
          world.out(
            `  ${country} ${element}: ${released ?? 'none'} in the release, ${recomputed ?? 'none'} here${why}\n`,
          );
        }
      }
      world.writeJson?.({
        release: release.manifest.release,
        folder: options.out!,
        indices: indices.map(({ index, files }) => ({
          dimension: index.dimension,
          files: files.map(([name]) => name),
          agreeing: index.agreeing,
          differing: index.differing,
        })),
      });
      return 0;
    });
  },
};
