/** `gap release compare`: what one release says otherwise than another, and what lies behind it. */
import { compareReleases, findRelease, releaseFiles, reviewDraft } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { openExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';
import { tellDifference } from './compared.ts';
import { tellReview } from './reviewed.ts';

export const command: Command = {
  name: 'release compare',
  summary: 'show what changed between two releases, figure by figure, and why',
  usage: [
    'gap release compare DRAFT [--json]',
    'gap release compare EARLIER LATER [--json]',
    '',
    '  DRAFT           id of a draft, compared with the release of its cycle that the pages show',
    '  EARLIER, LATER  ids of releases, as gap release list shows them, or their first digits',
    '  --json          as one JSON object',
    '',
    'Exits with 0 whether or not anything changed.',
  ].join('\n'),
  run: async (args, world) => {
    const { flags, places } = readLine(command, args, { flags: ['json'], places: releases });
    const store = await openExistingStore(world);
    const tell = (value: unknown, lines: string[]) =>
      world.out(flags.has('json') ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`);
    try {
      if (places.length === 1) {
        const { id } = await findRelease(store, places[0]!);
        const review = await reviewDraft({ store, contentRoot: world.contentRoot, id });
        tell({ ...review, draft: review.draft.id, shown: review.shown?.id ?? null }, tellReview(review));
        return 0;
      }
      const [before, after] = await Promise.all(places.map((id) => releaseFiles(store, id)));
      const difference = compareReleases(before!, after!);
      tell(difference, tellDifference(difference));
      return 0;
    } finally {
      await store.close();
    }
  },
};

const releases = { least: 1, most: 2, are: 'the id of a draft, or the ids of two releases' };
