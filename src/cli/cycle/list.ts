/** `gap cycle list`: the cycles of the data folder and their progress. */
import { cycles as cyclesOf, submissions } from '../../state/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import { table } from '../table.ts';
import { openWords } from '../words.ts';
import type { Command } from '../world.ts';
import { summaryOf } from './summary.ts';

export const command: Command = {
  name: 'cycle list',
  usage: 'gap cycle list',
  json: {
    cycles:
      'a list: `cycle`, `opened` (instant), `due` (day or null), and the numbers of countries `invited`, `reported` (an upload is recorded) and `accepted`',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    // Less than the status board, which also asks what each country chose about publication.
    const { opened, invited } = await withExistingStore(world, (store) =>
      store.snapshot(async (connection) => ({
        opened: await cyclesOf.list(connection),
        invited: await submissions.list(connection),
      })),
    );
    const words = openWords(world);
    const cycles = opened.map((cycle) => summaryOf(cycle, invited));
    if (cycles.length === 0) world.out('No cycle is open yet: gap cycle open CYCLE --all\n');
    const head = ['Cycle', 'Opened', 'Answers due', 'Invited', 'Reported', 'Accepted'];
    const rows = cycles.map(({ cycle, opened, due, ...count }) => [
      ...[cycle, words.day(opened), words.day(due)],
      ...[count.invited, count.reported, count.accepted].map(String),
    ]);
    world.out(table(head, rows));
    world.writeJson?.({ cycles });
    return 0;
  },
};
