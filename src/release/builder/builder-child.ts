/**
 * The child process that builds a draft or corrected releases: it receives one order, reports its progress and ends.
 */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { Problem } from '../../problem/index.ts';
import { openStore } from '../../state/index.ts';
import { draftCycle } from '../draft/draft.ts';
import { correctReleases } from '../public/correct.ts';
import type { BuildNews, BuildOrder } from './builder.ts';

// Page requests have priority over a build.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** Resolves when the message was handed over, so that the last one is not lost when the process ends. */
const report = (news: BuildNews): Promise<void> =>
  new Promise((reported) => void process.send!(news, () => reported()));

process.once('message', async (order: BuildOrder) => {
  try {
    const store = await openStore(order);
    try {
      const onProgress = (step: string, says: string, share: number) => void report({ news: 'at', step, says, share });
      const { cycle } = order;
      if (cycle === null) {
        const onShare = (release: string, share: number) => onProgress('correct', release, share);
        const corrected = await correctReleases({ ...order, store, onProgress: onShare });
        const failed = corrected.filter(({ why }) => why instanceof Error);
        if (failed.length > 0) throw failed[0]!.why;
        await report({ news: 'corrected', count: corrected.filter(({ release }) => release !== null).length });
      } else {
        const { release, outcome } = await draftCycle({ ...order, cycle, store, onProgress });
        await report({ news: 'done', id: release.manifest.release, outcome });
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    const { message, stack } = error as Error;
    await report(
      error instanceof Problem
        ? { news: 'refused', message, fix: error.fix }
        : { news: 'broken', stack: stack ?? message },
    );
  }
  process.disconnect();
});
// A signal to the whole process group, such as Ctrl-C, is ignored: the parent decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
// If the parent is gone, no one waits for the release.
process.once('disconnect', () => process.exit());
