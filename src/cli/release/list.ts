/** `gap release list`: what was built, what is public, and what was withdrawn. */
import { listReleases } from '../../release/index.ts';
import { releases, type StoredRelease } from '../../state/index.ts';
import { readLine } from '../line.ts';
import { openExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'release list',
  summary: 'list drafts and releases, newest first',
  usage: [
    'gap release list [--cycle CYCLE]',
    '',
    '  --cycle  only those of this cycle, such as <instrument>-<version>',
    '',
    'A release is a draft, public, withdrawn, or replaced by a corrected one. "shown" marks those that the pages show.',
  ].join('\n'),
  run: async (args, world) => {
    const { cycle } = readLine(command, args, { optional: ['cycle'] }).options;
    const store = await openExistingStore(world);
    try {
      const all = await listReleases(store, cycle);
      const shown = new Set((await releases.latestOfEach(store.connection)).map(({ id }) => id));
      if (all.length === 0) world.out('No release was built yet: gap release build --cycle CYCLE\n');
      for (const release of all) {
        const { id, cycle: of, kind } = release;
        const marks = [kind === 'illustrative' ? 'illustrative' : '', shown.has(id) ? 'shown' : ''].filter(Boolean);
        world.out(`${[id, of, stateOf(release), ...marks].join('  ')}\n`);
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};

const when = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function stateOf({ state, builtAt, publishedAt, replacedBy, corrects }: StoredRelease): string {
  const correction = corrects === null ? '' : `, corrects ${corrects}`;
  if (state === 'draft') return `draft, built ${when(builtAt)}`;
  if (state === 'public') return `public since ${when(publishedAt!)}${correction}`;
  return replacedBy === null ? 'withdrawn' : `replaced by ${replacedBy}`;
}
