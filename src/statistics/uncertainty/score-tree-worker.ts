/** The thread that executes runs of score trees. */
import { parentPort } from 'node:worker_threads';
import { resultOf, type ScoreTreeTask, type WorkerReply } from './score-tree-threads.ts';

parentPort!.on('message', ({ id, task }: { id: number; task: ScoreTreeTask }) => {
  const reply = (content: Omit<WorkerReply, 'id'>) => parentPort!.postMessage({ id, ...content } satisfies WorkerReply);
  try {
    reply({ gives: resultOf(task) });
  } catch (error) {
    reply({ error: error as Error });
  }
});
