/** `gap support confirm`: counts two reports of support as one activity. */
import { decisionCommand } from './decision.ts';

export const command = decisionCommand({
  step: 'confirm',
  done: 'are one activity.',
  idle: 'were confirmed before; nothing was changed.',
});
