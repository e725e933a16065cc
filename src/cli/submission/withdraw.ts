/** `gap submission withdraw`: withdraws the newest revision while it is not accepted. */

import { secretariat } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { cycleAndCountry, submissionKeys, writeSubmission } from './decision.ts';

export const command: Command = {
  name: 'submission withdraw',
  usage: [
    'gap submission withdraw CYCLE COUNTRY --revision N',
    '',
    '  --revision  number of the newest revision, as confirmation',
    '',
    'The answers are again those of the previous revision. The revision stays in the history; its number is not reused.',
  ].join('\n'),
  json: submissionKeys,
  run: async (args, world) => {
    const { options, places } = readLine(command, args, { required: ['revision'], places: cycleAndCountry });
    const revision = Number(options.revision);
    if (!Number.isInteger(revision)) {
      const reason = `--revision takes a whole number, not "${options.revision}".`;
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    const [cycle, country] = places as [string, string];
    const after = await withDesk(world, (desk) =>
      desk.withdrawRevision({ cycle, country: country.toUpperCase(), revision, person: secretariat }),
    );
    const now = after.revision === 0 ? 'it has no answers now' : `its answers are those of revision ${after.revision}`;
    world.out(`${after.country} ${after.cycle}: revision ${revision} withdrawn; ${now}\n`);
    writeSubmission(world, after);
    return 0;
  },
};
