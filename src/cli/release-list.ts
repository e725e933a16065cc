/** `gap release list`: what was built and what is published. */
import { listReleases } from '../release/index.ts';
import { openStore } from '../state/index.ts';
import { readLine } from './line.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'release list',
  summary: 'list the releases, newest first',
  usage: [
    'gap release list [--cycle CYCLE]',
    '',
    '  --cycle  only those of this cycle, such as <instrument>-<version>',
  ].join('\n'),
  run: async (args, world) => {
    const { cycle } = readLine(command, args, { optional: ['cycle'] }).options;
    const store = await openStore(world);
    try {
      const releases = await listReleases(store, cycle);
      if (releases.length === 0) world.out('No release was built yet: gap release build --cycle CYCLE\n');
      for (const { id, cycle: of, kind, publishedAt } of releases) {
        const published = publishedAt ? `published ${publishedAt.slice(0, 16).replace('T', ' ')} UTC` : 'not published';
        world.out(`${id}  ${of}  ${published}${kind === 'illustrative' ? '  illustrative' : ''}\n`);
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};
