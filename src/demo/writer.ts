/** Writes the workbooks of the demo in a separate thread. */
import { Worker } from 'node:worker_threads';
import type { Prefill } from '../workbook/index.ts';

export type WriteOrder = {
  readonly instrument: string;
  readonly version: string;
  /** 0 for the first cycle of the demo. */
  readonly cycle: number;
  readonly country: string;
  readonly prefills: readonly Prefill[];
  /** ISO dates: of issue, of the deadline, and to which the answers refer. */
  readonly issued: string;
  readonly due: string;
  readonly refersTo: string;
  readonly careless: boolean;
};

export type WriteReply = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly failed: Error });

export type DemoWriter = {
  /** The workbook as the State would upload it: the same bytes for the same order. */
  readonly write: (order: WriteOrder) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void };

export function openDemoWriter(contentRoot: string): DemoWriter {
  const waiting = new Map<number, Waiting>();
  const thread = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    name: 'demo writer',
    workerData: { contentRoot },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let next = 0;
  let lost: Error | null = null;
  const lose = (error: Error) => {
    lost = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('message', (reply: WriteReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('bytes' in reply) asked?.resolve(reply.bytes);
    else asked?.reject(reply.failed);
  });
  thread.on('error', lose);
  thread.on('exit', () => lose(new Error('a thread that writes workbooks ended')));
  return {
    write: (order) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (lost) return reject(lost);
        const id = next++;
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, order });
      }),
    close: async () => void (await thread.terminate()),
  };
}
