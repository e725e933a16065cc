/** `gap support remove`: removes everything imported from one source. */
import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'support remove',
  usage: [
    'gap support remove SOURCE',
    '',
    '  SOURCE  name that was given with gap support import, as gap support list shows it',
    '',
    'Tables of the content and answers of countries are not changed. Decisions are kept, and apply again after another import.',
  ].join('\n'),
  json: { source: 'name of the source', removed: 'number of activities removed' },
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'the name of a source' } });
    const source = places[0]!;
    const { removed } = await withDesk(world, (desk) => desk.removeSupport({ source, person: secretariat }));
    world.out(
      removed === 0
        ? `${source}: nothing was imported under this name; gap support list shows the names.\n`
        : `${source}: ${counted(removed, 'activity', 'activities')} removed. Build a release to show it.\n`,
    );
    world.writeJson?.({ source, removed });
    return 0;
  },
};
