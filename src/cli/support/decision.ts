/** The commands that decide on two reports of support: they differ in the step and in what they print. */
import { secretariat } from '../../domain/index.ts';
import { type DecidePair, decidePair } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command } from '../world.ts';

type PairCommand = {
  readonly step: DecidePair['step'];
  /** Ends the sentence that names both reports: after the step, and if it changed nothing. */
  readonly done: string;
  readonly idle: string;
};

export function decisionCommand({ step, done, idle }: PairCommand): Command {
  const takesReason = step !== 'undo';
  const command: Command = {
    name: `support ${step}`,
    usage: [
      `gap support ${step} REPORT REPORT${takesReason ? ' [--reason TEXT]' : ''}`,
      '',
      '  REPORT    code of a report, as gap support candidates and gap support list show it',
      ...(takesReason ? ['  --reason  why; it is kept with the decision'] : []),
      '',
      'The decision is kept in the data folder and applied when a release is built; gap support undo reverses it.',
    ].join('\n'),
    json: {
      report: 'the first report',
      other: 'the second report',
      changed: 'true if the decision is new',
    },
    run: async (args, world) => {
      const { options, places } = readLine(command, args, {
        optional: takesReason ? ['reason'] : [],
        places: { least: 2, most: 2, are: 'two reports' },
      });
      const [report = '', other = ''] = places;
      return withExistingStore(world, async (store) => {
        const asked = { report, other, step, reason: options.reason ?? null, person: secretariat };
        const changed = await decidePair({ store, contentRoot: world.contentRoot, now: world.now }, asked);
        world.out(`${report} and ${other}: ${changed ? `${done} The next build of a release applies it.` : idle}\n`);
        world.writeJson?.({ report, other, changed });
        return 0;
      });
    },
  };
  return command;
}
