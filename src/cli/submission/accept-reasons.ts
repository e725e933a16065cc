/** `gap submission accept-reasons`: whether answers "does not apply" leave the denominator is decided one by one. */

import type { Command } from '../world.ts';
import { decideReasons, reasonKeys, reasonUsage } from './reason-review.ts';

export const command: Command = {
  name: 'submission accept-reasons',
  usage: reasonUsage('submission accept-reasons'),
  json: reasonKeys,
  run: (args, world) => decideReasons(command, 'accepted', args, world),
};
