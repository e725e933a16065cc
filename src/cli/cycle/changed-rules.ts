/** The message if the rules of a cycle were changed after it opened. */
import type { Cycle } from '../../domain/index.ts';

export const changedRules = ({ id, instrument, openedAt }: Cycle): string =>
  `${id}: pipelines/framework/${instrument}/cycles.yaml has changed since the cycle opened on ${openedAt.slice(0, 10)}. The rules of that date still apply; the change has no effect on this cycle.\n`;
