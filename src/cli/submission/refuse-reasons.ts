/** `gap submission refuse-reasons`: refuses reasons of answers "does not apply", which then count as missing. */

import type { Command } from '../world.ts';
import { decideReasons, reasonKeys, reasonUsage } from './reason-review.ts';

export const command: Command = {
  name: 'submission refuse-reasons',
  usage: reasonUsage('submission refuse-reasons'),
  json: reasonKeys,
  run: (args, world) => decideReasons(command, 'refused', args, world),
};
