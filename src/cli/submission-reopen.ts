/** `gap submission reopen`: an accepted submission may be changed again. */
import { readDecision } from './decision.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission reopen',
  summary: 'open an accepted submission for changes again',
  usage: 'gap submission reopen CYCLE COUNTRY --reason TEXT\n\n  --reason  why, kept in the record',
  run: async (args, world) => {
    const decision = readDecision(args, command);
    const { country, cycle } = await withDesk(world, (desk) =>
      desk.reopenSubmission({ ...decision, person: secretariat }),
    );
    world.out(`${country} ${cycle}: open again; until a revision is accepted, the next release has none of it\n`);
    return 0;
  },
};
