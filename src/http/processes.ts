/**
 * Serves one installation at one address with several processes, to use all cores. The system distributes connections
 * among the listening processes; if one is lost, only the connections that it had accepted are lost. This process
 * holds the shared state, and replaces processes that end.
 */
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem/index.ts';
import { startProcess } from '../process/index.ts';
import { openBuildRunner } from '../release/index.ts';
import type { FromFirst, HandedOn, SharedReply, SharedRequest, ToFirst } from './process-messages.ts';
import { listenProblem } from './server/listener.ts';
import { logLine, reported } from './server/log.ts';
import { openRateLimit } from './server/rate.ts';
import { type Installation, settingsOf } from './settings.ts';

export type ServedProcesses = {
  readonly address: string;
  /** Lets pending requests of each process finish within the configured time. */
  readonly close: () => Promise<void>;
};

/** The same flags as in `npm start`. */
export const serverFlags = [
  // V8 would put the rows and marks of a page among the objects that stay, as its optimised code saw them outlive a collection.
  '--no-allocation-site-pretenuring',
  '--max-semi-space-size=8',
  '--heap-growing-percent=50',
  '--disallow-code-generation-from-strings',
  '--disable-warning=ExperimentalWarning',
] as const;
/** Delay before a process is replaced, as the same cause may end the next one too. */
const againAfter = 500;
/** How often a process is started that is killed before it serves; then the command ends with the cause. */
const mostStarts = 5;
/** Additional time for closing the store and the children, after pending requests. */
const closingSeconds = 10;

/**
 * @param count - number of processes
 * @throws Problem as `serveInstallation` does, if the first of them cannot serve
 */
export async function serveInProcesses(installation: Installation, count: number): Promise<ServedProcesses> {
  const { now, err, host } = installation;
  const { perMinute, stopSeconds, ...asked } = settingsOf(installation);
  demandLinux(count);
  const port = await freePort(host, asked.port);
  const log = (entry: object) => err(`${logLine(now(), entry)}\n`);
  const ended = (place: number, cause: string) => log({ name: 'server_process_ended', process: place + 1, cause });
  const report = (error: Error): string => {
    const incident = randomUUID().slice(0, 8);
    log({ incident, ...reported(error) });
    return incident;
  };
  const rate = openRateLimit(perMinute);
  const runner = openBuildRunner({ ...installation, report });
  const serving = new Map<number, ChildProcess>();
  let stopping = false;

  const answer = async (request: SharedRequest): Promise<SharedReply> => {
    if (request.of === 'start') await runner.start(request.cycle, request.person);
    else if (request.of === 'correct') await runner.correct(request.person);
    else if (request.of === 'build') return { build: await runner.current() };
    else return secondsToWait(() => rate.take(request.address, request.kind));
    return {};
  };

  /** @param place - index of the process; process 0 prerenders pages, so that each is rendered once */
  const start = (place: number): Promise<string> => {
    const child = startProcess(join(import.meta.dirname, 'serving-child.ts'), [], {
      execArgv: [...serverFlags],
      serialization: 'advanced',
    });
    serving.set(place, child);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const say = (message: FromFirst) => sendTo(child, message);
    child.on('message', (message: ToFirst) => {
      if ('ready' in message) resolve(message.ready);
      else if ('failed' in message) reject(failureOf(message.failed));
      else void answer(message.request).then((reply) => say({ reply, number: message.number }));
    });
    child.once('exit', (code, signal) => {
      serving.delete(place);
      reject(Object.assign(new Error(`a process that serves ended: ${signal ?? code}`), { signal }));
      if (stopping || !opened) return;
      ended(place, String(signal ?? code));
      void startAgain(place);
    });
    say({ serve: handedOn(installation, port), draws: place === 0 });
    return promise;
  };
  const startAgain = async (place: number) => {
    await pause(againAfter);
    if (!stopping && !serving.has(place)) await start(place).catch(report);
  };

  const close = async () => {
    stopping = true;
    runner.close();
    await Promise.all([...serving.values()].map((child) => end(child, stopSeconds + closingSeconds)));
  };

  let opened = false;
  try {
    // The first process starts alone, as it creates the store or migrates it.
    const address = await startUnlessKilled(0, start, ended);
    await Promise.all(Array.from({ length: count - 1 }, (_, place) => startUnlessKilled(place + 1, start, ended)));
    opened = true;
    return { address, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A process that was killed while it started, such as for lack of memory, is no reason for the others not to serve.
 *
 * @param ended - writes to the log that it ended
 */
async function startUnlessKilled(
  place: number,
  start: (place: number) => Promise<string>,
  ended: (place: number, cause: string) => void,
  tries = mostStarts,
): Promise<string> {
  try {
    return await start(place);
  } catch (error) {
    const { signal = null } = error as { signal?: string | null };
    if (signal === null || tries === 1) throw error;
    ended(place, signal);
    await pause(againAfter);
    return startUnlessKilled(place, start, ended, tries - 1);
  }
}

const handedOn = ({ contentRoot, folder, databaseUrl, host, ...settings }: Installation, port: number): HandedOn => {
  const { stopSeconds, rateLimit, trustedProxies, contact, licence, publicAddress } = settings;
  return {
    ...{ contentRoot, folder, databaseUrl, host, port },
    ...(stopSeconds !== undefined && { stopSeconds }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(trustedProxies !== undefined && { trustedProxies }),
    ...(contact !== undefined && { contact }),
    ...(licence !== undefined && { licence }),
    ...(publicAddress !== undefined && { publicAddress }),
  };
};

function secondsToWait(take: () => unknown): SharedReply {
  try {
    take();
    return {};
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_many_requests')
      return { seconds: (error as Problem<'too_many_requests'>).details.seconds };
    throw error;
  }
}

/** The original problem, so that its message is the same. */
function failureOf(failed: Extract<ToFirst, { failed: unknown }>['failed']): Error {
  if (typeof failed === 'string') return Object.assign(new Error('a process did not serve'), { stack: failed });
  const { code, where, details } = failed;
  return new Problem(code as 'internal', where, details as { incident: string });
}

/** A message to a process that ends meanwhile is lost, which is harmless as it concerns that process alone. */
const sendTo = (child: ChildProcess, message: FromFirst) => void (child.connected && child.send(message, () => {}));

function end(child: ChildProcess, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const late = setTimeout(() => child.kill('SIGKILL'), 1_000 * seconds);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    sendTo(child, { stop: true });
  });
}

/** @throws Problem `setting_wrong` */
function demandLinux(count: number): void {
  if (process.platform === 'linux') return;
  const expected = '1: several processes at one port need Linux';
  throw new Problem('setting_wrong', '--processes', { setting: '--processes', given: String(count), expected });
}

/** Counted and in milliseconds: how long processes of a server that was killed may take to notice and end. */
const othersEndWithin = 5_000;
const askAgainAfter = 100;

/**
 * Determines the port for all processes. If another program listened there already, it would silently share the port.
 * Processes of a server that was just killed still listen for a moment: who starts it again need not know.
 *
 * @throws Problem `port_taken`, `address_not_given`
 */
async function freePort(host: string, port: number): Promise<number> {
  for (let waited = 0; ; waited += askAgainAfter) {
    try {
      return await probePort(host, port);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'port_taken') || waited >= othersEndWithin) throw error;
      await pause(askAgainAfter);
    }
  }
}

function probePort(host: string, port: number): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, host, port)));
    probe.listen(port, host, () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}
