/** `gap release compare`: the differences between two releases, and their causes. */
import { compareReleases, findRelease, releaseFiles, reviewDraft } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';
import { describeDifference } from './compared.ts';
import { describeReview, reviewReport } from './reviewed.ts';

export const command: Command = {
  name: 'release compare',
  usage: [
    'gap release compare DRAFT',
    'gap release compare EARLIER LATER',
    '',
    '  DRAFT           id of a draft, compared with the release of its cycle that the pages show',
    '  EARLIER, LATER  ids of releases, as gap release list shows them, or their first digits',
    '',
    'Exits with 0 whether or not anything changed.',
  ].join('\n'),
  json: {
    from: 'id of the earlier release; null if nothing of the cycle is public',
    to: 'id of the later release, or of the draft',
    difference:
      'null without an earlier release; else `marts` that differ, `scores` and `answers` (lists of changes), `weights_changed`, `models_changed`, `models`',
    review:
      'of a draft, else null: `stale` (what a new build would change), `newer`, `withdrawn_before`, `holds_withdrawn`',
  },
  run: async (args, world) => {
    const { places } = readLine(command, args, { places: releases });
    return withExistingStore(world, async (store) => {
      if (places.length === 1) {
        const { id } = await findRelease(store, places[0]!);
        const review = await reviewDraft({ store, contentRoot: world.contentRoot, id });
        world.out(`${describeReview(review).join('\n')}\n`);
        world.writeJson?.(reviewReport(review));
        return 0;
      }
      const [before, after] = await Promise.all(places.map((id) => releaseFiles(store, id)));
      const difference = compareReleases(before!, after!);
      world.out(`${describeDifference(difference).join('\n')}\n`);
      world.writeJson?.({ from: difference.from, to: difference.to, difference, review: null });
      return 0;
    });
  },
};

const releases = { least: 1, most: 2, are: 'the id of a draft, or the ids of two releases' };
