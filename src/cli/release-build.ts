/** `gap release build`: from accepted submissions to published figures. */
import { cyclesWithChangedRules, releaseCycle } from '../release/index.ts';
import { openStore } from '../state/index.ts';
import { changedRules } from './changed-rules.ts';
import { readLine } from './line.ts';
import { openProgress } from './progress.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'release build',
  summary: 'compute the figures of a cycle and publish them',
  usage: [
    'gap release build --cycle CYCLE',
    '',
    '  --cycle  such as <instrument>-<version>, or the version alone while only one open cycle has it',
    '',
    'Built from the accepted submissions of the cycle and of the earlier ones of its instrument. A release is never',
    'changed: where nothing has changed since, the same one stands.',
  ].join('\n'),
  run: async (args, world) => {
    const { options } = readLine(command, args, { required: ['cycle'] });
    const store = await openStore(world);
    const progress = openProgress(world);
    try {
      const { release, fresh } = await releaseCycle({
        store,
        contentRoot: world.contentRoot,
        cycle: options.cycle!,
        person: { id: 'command line', role: 'secretariat', country: null, assigned: [] },
        at: world.now().toISOString(),
        onProgress: progress.at,
      });
      progress.end();
      const { release: id, cycle, illustrative, files } = release.manifest;
      const marts = new Set(files.map(({ mart }) => mart)).size;
      const kind = illustrative ? ' (illustrative)' : '';
      world.out(`${cycle}${kind}: release ${id}, ${marts} tables; ${fresh ? 'published' : 'nothing has changed'}\n`);
      const { instrument } = release.manifest;
      for (const changed of await cyclesWithChangedRules(store, world.contentRoot, instrument))
        world.out(changedRules(changed));
      return 0;
    } finally {
      await store.close();
    }
  },
};
