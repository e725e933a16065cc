/** `gap submission list`: list the status of every invited country. */
import { daysLate, daysLeft, standingRevision } from '../../domain/index.ts';
import { secretariat, withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'submission list',
  summary: 'list the status of every invited country',
  usage: 'gap submission list [CYCLE]',
  run: async (args, world) => {
    const [cycle] = readLine(command, args, { places: { least: 0, most: 1, are: 'a cycle' } }).places;
    const board = await withDesk(world, (desk) =>
      desk.listSubmissions({ person: secretariat, ...(cycle && { cycle }) }),
    );
    if (board.submissions.length === 0)
      world.out('No country is invited yet. Open a cycle first: gap cycle open CYCLE\n');
    const due = new Map(board.cycles.map(({ id, closesOn }) => [id, closesOn]));
    for (const { id, closesOn } of board.cycles) {
      if (board.submissions.some((one) => one.cycle === id)) world.out(`${id}: ${deadline(closesOn, world.now())}\n`);
    }
    for (const submission of board.submissions) {
      const { cycle: of, country, place, revision, errors, warnings, receivedAt, notChosen } = submission;
      const days = daysLate(due.get(of) ?? null, receivedAt);
      const late = days === 0 ? '' : `; ${days} ${days === 1 ? 'day' : 'days'} late`;
      const accepted = standingRevision(submission);
      const standing = accepted === null ? '' : `; revision ${accepted} accepted`;
      const chosen = notChosen.length === 0 ? '' : `; publication not yet chosen: ${notChosen.join(' ')}`;
      world.out(
        `${of}  ${country}  ${place}  revision ${revision}, ${errors} errors, ${warnings} warnings${standing}${chosen}${late}\n`,
      );
    }
    for (const { fileName, country, receivedAt, setAside } of board.waiting) {
      const status = setAside ? 'could not be read yet, set aside' : 'waits to be read';
      world.out(`${status}: ${fileName}${country === null ? '' : `, ${country}`}, received ${receivedAt}\n`);
    }
    return 0;
  },
};

function deadline(due: string | null, now: Date): string {
  const left = daysLeft(due, now.toISOString());
  if (left === null) return 'no due date is set';
  const days = `${Math.abs(left)} ${Math.abs(left) === 1 ? 'day' : 'days'}`;
  return left < 0 ? `answers were due on ${due}, ${days} ago` : `answers are due on ${due}, ${days} left`;
}
