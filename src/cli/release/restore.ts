/** `gap release restore`: allows builds to include a withdrawn country again. */

import { secretariat } from '../../domain/index.ts';
import { liftWithdrawal } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';
import { demandConfirmation } from './confirm.ts';

export const command: Command = {
  name: 'release restore',
  usage: [
    'gap release restore --country CODE [--cycle CYCLE] --reason TEXT [--yes]',
    '',
    '  --country  alpha-3 code of a country that was withdrawn',
    '  --cycle    the cycle named in the withdrawal; omit it if none was named',
    '  --reason   why; it is public',
    '  --yes      in a script: restore without asking',
    '',
    'Nothing becomes public until you build a draft and publish it.',
  ].join('\n'),
  json: { country: 'alpha-3 code', cycle: 'the cycle that was named; null for every cycle' },
  run: async (args, world) => {
    const { options, flags } = readLine(command, args, {
      required: ['country', 'reason'],
      optional: ['cycle'],
      flags: ['yes'],
    });
    const { cycle = null } = options;
    const country = options.country!.toUpperCase();
    await demandConfirmation(world, `Let builds include ${country} again?`, flags.has('yes'));
    return withExistingStore(world, async (store) => {
      const at = world.now().toISOString();
      await liftWithdrawal({ store, country, cycle, reason: options.reason!, person: secretariat, at });
      world.out(`${country}: the next build includes it again; what was withdrawn stays so\n`);
      world.writeJson?.({ country, cycle });
      return 0;
    });
  },
};
