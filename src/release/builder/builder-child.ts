/**
 * The child process that builds drafts or corrected releases: it carries out orders, one after the other, reports their
 * progress, and ends when its parent disconnects.
 */
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { Problem } from '../../problem/index.ts';
import { openStore } from '../../state/index.ts';
import { removeScratchOf } from '../../warehouse/index.ts';
import { draftCycle } from '../draft/draft.ts';
import { correctReleases } from '../public/correct.ts';
import type { BuildNews, BuildOrder, LastNews } from './build-process.ts';

// Page requests have priority over a build, unless no one requests pages.
if (process.argv[2] !== 'alone') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const report = (news: BuildNews): void => void process.send!(news);

async function carryOut(order: BuildOrder): Promise<LastNews> {
  const onProgress = (step: string, says: string, share: number) => report({ news: 'at', step, says, share });
  const store = await openStore(order);
  try {
    const { cycle } = order;
    if (cycle !== null) {
      const { release, outcome } = await draftCycle({ ...order, cycle, store, onProgress });
      return { news: 'done', id: release.manifest.release, outcome };
    }
    const onShare = (release: string, share: number) => onProgress('correct', release, share);
    const corrected = await correctReleases({ ...order, store, onProgress: onShare });
    const failed = corrected.filter(({ why }) => why instanceof Error);
    if (failed.length > 0) throw failed[0]!.why;
    return { news: 'corrected', count: corrected.filter(({ release }) => release !== null).length };
  } finally {
    await store.close();
  }
}

function failure(error: Error): LastNews {
  if (!(error instanceof Problem)) return { news: 'broken', stack: error.stack ?? error.message };
  const { code, where, details } = error;
  return { news: 'refused', code, where, details: details as object };
}

let orders = Promise.resolve();
let scratch: string | undefined;
process.on('message', (order: BuildOrder) => {
  scratch = order.scratch;
  orders = orders.then(() => carryOut(order).catch(failure)).then(report);
});
// A signal to the whole process group, such as Ctrl-C, is ignored: the parent decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
// If the parent is gone, no one waits for the release.
process.once('disconnect', () => {
  removeScratchOf(process.pid, scratch);
  process.exit();
});
