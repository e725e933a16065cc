/** `gap submission reopen`: withdraws the acceptance of a country's revision. */

import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import type { Command } from '../world.ts';
import { readDecision, submissionKeys, writeSubmission } from './decision.ts';

export const command: Command = {
  name: 'submission reopen',
  usage: [
    'gap submission reopen CYCLE COUNTRY --reason TEXT',
    '',
    '  --reason  why; recorded in the history',
    '',
    'The country is excluded from the next release until a revision is accepted. To correct answers, you need not reopen:',
    'upload the workbook as the next revision. The accepted one stays until the newer one is accepted.',
  ].join('\n'),
  json: submissionKeys,
  run: async (args, world) => {
    const decision = readDecision(args, command);
    const submission = await withDesk(world, (desk) => desk.reopenSubmission({ ...decision, person: secretariat }));
    const { country, cycle } = submission;
    world.out(`${country} ${cycle}: open again; until a revision is accepted, the next release has none of it\n`);
    writeSubmission(world, submission);
    return 0;
  },
};
