/**
 * Writes files in a separate process, one after another in the order asked. What draws them is native code, which ends its
 * process where it meets something that it did not foresee, or never ends. A PDF is then written once more with its drawings as
 * pixels: the library that Typst draws with (usvg 0.45) ends at a ligature, such as lam with alef, in a text that needs several
 * fonts. What fails again is refused, and the server continues.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { watchProcess } from '../workbook/index.ts';
import type { DocumentReply } from './document-child.ts';
import type { WritingOrder } from './writing.ts';

export type DocumentWriter = {
  /** @throws Problem `document_not_written`, or `files_busy` where too many wait */
  readonly write: (order: WritingOrder) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

/** Files that may wait to be written. */
const longestQueue = 24;
/** Of the processor, for one file: fifteen times what the longest report takes. Some texts are never done with. */
const mostSeconds = 30;
/** By the clock, where the system does not state what a process took: a slow, busy machine needs many times its processor time. */
const mostClockSeconds = 600;

type Waiting = {
  readonly order: WritingOrder;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
};

/** @param limits - seconds of the processor and of the clock that one file may take */
export function openDocumentWriter(limits: { seconds?: number; clockSeconds?: number } = {}): DocumentWriter {
  const { seconds = mostSeconds, clockSeconds = mostClockSeconds } = limits;
  /** The first is being written. */
  const queue: Waiting[] = [];
  let child: ChildProcess | null = null;
  let endWatch = () => {};

  const settle = (reply: DocumentReply) => {
    endWatch();
    const asked = queue.shift();
    if (!asked) return;
    if ('bytes' in reply) asked.resolve(new Uint8Array(reply.bytes));
    else asked.reject(new Problem('document_not_written', 'address', { kind: asked.order.what, said: reply.failed }));
    next();
  };
  const next = () => {
    const first = queue[0];
    if (!first) {
      idle(child);
      return;
    }
    child ??= started();
    child.ref();
    child.channel?.ref();
    child.send(first.order);
    const writing = child;
    endWatch = watchProcess(writing.pid, { seconds, clockSeconds }, () => writing.kill('SIGKILL'), 500);
  };
  const started = () => {
    const made = fork(join(import.meta.dirname, 'document-child.ts'), [], {
      execArgv: [
        '--max-old-space-size=512',
        '--disable-warning=ExperimentalWarning',
        '--disallow-code-generation-from-strings',
      ],
      // It needs none of what the environment holds, such as the password of a database.
      env: { TZ: 'UTC' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    made.on('message', settle);
    // Only what it was at is lost; what waits goes to the next process.
    const ended = (said: string, wasStopped = false) => {
      if (child !== made) return;
      child = null;
      // What took too long would take as long again.
      const again = wasStopped ? null : asPixels(queue[0]);
      if (again === null) return settle({ failed: said });
      endWatch();
      queue[0] = again;
      next();
    };
    made.once('error', ({ message }) => ended(message));
    made.once('exit', (code, signal) =>
      ended(`the process that writes files ended: ${signal ?? code}`, signal === 'SIGKILL'),
    );
    return made;
  };

  return {
    write: (order) =>
      new Promise((resolve, reject) => {
        if (queue.length >= longestQueue) {
          reject(new Problem('files_busy', 'address', {}));
          return;
        }
        queue.push({ order, resolve, reject });
        if (queue.length === 1) next();
      }),
    close: async () => {
      const ending = child;
      child = null;
      endWatch();
      for (const { order, reject } of queue.splice(0))
        reject(new Problem('document_not_written', 'address', { kind: order.what, said: 'the server stops' }));
      if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
      await new Promise((gone) => {
        ending.ref();
        ending.once('exit', gone);
        ending.kill('SIGKILL');
      });
    },
  };
}

/** The same file with its drawings as pixels; null where it is none that Typst draws, or was asked for as such. */
function asPixels(asked: Waiting | undefined): Waiting | null {
  const { order } = asked ?? {};
  if (!asked || (order?.what !== 'pdf' && order?.what !== 'picture_pdf') || order.raster) return null;
  return { ...asked, order: { ...order, raster: true } };
}

/** No reason for this process to stay. */
function idle(child: ChildProcess | null): void {
  child?.unref();
  child?.channel?.unref();
}
