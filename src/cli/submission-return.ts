/** `gap submission return`: the newest revision goes back to the country, with what is to be mended. */
import { readDecision } from './decision.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission return',
  summary: 'send the newest revision of a country back to it',
  usage:
    'gap submission return CYCLE COUNTRY --reason TEXT\n\n  --reason  what is to be mended, as the country reads it',
  run: async (args, world) => {
    const decision = readDecision(args, command);
    const { country, cycle } = await withDesk(world, (desk) =>
      desk.returnSubmission({ ...decision, person: secretariat }),
    );
    world.out(`${country} ${cycle}: sent back; the next upload is a new revision\n`);
    return 0;
  },
};
