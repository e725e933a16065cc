/** `gap serve`: the pages, until the process is stopped. */

import { demandContent } from './content/faults.ts';
import { readLine } from './line.ts';
import { demandFolder } from './store/existing-store.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'serve',
  summary: 'serve the dashboards of the latest release and the pages of the secretariat',
  usage: [
    'gap serve',
    '',
    '  The environment variables PORT, HOST and GAP_DATA set the address and the data folder; default: 8080, 127.0.0.1, ./data.',
    '',
    '  To stop it, press Ctrl-C or send SIGTERM: it accepts no more requests and finishes those in flight, for at most',
    '  GAP_STOP_SECONDS (20). A second signal ends it at once.',
  ].join('\n'),
  run: async (args, world) => {
    readLine(command, args, {});
    demandFolder(world);
    await demandContent(world.contentRoot, { dashboards: true });
    const served = await world.serve();
    const end = stopped();
    world.out(`The pages are at ${served.address}\nStop with Ctrl-C.\n`);
    served.readWaiting();
    await end;
    await served.close();
    return 0;
  },
};

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Resolves when the process is asked to end. A second signal finds nobody who listens, and ends it at once. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
