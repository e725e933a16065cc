/** The thread that makes one share of a run; `replication-threads.ts` starts it. */
import { parentPort } from 'node:worker_threads';
import { openReplicator, type Replicator } from './replication.ts';
import type { ReplicationTask, ThreadNews } from './replication-threads.ts';
import { outcomesOf } from './sensitivity.ts';
import { replicateRange, unitBands } from './uncertainty.ts';

const say = (news: ThreadNews) => parentPort!.postMessage(news);
const reported = (share: number) => say({ share });
let replicator: Replicator | null = null;

parentPort!.on('message', (task: ReplicationTask) => {
  switch (task.do) {
    case 'open':
      replicator = openReplicator(task.varied.data, task.varied.method, task.varied.vary, task.base);
      return;
    case 'replicate':
      return say({ done: replicateRange(replicator!, task.seed, task.range, task.tables, reported) });
    case 'bands':
      return say({ done: unitBands(task.tables, task.units, task.range) });
    case 'outcomes':
      return say({ done: outcomesOf(replicator!, task.seed, ...task.range, reported) });
    case 'close':
      // An idle thread keeps no data.
      replicator = null;
  }
});
