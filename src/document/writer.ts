/**
 * Writes files in a separate process, in the order requested. They are drawn by native code, which may crash or not
 * terminate on unexpected input. A PDF is then written again with its drawings as pixels: Typst's SVG library (usvg
 * 0.45) crashes at a ligature, such as lam with alef, in a text that needs several fonts. If that fails too, the file
 * is refused, and the server continues.
 */
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { startProcess } from '../process/index.ts';
import { residentMegabytes, watchProcess } from '../workbook/index.ts';
import type { DocumentReply } from './document-child.ts';
import type { WritingOrder } from './writing.ts';

export type DocumentWriter = {
  /** @throws Problem `document_not_written`, or `files_busy` if too many wait */
  readonly write: (order: WritingOrder) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

/** Maximum number of files waiting to be written. */
const longestQueue = 24;
/** Processor time for one file, in seconds: fifteen times that of the longest report. Some texts never finish. */
const mostSeconds = 30;
/**
 * Wall-clock limit in seconds, if the system does not report processor time: a slow, busy machine needs many times
 * the processor time.
 */
const mostClockSeconds = 600;
/**
 * Megabytes that the process may keep between two files. After the annexes of 60 countries it kept 810 permanently, after a
 * brief 160; a new one starts in a fifth of a second.
 */
const mostKept = 400;

type Waiting = {
  readonly order: WritingOrder;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
};

/**
 * @param seconds - limit for one file, in processor time
 * @param clockSeconds - the same, in wall-clock time
 * @param kept - megabytes that the process may keep afterwards
 */
export function openDocumentWriter({
  seconds = mostSeconds,
  clockSeconds = mostClockSeconds,
  kept = mostKept,
}: {
  seconds?: number;
  clockSeconds?: number;
  kept?: number;
} = {}): DocumentWriter {
  /** The first is being written. */
  const queue: Waiting[] = [];
  let child: ChildProcess | null = null;
  let endWatch = () => {};

  const settle = (reply: DocumentReply) => {
    endWatch();
    const asked = queue.shift();
    if (!asked) return;
    if ('bytes' in reply) asked.resolve(new Uint8Array(reply.bytes));
    else asked.reject(new Problem('document_not_written', 'address', { kind: asked.order.what, reason: reply.failed }));
    next();
  };
  const next = () => {
    child = endedIfHeavy(child, kept);
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
    const made = startChild();
    made.on('message', settle);
    // Only the current file is affected; waiting ones go to the next process.
    const ended = (reason: string, wasStopped = false) => {
      if (child !== made) return;
      child = null;
      // A file that exceeded the time limit would exceed it again.
      const again = wasStopped ? null : asPixels(queue[0]);
      if (again === null) return settle({ failed: reason });
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
        reject(new Problem('document_not_written', 'address', { kind: order.what, reason: 'the server stops' }));
      if (ending !== null) await endChild(ending);
    },
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((gone) => {
    child.ref();
    child.once('exit', gone);
    child.kill('SIGKILL');
  });
}

function startChild(): ChildProcess {
  return startProcess(join(import.meta.dirname, 'document-child.ts'), [], {
    execArgv: ['--max-old-space-size=512'],
    // The process needs nothing from the environment, which may contain a database password.
    env: { TZ: 'UTC' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/**
 * The same file with its drawings as pixels; null if it is not written by Typst, or was requested like that already.
 */
function asPixels(asked: Waiting | undefined): Waiting | null {
  const { order } = asked ?? {};
  if (!asked || (order?.what !== 'pdf' && order?.what !== 'picture_pdf') || order.raster) return null;
  return { ...asked, order: { ...order, raster: true } };
}

/** The process, or null if it has grown and is ended. */
function endedIfHeavy(child: ChildProcess | null, kept: number): ChildProcess | null {
  if (child === null || residentMegabytes(child.pid) <= kept) return child;
  child.kill('SIGKILL');
  return null;
}

/** An idle child does not keep this process alive. */
function idle(child: ChildProcess | null): void {
  child?.unref();
  child?.channel?.unref();
}
