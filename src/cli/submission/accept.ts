/** `gap submission accept`: accepts the newest revision of a country, which releases then use. */

import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { cycleAndCountry, submissionKeys, writeSubmission } from './decision.ts';

export const command: Command = {
  name: 'submission accept',
  usage: [
    'gap submission accept CYCLE COUNTRY [--reason TEXT] [--confirm-wider-publication]',
    '',
    '  --reason                      required if the revision has errors or lacks an answer required for acceptance',
    '  --confirm-wider-publication   required if the country publishes more than before; confirm this with the country first',
    '',
    'It replaces the revision accepted before, which remains in releases until then.',
  ].join('\n'),
  json: submissionKeys,
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      optional: ['reason'],
      flags: ['confirm-wider-publication'],
      places: cycleAndCountry,
    });
    const [cycle, country] = places as [string, string];
    const submission = await withDesk(world, (desk) =>
      desk.acceptSubmission({
        cycle,
        country: country.toUpperCase(),
        person: secretariat,
        ...(options.reason && { reason: options.reason }),
        confirmWider: flags.has('confirm-wider-publication'),
      }),
    );
    world.out(`${submission.country} ${submission.cycle}: revision ${submission.acceptedRevision} is accepted\n`);
    writeSubmission(world, submission);
    return 0;
  },
};
