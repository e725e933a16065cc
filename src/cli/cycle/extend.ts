/** `gap cycle extend`: sets or moves the deadline. */
import { secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import { openWords } from '../words.ts';
import { askedDay } from '../workbook/options.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'cycle extend',
  usage: [
    'gap cycle extend CYCLE --until DATE',
    '',
    '  --until  such as 2026-06-30',
    '',
    'Workbooks that are written from then on show the new date. Later files are still accepted.',
    'The reference date of the cycle does not change: answers describe the same day, however late they are received.',
  ].join('\n'),
  json: {
    cycle: 'id of the cycle',
    due: 'due date now',
    due_before: 'due date before this; null if none was set',
    reference_date: 'reference date of the answers',
  },
  run: async (args, world) => {
    const { options, places } = readLine(command, args, {
      required: ['until'],
      places: { least: 1, most: 1, are: 'a cycle' },
    });
    const until = askedDay(command, 'until', options.until)!;
    const { before, after } = await withDesk(world, (desk) =>
      desk.extendCycle({ cycle: places[0]!, person: secretariat, until }),
    );
    const words = openWords(world);
    const { closesOn } = before;
    const moved = closesOn === null || closesOn === until ? '' : ` (before: ${words.day(closesOn)})`;
    const referenceDate = after.rules?.referenceDate ?? null;
    world.out(`${after.id}: answers are now due on ${words.day(until)}${moved}\n`);
    if (referenceDate !== null) world.out(`The reference date stays ${words.day(referenceDate)}.\n`);
    world.writeJson?.({ cycle: after.id, due: until, dueBefore: closesOn, referenceDate });
    return 0;
  },
};
