/** The process that builds one release: takes an order, tells how far it is, and ends. */
import process from 'node:process';
import { Problem } from '../problem/index.ts';
import { openStore } from '../state/index.ts';
import type { BuildNews, BuildOrder } from './builder.ts';
import { releaseCycle } from './publish.ts';

/** Resolves once it was handed over, so that the last word is not lost when the process ends. */
const tell = (news: BuildNews): Promise<void> => new Promise((told) => void process.send!(news, () => told()));

process.once('message', async (order: BuildOrder) => {
  try {
    const store = await openStore(order);
    try {
      const { release, fresh } = await releaseCycle({
        ...order,
        store,
        onProgress: (step, says, share) => void tell({ news: 'at', step, says, share }),
      });
      await tell({ news: 'done', id: release.manifest.release, fresh });
    } finally {
      await store.close();
    }
  } catch (error) {
    const { message, stack } = error as Error;
    await tell(
      error instanceof Problem
        ? { news: 'refused', message, fix: error.fix }
        : { news: 'broken', stack: stack ?? message },
    );
  }
  process.disconnect();
});
// A signal to the whole group, such as Ctrl-C: the parent decides when this ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
// Whoever asked is gone: nobody waits for the release.
process.once('disconnect', () => process.exit());
