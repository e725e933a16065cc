/** `gap serve`: the pages, until the process is stopped. */
import { readLine } from './line.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'serve',
  summary: 'serve the dashboards of the latest release, and the desk',
  usage: [
    'gap serve',
    '',
    '  PORT, HOST and GAP_DATA in the environment say where: 8080, 127.0.0.1 and ./data where they are left out.',
  ].join('\n'),
  run: async (args, world) => {
    readLine(command, args, {});
    const served = await world.serve();
    const end = stopped();
    world.out(`The pages are at ${served.address}\nStop with Ctrl-C.\n`);
    served.readWaiting();
    await end;
    await served.close();
    return 0;
  },
};

/** Resolves when the process is asked to end. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
