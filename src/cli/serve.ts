/** `gap serve`: the pages, until the process is stopped. */
import { randomUUID } from 'node:crypto';
import { loadMaps } from '../dashboard/index.ts';
import { checkAddress, releasesOf, type Served, serve } from '../http/index.ts';
import { loadTexts } from '../i18n/index.ts';
import { openStore, type Store } from '../state/index.ts';
import type { Command, World } from './world.ts';

export const command: Command = {
  name: 'serve',
  summary: 'serve the dashboards of the latest release, and the desk',
  usage: 'gap serve\n\n  PORT, HOST and GAP_DATA in the environment say where; 8080, 127.0.0.1 and ./data where they are left out.',
  run: async (_args, world) => {
    checkAddress(world.host, world.port);
    const store = await openStore(world);
    try {
      const served = await serveStore(world, store);
      world.out(`The pages are at ${served.address}\nStop with Ctrl-C.\n`);
      await stopped();
      await served.close();
    } finally {
      await store.close();
    }
    return 0;
  },
};

/** Serves what a store has published. Who calls it closes the store, after what it gives. */
export async function serveStore(world: World, store: Store): Promise<Served> {
  const { contentRoot, host, port } = world;
  const report = (error: Error): string => {
    const incident = randomUUID().slice(0, 8);
    // One line of JSON, whatever an error holds; no answer and no name stands in a message of ours.
    const line = { time: world.now().toISOString(), incident, error: error.name, message: error.message, stack: error.stack };
    world.err(`${JSON.stringify(line)}\n`);
    return incident;
  };
  return serve({ contentRoot, host, port, texts: loadTexts(contentRoot), maps: loadMaps(contentRoot), releases: releasesOf(store), report });
}

/** Resolves when the process is asked to end. */
export const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
