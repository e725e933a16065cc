/** `gap support confirm`: counts two reports of support as one activity. */
import type { Command } from '../world.ts';
import { decideOn, decisionJson } from './known.ts';

export const command: Command = {
  name: 'support confirm',
  usage: [
    'gap support confirm REPORT REPORT [--reason TEXT]',
    '',
    '  REPORT    code of a report, as gap support candidates and gap support list show it',
    '  --reason  why; it is kept with the decision',
    '',
    'The decision is kept in the data folder and applied when a release is built; gap support undo reverses it.',
  ].join('\n'),
  json: decisionJson,
  run: (args, world) =>
    decideOn(command, args, world, {
      step: 'confirm',
      done: 'are one activity.',
      idle: 'were confirmed before; nothing was changed.',
    }),
};
