/**
 * `gap submission accept-reasons`: accepts reasons of answers "does not apply", which are then excluded from the
 * denominator.
 */

import type { Command } from '../world.ts';
import { decideReasons, reasonKeys, reasonUsage } from './reason-review.ts';

export const command: Command = {
  name: 'submission accept-reasons',
  usage: reasonUsage('submission accept-reasons'),
  json: reasonKeys,
  run: (args, world) => decideReasons(command, 'accepted', args, world),
};
