/** `gap support undo`: revokes a decision about two reports of support. */
import { decisionCommand } from './decision.ts';

export const command = decisionCommand({
  step: 'undo',
  done: 'are undecided again.',
  idle: 'have no decision; nothing was changed.',
});
