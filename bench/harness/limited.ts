/** A benchmark's process with a time limit: if it hangs, it is ended with all its children, and this is reported. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import allocator from '../../bin/allocator.json' with { type: 'json' };
import settings from '../../package.json' with { type: 'json' };

/** Of each process that measures. */
export const benchFlags: readonly string[] = [
  '--disable-warning=ExperimentalWarning',
  `--import=${new URL('./compiled.ts', import.meta.url).href}`,
];

/** Flags of `npm start`, for each server. */
export const serverFlags: readonly string[] = settings.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** The environment of `npm start`. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, ...allocator });

export type Ended = { readonly code: number | null; readonly late: boolean };

/** @param onMessage - receives the messages of the child */
export function runLimited(
  file: string,
  {
    seconds,
    onMessage,
    words = [],
  }: { seconds: number; onMessage: (message: unknown) => void; words?: readonly string[] },
): Promise<Ended> {
  // As the leader of a process group, so that its servers and browsers end with it.
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-'));
  const child = fork(file, [...words], {
    execArgv: [...benchFlags],
    // A process that is killed leaves temporary files behind.
    env: { ...process.env, TMPDIR: folder },
    detached: true,
  });
  child.on('message', onMessage);
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    endGroup(child);
  }, 1_000 * seconds);
  const stop = () => {
    endGroup(child);
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      clearTimeout(limit);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      // Ends what it left running, such as a server whose benchmark failed.
      endGroup(child);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      resolve({ code, late });
    }),
  );
}

function endGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch {
    // The group no longer exists.
  }
}

/** The first message of a process that is then left to end. Its allocator is that of the server, which builds releases. */
export function forked<T>(file: string, words: readonly string[]): Promise<T> {
  const child = fork(file, [...words], { env: serverEnvironment() });
  return new Promise((resolve, reject) => {
    child.once('message', (sent) => resolve(sent as T));
    child.once('exit', (code) => reject(new Error(`a process of the benchmark ended with ${code}`)));
  });
}

/**
 * The result of the work, or an error after the time limit, as a lost server never answers.
 *
 * @throws Error that names it
 */
export async function within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s`)), 1_000 * seconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(limit);
  }
}
