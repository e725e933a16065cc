/** Writes workbooks in a separate thread: one at a time, with a memory limit; further orders wait in a queue. */
import { Worker } from 'node:worker_threads';
import { Problem } from '../../problem/index.ts';
import type { WorkbookOrder } from './order.ts';

/** The thread loads instrument and texts itself, as they contain functions and are large. */
export type WritingTask = Omit<WorkbookOrder, 'instrument' | 'texts'> & {
  readonly instrument: { readonly id: string; readonly version: string };
};
export type WritingResult = { readonly bytes: Uint8Array } | { readonly failed: Error };

export type WritingPool = {
  /** @throws Problem `server_busy` if too many orders wait */
  readonly write: (order: Omit<WorkbookOrder, 'texts'>) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/**
 * On two cores, a second thread used 70 MB more and competed with page requests, while eight workbooks were ready no
 * sooner.
 */
const mostThreads = 1;
const mostWaiting = 32;
/** A whole workbook takes a second and 60 MB. */
const heapMegabytes = 192;
const limitSeconds = 60;

export function openWritingPool(contentRoot: string): WritingPool {
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  const threads = new Set<Worker>();
  let busy = 0;
  let closing = false;
  const start = (): Worker => {
    const thread = new Worker(new URL('./writing-thread.ts', import.meta.url), {
      name: 'workbook writer',
      workerData: { contentRoot },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 32 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    threads.add(thread);
    thread.on('exit', () => threads.delete(thread));
    // A thread that fails while idle is replaced at the next use.
    thread.on('error', () => void threads.delete(thread));
    return thread;
  };
  const take = (): Worker => {
    for (let thread = idle.pop(); thread; thread = idle.pop()) if (threads.has(thread)) return thread;
    return start();
  };
  return {
    write: async ({ instrument, ...order }) => {
      if (busy < mostThreads) busy += 1;
      else if (waiting.length >= mostWaiting) throw new Problem('server_busy', 'server', { waiting: waiting.length });
      else await new Promise<void>((go) => waiting.push(go));
      const thread = take();
      try {
        const { id, version } = instrument;
        const written = await runIn(thread, { ...order, instrument: { id, version } });
        if ('failed' in written) throw written.failed;
        return written.bytes;
      } finally {
        if (threads.has(thread)) idle.push(thread);
        const next = waiting.shift();
        if (next) next();
        else busy -= 1;
        // One idle thread is kept; it does not keep the process alive, unless its end is waited for.
        for (const spare of idle.splice(1)) void spare.terminate();
        if (!closing) idle[0]?.unref();
      }
    },
    close: async () => {
      closing = true;
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

function runIn(thread: Worker, task: WritingTask): Promise<WritingResult> {
  thread.ref();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => void thread.terminate(), limitSeconds * 1_000);
    const settle = (end: () => void) => {
      clearTimeout(late);
      thread.off('message', done).off('error', reject).off('exit', ended);
      end();
    };
    const done = (written: WritingResult) => settle(() => resolve(written));
    const ended = () => settle(() => reject(new Error('the thread that writes workbooks ended')));
    thread.once('message', done).once('error', reject).once('exit', ended);
    thread.postMessage(task);
  });
}
