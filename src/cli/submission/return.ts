/** `gap submission return`: returns the newest revision to the country for correction. */

import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import type { Command } from '../world.ts';
import { readDecision, submissionKeys, writeSubmission } from './decision.ts';

export const command: Command = {
  name: 'submission return',
  usage: [
    'gap submission return CYCLE COUNTRY --reason TEXT',
    '',
    '  --reason  what to correct; the country can read it',
    '',
    'A revision accepted before stays accepted.',
  ].join('\n'),
  json: submissionKeys,
  run: async (args, world) => {
    const decision = readDecision(args, command);
    const submission = await withDesk(world, (desk) => desk.returnSubmission({ ...decision, person: secretariat }));
    const { country, cycle, acceptedRevision } = submission;
    const standing = acceptedRevision === null ? '' : `; revision ${acceptedRevision} stays accepted`;
    world.out(`${country} ${cycle}: sent back; the next upload is a new revision${standing}\n`);
    writeSubmission(world, submission);
    return 0;
  },
};
