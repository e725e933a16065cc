/** `gap cycle open`: the questionnaire is frozen and countries are invited. */
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'cycle open',
  summary: 'open a cycle and invite countries to it',
  usage: `gap cycle open CYCLE [--countries CODES] [--illustrative] [--closes DATE]

  --countries     alpha-3 codes with commas between; every member of the United Nations where they are left out
  --illustrative  makes the data folder one of fictional States, for good
  --closes        day until which answers are awaited, such as 2026-06-30`,
  run: async (args, world) => {
    const string = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { countries: string, closes: string, illustrative: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [cycle] = positionals;
    if (!cycle) throw new Problem('usage', 'command line', { said: 'No cycle is named.', help: command.usage });
    const opened = await withDesk(world, (desk) =>
      desk.openCycle({
        cycle,
        person: secretariat,
        ...(values.illustrative && { kind: 'illustrative' as const }),
        ...(values.countries && { countries: values.countries.split(',').map((code) => code.trim().toUpperCase()) }),
        ...(values.closes && { closesOn: values.closes }),
      }),
    );
    const done = opened.opened ? 'is open' : 'was open';
    world.out(
      `${opened.cycle.id} ${done} in ${world.folder} (${opened.kind}); ${opened.invited.length} countries invited\n`,
    );
    return 0;
  },
};
