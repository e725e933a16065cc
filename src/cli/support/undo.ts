/** `gap support undo`: revokes a decision about two reports of support. */
import type { Command } from '../world.ts';
import { decideOn, decisionJson } from './known.ts';

export const command: Command = {
  name: 'support undo',
  usage: [
    'gap support undo REPORT REPORT',
    '',
    '  REPORT    code of a report, as gap support candidates and gap support list show it',

    '',
    'The decision is kept in the data folder and applied when a release is built; gap support undo reverses it.',
  ].join('\n'),
  json: decisionJson,
  run: (args, world) =>
    decideOn(command, args, world, {
      step: 'undo',
      done: 'are undecided again.',
      idle: 'have no decision; nothing was changed.',
    }),
};
