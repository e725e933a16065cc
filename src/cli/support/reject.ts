/** `gap support reject`: counts two reports of support as two activities. */
import { decisionCommand } from './decision.ts';

export const command = decisionCommand({
  step: 'reject',
  done: 'are two activities.',
  idle: 'were rejected before; nothing was changed.',
});
