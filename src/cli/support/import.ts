/** `gap support import`: imports reports of support from IATI activity files and tables into the data folder. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { SupportFile } from '../../collection/index.ts';
import { secretariat } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command, World } from '../world.ts';

export const command: Command = {
  name: 'support import',
  usage: [
    'gap support import PLACE [--source NAME]',
    '',
    '  PLACE     an IATI activity file of version 2.01 to 2.03 (XML), a table with the columns of',
    '            pipelines/reference/projects.csv (docs/support.md states how to convert another table), or a folder of such',
    '            files',
    '  --source  what the source is called on pages; default: the name of PLACE without its ending',
    '',
    'All files are imported or none. If an activity is imported twice, the newer statement is kept, whatever the order.',
    'An error in an activity is shown with its line; the activity is imported without the incorrect value.',
    'docs/support.md describes what is read. The next build of a release shows it.',
  ].join('\n'),
  json: {
    source: 'name of the source',
    files: 'names of the files that were read',
    read: 'number of activities read',
    added: 'number of those that are new',
    replaced: 'number of those that replace an older statement',
    kept: 'number of those that changed nothing',
    faults: 'a list: `file`, `line`, `activity`, `what`',
  },
  run: async (args, world) => {
    const { options, places } = readLine(command, args, {
      optional: ['source'],
      places: { least: 1, most: 1, are: 'one file or folder' },
    });
    const place = places[0]!;
    const files = filesIn(world, place);
    const source = options.source ?? basename(place).replace(/\.[^.]+$/, '');
    const { faults, ...counts } = await withDesk(world, (desk) =>
      desk.importSupport({ source, files, person: secretariat }),
    );
    for (const { file, line, activity, what } of faults) world.err(`${file}:${line}: ${activity}: ${what}\n`);
    const { read, added, replaced, kept } = counts;
    const then = added + replaced > 0 ? 'Build a release to show them.' : 'Nothing was changed.';
    world.out(
      `${source}: ${counted(read, 'activity', 'activities')} read: ${added} new, ${replaced} replaced, ${kept} kept as they were; ${counted(faults.length, 'error')}. ${then}\n`,
    );
    world.writeJson?.({ source, files: files.map(({ name }) => name), ...counts, faults });
    return 0;
  },
};

/** The file itself, or the XML and CSV files of a folder, sorted by name. */
function filesIn(world: World, place: string): SupportFile[] {
  const path = resolve(world.workingFolder, place);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new Problem('file_unreadable', 'PLACE', { file: place });
  const names = stat.isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(xml|csv)$/i.test(name))
        .sort()
    : [];
  if (stat.isDirectory() && names.length === 0)
    throw new Problem('file_unreadable', 'PLACE', { file: `${place}/*.xml` });
  const paths = stat.isDirectory() ? names.map((name) => join(path, name)) : [path];
  return paths.map((file) => ({ name: basename(file), chunks: () => chunksOf(file) }));
}

/** Reads in chunks, as a file may be larger than the memory. */
function* chunksOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(256 * 1024);
      const size = readSync(handle, buffer);
      if (size === 0) return;
      yield buffer.subarray(0, size);
    }
  } finally {
    closeSync(handle);
  }
}
