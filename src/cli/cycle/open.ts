/** `gap cycle open`: the questionnaire is frozen and countries are invited. */

import { demandContent } from '../content/faults.ts';
import { secretariat, withNewDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import { askedDay } from '../workbook/options.ts';
import type { Command } from '../world.ts';
import { changedRules } from './changed-rules.ts';

export const command: Command = {
  name: 'cycle open',
  summary: 'open a cycle and invite countries to it',
  usage: `gap cycle open CYCLE [--countries CODES] [--illustrative] [--closes DATE]

  --countries     alpha-3 codes with commas between; every member of the United Nations where they are left out
  --illustrative  makes the data folder one of fictional States, for good
  --closes        day until which answers are awaited, such as 2026-06-30`,
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      optional: ['countries', 'closes'],
      flags: ['illustrative'],
      places: { least: 1, most: 1, are: 'a cycle' },
    });
    await demandContent(world.contentRoot, { cycle: places[0]! });
    const closesOn = askedDay(command, 'closes', options.closes);
    const opened = await withNewDesk(world, (desk) =>
      desk.openCycle({
        cycle: places[0]!,
        person: secretariat,
        ...(flags.has('illustrative') && { kind: 'illustrative' as const }),
        ...(options.countries && { countries: options.countries.split(',').map((code) => code.trim().toUpperCase()) }),
        ...(closesOn && { closesOn }),
      }),
    );
    const done = opened.opened ? 'is open' : 'was open';
    world.out(
      `${opened.cycle.id} ${done} in ${world.folder} (${opened.kind}); ${opened.invited.length} ${opened.invited.length === 1 ? 'country' : 'countries'} invited\n`,
    );
    if (opened.rulesChanged) world.out(changedRules(opened.cycle));
    return 0;
  },
};
