/** `gap serve`: serves the site until the process is stopped. */

import { checkOnce, watchContent } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { readLine } from './line.ts';
import { stopped } from './stopped.ts';
import { demandFolder } from './store/existing-store.ts';
import type { Command, Served, World } from './world.ts';

export const command: Command = {
  name: 'serve',
  usage: [
    'gap serve [--processes N] [--watch]',
    '',
    '  --processes N  serve with N processes, so that all cores answer; default: 1. With --watch there is one',
    '  --watch        for authors: after each save of a file of content, check it and update the pages',
    '',
    '  The environment variables PORT, HOST and GAP_DATA set the address and the data folder; default: 8080, 127.0.0.1, ./data.',
    '',
    '  To stop it, press Ctrl-C or send SIGTERM: it accepts no more requests and finishes those in flight, for at most',
    '  GAP_STOP_SECONDS (20). A second signal ends it at once.',
  ].join('\n'),
  run: async (args, world) => {
    const { flags, options } = readLine(command, args, { flags: ['watch'], optional: ['processes'] });
    const count = readCount(options.processes);
    demandFolder(world);
    await checkOnce(world.contentRoot, ['serve'], async () => {
      const { demandContent } = await import('./content/faults.ts');
      // The secretariat builds releases on these pages.
      await demandContent(world.contentRoot, { dashboards: true, models: true });
    });
    if (count > 1 && !flags.has('watch')) {
      const served = await openProcesses(world, count);
      await untilStopped(world, served.address);
      await served.close();
      return 0;
    }
    const pages = await openPages(world);
    const end = untilStopped(world, pages.address);
    const watching = flags.has('watch') ? watchContent(world.contentRoot, () => openAgain(world, pages)) : null;
    await end;
    await watching?.close();
    await pages.close();
    return 0;
  },
};

function untilStopped(world: World, address: string): Promise<void> {
  const end = stopped();
  world.out(`The pages are at ${address}\nStop with Ctrl-C.\n`);
  return end;
}

/** More than the number of cores that one site could use. */
const mostProcesses = 64;

/** @throws Problem `usage` */
function readCount(asked = '1'): number {
  const count = /^\d{1,3}$/.test(asked) ? Number(asked) : 0;
  if (count >= 1 && count <= mostProcesses) return count;
  const reason = `--processes takes a whole number from 1 to ${mostProcesses}, not "${asked}".`;
  throw new Problem('usage', '--processes', { reason, help: command.usage });
}

function openProcesses({ serveInProcesses }: World, count: number): Promise<Pick<Served, 'address' | 'close'>> {
  if (!serveInProcesses) throw new Error('several processes cannot serve here');
  return serveInProcesses(count);
}

type Pages = { readonly address: string; readonly close: () => Promise<void>; readonly open: () => Promise<void> };

async function openPages(world: World): Promise<Pages> {
  let served: Served | null = null;
  const open = async (port?: number) => {
    served = await world.serve({ port });
    served.readWaiting();
  };
  await open();
  const close = async () => {
    const last = served;
    served = null;
    await last?.close();
  };
  // At the same address, even if any free port was requested.
  const { address } = served!;
  return { address, open: () => open(Number(new URL(address).port)), close };
}

/** If the content has faults, the current site continues; otherwise it is reopened, which reads all content again. */
async function openAgain(world: World, pages: Pages): Promise<void> {
  try {
    const { reportFaults } = await import('./content/check.ts');
    if (await reportFaults(world)) return;
    await pages.close();
    await pages.open();
    world.out('The pages show what was saved. Load them again.\n');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    world.err(
      `${error.message}\n  where: ${error.where}\n  to correct: ${error.fix}\nNo pages are shown until it is corrected and saved.\n`,
    );
  }
}
