/** `gap release list`: what was built, what is public, and what was withdrawn. */
import { releases, type StoredRelease } from '../../state/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { table } from '../table.ts';
import { openWords, type Words } from '../words.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'release list',
  usage: [
    'gap release list [--cycle CYCLE]',
    '',
    '  --cycle  only those of this cycle, such as <instrument>-<version>',
    '',
    'A release is a draft, public, withdrawn, or replaced by a corrected one. "shown" marks those that the pages show.',
  ].join('\n'),
  json: {
    releases:
      'a list: `release`, `cycle`, `kind` (`real` or `illustrative`), `state` (`draft`, `public`, `withdrawn`), `built` and `published` (instants, null), `shown`, `corrects` and `replaced_by` (ids, null)',
  },
  run: async (args, world) => {
    const { cycle } = readLine(command, args, { optional: ['cycle'] }).options;
    return withExistingStore(world, async (store) => {
      const all = await releases.list(store.connection, cycle);
      const shown = new Set((await releases.latestOfEach(store.connection)).map(({ id }) => id));
      if (all.length === 0) world.out('No release was built yet. "gap release build --cycle CYCLE" builds one.\n');
      const words = openWords(world);
      const rows = all.map((release) => {
        const marks = [release.kind === 'illustrative' ? 'illustrative' : '', shown.has(release.id) ? 'shown' : ''];
        return [release.id, release.cycle, stateOf(release, words), marks.filter(Boolean).join(', ')];
      });
      world.out(table(['Release', 'Cycle', 'Status', 'Remarks'], rows));
      world.writeJson?.({ releases: all.map((release) => reportOf(release, shown)) });
      return 0;
    });
  },
};

function stateOf({ state, builtAt, publishedAt, replacedBy, corrects }: StoredRelease, { instant }: Words): string {
  const correction = corrects === null ? '' : `, corrects ${corrects}`;
  if (state === 'draft') return `draft, built ${instant(builtAt)}`;
  if (state === 'public') return `public since ${instant(publishedAt!)}${correction}`;
  return replacedBy === null ? 'withdrawn' : `replaced by ${replacedBy}`;
}

const reportOf = (release: StoredRelease, shown: ReadonlySet<string>) => ({
  release: release.id,
  cycle: release.cycle,
  kind: release.kind,
  state: release.state,
  built: release.builtAt,
  published: release.publishedAt,
  shown: shown.has(release.id),
  corrects: release.corrects,
  replacedBy: release.replacedBy,
});
