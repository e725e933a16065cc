/** `gap submission accept`: the newest revision of a country becomes what releases are built from. */
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'submission accept',
  summary: 'accept the newest revision of a country',
  usage: 'gap submission accept CYCLE COUNTRY [--reason TEXT]\n\n  --reason  wanted where the revision has errors',
  run: async (args, world) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { reason: { type: 'string' } },
      allowPositionals: true,
    });
    const [cycle, country] = positionals;
    if (!cycle || !country) {
      throw new Problem('usage', 'command line', { said: 'A cycle and a country are needed.', help: command.usage });
    }
    const submission = await withDesk(world, (desk) =>
      desk.acceptSubmission({
        cycle,
        country: country.toUpperCase(),
        person: secretariat,
        ...(values.reason && { reason: values.reason }),
      }),
    );
    world.out(`${submission.country} ${submission.cycle}: revision ${submission.acceptedRevision} is accepted\n`);
    return 0;
  },
};
