/** `gap release publish`: publishes a draft, after a person has read what it changes. */

import { secretariat } from '../../domain/index.ts';
import { findRelease, publishRelease, reviewDraft } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';
import { demandConfirmation } from './confirm.ts';
import { describeReview, reviewReport } from './reviewed.ts';

export const command: Command = {
  name: 'release publish',
  usage: [
    'gap release publish DRAFT [--yes]',
    '',
    '  DRAFT  its id, as gap release list shows it, or its first digits',
    '  --yes  in a script: publish without asking',
    '',
    'Shows how the draft differs from the public release, then asks for confirmation. Without a terminal and without --yes nothing is published.',
    'A public release that was replaced by a later one can be published again.',
  ].join('\n'),
  json: {
    release: 'its id',
    cycle: 'id of the cycle',
    published: 'true if it became public now, false if it was public already',
    replaced: 'id of the release that the pages showed before; null for none',
    review: 'as `gap release compare DRAFT` gives it, from before it was published',
  },
  run: async (args, world) => {
    const { flags, places } = readLine(command, args, { flags: ['yes'], places: oneDraft });
    return withExistingStore(world, async (store) => {
      const { id, cycle } = await findRelease(store, places[0]!);
      const review = await reviewDraft({ store, contentRoot: world.contentRoot, id });
      world.out(`${describeReview(review, 20).join('\n')}\n`);
      await demandConfirmation(world, `Publish release ${id} of ${cycle}?`, flags.has('yes'));
      const seen = review.shown?.id ?? null;
      const done = await publishRelease({ store, id, person: secretariat, at: world.now().toISOString(), seen });
      world.out(`${cycle}: release ${id} ${done ? 'is published' : 'was published already'}\n`);
      world.writeJson?.({ release: id, cycle, published: done, replaced: seen, review: reviewReport(review) });
      return 0;
    });
  },
};

const oneDraft = { least: 1, most: 1, are: 'the id of a draft' };
