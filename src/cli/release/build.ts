/** `gap release build`: builds a draft from accepted submissions, which only the secretariat sees. */

import { secretariat } from '../../domain/index.ts';
import {
  cyclesWithChangedRules,
  type DraftOutcome,
  draftCycle,
  openRelease,
  type Release,
} from '../../release/index.ts';
import { demandContent } from '../content/faults.ts';
import { changedRules } from '../cycle/changed-rules.ts';
import { readLine } from '../line.ts';
import { openProgress } from '../progress.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { openWords } from '../words.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'release build',
  usage: [
    'gap release build --cycle CYCLE',
    '',
    '  --cycle  such as <instrument>-<version>, or the version alone while only one open cycle has it',
    '',
    'Built from the accepted submissions of the cycle and of the earlier ones of its instrument, without countries that',
    'were withdrawn. A draft is not public: compare it with the public release, then publish or discard it.',
  ].join('\n'),
  json: {
    release: 'its id',
    cycle: 'id of the cycle',
    outcome: '`new`, `draft` (an identical draft exists), `public` (an identical release is public), `was_withdrawn`',
    illustrative: 'true if the answers are invented',
    reference_date: 'reference date of the answers of the cycle',
    tables: 'number of tables',
    rules_changed:
      'ids of cycles whose rules in cycles.yaml have changed since they opened; the rules of that day apply',
  },
  run: async (args, world) => {
    const { options } = readLine(command, args, { required: ['cycle'] });
    await demandContent(world.contentRoot, { cycle: options.cycle!, models: true });
    return withExistingStore(world, async (store) => {
      const progress = openProgress(world);
      const { release, outcome } = await draftCycle({
        store,
        contentRoot: world.contentRoot,
        cycle: options.cycle!,
        person: secretariat,
        at: world.now().toISOString(),
        onProgress: progress.at,
      });
      progress.end();
      const { release: id, cycle, illustrative, files } = release.manifest;
      const marts = new Set(files.map(({ mart }) => mart)).size;
      const kind = illustrative ? ' (illustrative)' : '';
      const referenceDate = readReferenceDate(release);
      world.out(`${cycle}${kind}: release ${id}, ${marts} tables; ${outcomes[outcome]}\n`);
      world.out(`Reference date: ${openWords(world).day(referenceDate)}\n`);
      if (outcome !== 'public')
        world.out(`Compare it: gap release compare ${id}\nPublish it: gap release publish ${id}\n`);
      const { instrument } = release.manifest;
      const changed = await cyclesWithChangedRules(store, world.contentRoot, instrument);
      for (const one of changed) world.out(changedRules(one));
      world.writeJson?.({
        release: id,
        cycle,
        outcome,
        illustrative,
        referenceDate,
        tables: marts,
        rulesChanged: changed.map((one) => one.id),
      });
      return 0;
    });
  },
};

/** Reference date of the released cycle. */
function readReferenceDate({ files, manifest }: Release): string {
  const cycles = openRelease(files).rows<{ cycle: string; reference_date: string }>('cycles');
  return cycles.find(({ cycle }) => cycle === manifest.cycle)!.reference_date;
}

const outcomes: Readonly<Record<DraftOutcome, string>> = {
  new: 'a draft',
  draft: 'nothing has changed since this draft was built',
  public: 'nothing has changed, this release is public',
  was_withdrawn: 'a draft of a release that was withdrawn',
};
