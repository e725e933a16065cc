/** `gap cycle close`: the day until which answers are awaited is set or moved. */
import { secretariat, withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import { askedDay } from '../workbook/options.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'cycle close',
  summary: 'set or move the day until which the answers of a cycle are awaited',
  usage: [
    'gap cycle close CYCLE --on DATE',
    '',
    '  --on  such as 2026-06-30',
    '',
    'Workbooks that are written from then on name the day. One that comes after it is taken all the same.',
  ].join('\n'),
  run: async (args, world) => {
    const { options, places } = readLine(command, args, {
      required: ['on'],
      places: { least: 1, most: 1, are: 'a cycle' },
    });
    const on = askedDay(command, 'on', options.on)!;
    const before = await withDesk(world, (desk) => desk.closeCycle({ cycle: places[0]!, person: secretariat, on }));
    const moved = before.closesOn === null || before.closesOn === on ? '' : `, no longer until ${before.closesOn}`;
    world.out(`${before.id}: answers are awaited until ${on}${moved}\n`);
    return 0;
  },
};
