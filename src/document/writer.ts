/** Writes files in a thread of its own, one after another in the order asked. */
import { Worker } from 'node:worker_threads';
import { Problem } from '../problem/index.ts';
import type { DocumentReply } from './document-thread.ts';
import type { WritingOrder } from './writing.ts';

export type DocumentWriter = {
  /** @throws Problem `document_not_written`, or `files_busy` where too many wait */
  readonly write: (order: WritingOrder) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

/** Files that may wait to be written. */
const longestQueue = 24;

type Waiting = {
  readonly what: string;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
};

export function openDocumentWriter(): DocumentWriter {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let thread: Worker | null = null;

  const fail = ({ what, reject }: Waiting, said: string) =>
    reject(new Problem('document_not_written', 'address', { kind: what, said }));
  // A thread that dies takes with it what it was asked for; the next file starts a new one.
  const lose = (said: string) => {
    thread = null;
    for (const asked of waiting.values()) fail(asked, said);
    waiting.clear();
  };
  const start = () => {
    const made = new Worker(new URL('./document-thread.ts', import.meta.url), {
      name: 'documents',
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    made.on('message', (reply: DocumentReply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) made.unref();
      if (!asked) return;
      if ('bytes' in reply) asked.resolve(new Uint8Array(reply.bytes));
      else fail(asked, reply.failed);
    });
    made.on('error', (error) => lose(error.message));
    made.on('exit', () => thread === made && lose('the thread ended'));
    return made;
  };

  return {
    write: (order) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= longestQueue) {
          reject(new Problem('files_busy', 'address', {}));
          return;
        }
        thread ??= start();
        thread.ref();
        const id = next++;
        waiting.set(id, { what: order.what, resolve, reject });
        thread.postMessage({ id, order });
      }),
    close: async () => {
      const ending = thread;
      thread = null;
      await ending?.terminate();
    },
  };
}
