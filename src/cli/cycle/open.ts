/** `gap cycle open`: freezes the questionnaire and invites countries. */

import { secretariat } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { demandContent } from '../content/faults.ts';
import { withNewDesk } from '../desk.ts';
import { readCodes, readLine } from '../line.ts';
import { counted } from '../table.ts';
import { askedDay } from '../workbook/options.ts';
import type { Command } from '../world.ts';
import { changedRules } from './changed-rules.ts';

export const command: Command = {
  name: 'cycle open',
  usage: `gap cycle open CYCLE --countries CODES [--illustrative] [--until DATE]
gap cycle open CYCLE --all [--illustrative] [--until DATE]

  --countries     alpha-3 codes separated by commas; also to invite more countries to an open cycle
  --all           every member of the United Nations; with --illustrative, every fictional State
  --illustrative  makes this data folder illustrative (fictional States), permanently
  --until         due date, such as 2026-06-30. If the rules of the cycle set no reference date, it is this date;
                  gap cycle extend changes the due date and not the reference date`,
  json: {
    cycle: 'id of the cycle',
    opened: 'true if it was opened now, false if countries were added',
    kind: '`real` or `illustrative`, of the whole data folder',
    folder: 'path of the data folder; null if the cycle is in a PostgreSQL database',
    invited: 'alpha-3 codes of the countries invited now',
    due: 'due date; null if none is set',
    rules_changed: 'true if cycles.yaml was changed since the cycle opened; the rules of that date apply',
  },
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      optional: ['countries', 'until'],
      renamed: { closes: 'until' },
      flags: ['all', 'illustrative'],
      places: { least: 1, most: 1, are: 'a cycle' },
    });
    if (flags.has('all') === (options.countries !== undefined)) {
      const reason = 'Say whom to invite: either --countries CODES, or --all.';
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    await demandContent(world.contentRoot, { cycle: places[0]! });
    const closesOn = askedDay(command, 'until', options.until);
    const opened = await withNewDesk(world, (desk) =>
      desk.openCycle({
        cycle: places[0]!,
        person: secretariat,
        ...(flags.has('illustrative') && { kind: 'illustrative' as const }),
        ...(options.countries && { countries: readCodes(options.countries) }),
        ...(closesOn && { closesOn }),
      }),
    );
    const { cycle, kind, invited, rulesChanged } = opened;
    const done = opened.opened ? 'is open' : 'was open';
    const folder = world.databaseUrl === null ? world.folder : null;
    const countries = counted(invited.length, 'country', 'countries');
    world.out(`${cycle.id} ${done} in ${folder ?? 'the PostgreSQL database'} (${kind}); ${countries} invited\n`);
    if (rulesChanged) world.out(changedRules(cycle));
    world.writeJson?.({
      ...{ cycle: cycle.id, opened: opened.opened, kind, folder, invited },
      ...{ due: cycle.closesOn, rulesChanged },
    });
    return 0;
  },
};
