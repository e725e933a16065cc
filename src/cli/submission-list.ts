/** `gap submission list`: where every invited country stands. */
import { standingRevision } from '../domain/index.ts';
import { secretariat, withDesk } from './desk.ts';
import { readLine } from './line.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission list',
  summary: 'where every invited country stands',
  usage: 'gap submission list [CYCLE]',
  run: async (args, world) => {
    const [cycle] = readLine(command, args, { places: { least: 0, most: 1, are: 'a cycle' } }).places;
    const board = await withDesk(world, (desk) =>
      desk.listSubmissions({ person: secretariat, ...(cycle && { cycle }) }),
    );
    if (board.submissions.length === 0)
      world.out('No country is invited yet. Open a cycle first: gap cycle open CYCLE\n');
    for (const submission of board.submissions) {
      const { cycle: of, country, place, revision, errors, warnings, notChosen } = submission;
      const accepted = standingRevision(submission);
      const standing = accepted === null ? '' : `; revision ${accepted} accepted`;
      const chosen = notChosen.length === 0 ? '' : `; publication not yet chosen: ${notChosen.join(' ')}`;
      world.out(
        `${of}  ${country}  ${place}  revision ${revision}, ${errors} errors, ${warnings} warnings${standing}${chosen}\n`,
      );
    }
    return 0;
  },
};
