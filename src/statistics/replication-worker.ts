/** The thread that makes one share of a run; `replication-threads.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReplicator } from './replication.ts';
import type { WorkerNews, WorkerTask } from './replication-threads.ts';
import { outcomesOf } from './sensitivity.ts';
import { replicateRange } from './uncertainty.ts';

const { data, method, vary, kind, seed, from, to } = workerData as WorkerTask;
const say = (news: WorkerNews) => parentPort!.postMessage(news);
const replicator = openReplicator(data, method, vary);
const told = (share: number) => say({ share });
if (kind === 'replications') {
  const done = replicateRange(replicator, seed, from, to, told);
  parentPort!.postMessage({ done } satisfies WorkerNews, [done.scores.buffer, done.ranks.buffer] as ArrayBuffer[]);
} else say({ done: outcomesOf(replicator, seed, from, to, told) });
