/** The thread that runs forests. */
import { parentPort } from 'node:worker_threads';
import { type ForestTask, resultOf, type WorkerReply } from './forest-threads.ts';

parentPort!.on('message', ({ id, task }: { id: number; task: ForestTask }) => {
  const reply = (said: Omit<WorkerReply, 'id'>) => parentPort!.postMessage({ id, ...said } satisfies WorkerReply);
  try {
    reply({ gives: resultOf(task) });
  } catch (error) {
    reply({ error: error as Error });
  }
});
