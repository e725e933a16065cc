/**
 * One of several processes that serve an installation. Rate limits and the running build are shared, so they are
 * requested from the first process; everything else is in the store, or local.
 */
import process from 'node:process';
import { Problem } from '../problem/index.ts';
import { serveInstallation } from './installation.ts';
import type { FromFirst, SharedReply, SharedRequest, ToFirst } from './process-messages.ts';
import type { ServedInstallation, SharedParts } from './settings.ts';

const waiting = new Map<number, (reply: SharedReply) => void>();
let served: Promise<ServedInstallation> | null = null;
let asked = 0;
let ready = false;
let stopping = false;

const send = (message: ToFirst) => void process.send?.(message, () => {});

const ask = (request: SharedRequest) =>
  new Promise<SharedReply>((resolve) => {
    asked += 1;
    waiting.set(asked, resolve);
    send({ request, number: asked });
  });

const shared = (draws: boolean): SharedParts => ({
  draws,
  rate: {
    take: async (address, kind) => {
      if (address === null) return;
      const { seconds } = await ask({ of: 'rate', address, kind });
      if (seconds !== undefined) throw new Problem('too_many_requests', 'server', { seconds });
    },
  },
  runner: {
    start: async (cycle, person) => void (await ask({ of: 'start', cycle, person })),
    correct: async (person) => void (await ask({ of: 'correct', person })),
    current: async () => (await ask({ of: 'build' })).build ?? null,
    close: () => {},
  },
});

async function serve({ serve: installation, draws }: Extract<FromFirst, { serve: unknown }>): Promise<void> {
  const err = (text: string) => void process.stderr.write(text);
  try {
    served = serveInstallation({ ...installation, now: () => new Date(), err }, shared(draws));
    const { address, readWaiting } = await served;
    ready = true;
    readWaiting();
    send({ ready: address });
  } catch (error) {
    const { code, where, details } = error as Problem;
    const failed = error instanceof Problem ? { code, where, details } : String((error as Error).stack ?? error);
    send({ failed });
    process.exitCode = 1;
    process.disconnect?.();
  }
}

async function stop(): Promise<void> {
  // A second request to stop, or the end of the parent while stopping: exit at once.
  if (stopping) process.exit(1);
  stopping = true;
  // Until it is open it has received nothing, and its port is needed by the server that is started next.
  if (!ready) process.exit();
  await (await served?.catch(() => null))?.close();
  process.exit();
}

process.on('message', (message: FromFirst) => {
  if ('serve' in message) void serve(message);
  else if ('stop' in message) void stop();
  else {
    waiting.get(message.number)?.(message.reply);
    waiting.delete(message.number);
  }
});
// The first process is gone, so nothing would restart or stop this one.
process.on('disconnect', () => void stop());
// A signal to the whole process group, such as Ctrl-C, is left to the first process, which then tells this one to
// finish.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
