/** `gap release discard`: removes a draft that will not be published. */

import { secretariat } from '../../domain/index.ts';
import { discardDraft, findRelease } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'release discard',
  usage: [
    'gap release discard DRAFT',
    '',
    '  DRAFT  its id, as gap release list shows it, or its first digits',
    '',
    'The answers are kept; gap release build creates the same draft again. A public release is withdrawn, not discarded.',
  ].join('\n'),
  json: { release: 'its id', cycle: 'id of the cycle' },
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: { least: 1, most: 1, are: 'the id of a draft' } });
    return withExistingStore(world, async (store) => {
      const { id, cycle } = await findRelease(store, places[0]!);
      await discardDraft({ store, id, person: secretariat, at: world.now().toISOString() });
      world.out(`${cycle}: draft ${id} is discarded\n`);
      world.writeJson?.({ release: id, cycle });
      return 0;
    });
  },
};
