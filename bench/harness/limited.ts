/** A benchmark's process with a limit of time: what hangs is ended with all that it started, and said. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export type Ended = { readonly code: number | null; readonly late: boolean };

/**
 * @param onMessage - given what it tells its parent
 */
export function runLimited(
  file: string,
  {
    seconds,
    onMessage,
    words = [],
  }: { seconds: number; onMessage: (message: unknown) => void; words?: readonly string[] },
): Promise<Ended> {
  // At the head of a group of its own, so that servers and browsers that it started end with it.
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-'));
  const child = fork(file, [...words], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // One that is ended leaves its files behind.
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
      // What it left behind, such as a server whose benchmark failed.
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
    // No one of it is left.
  }
}

/**
 * The work, or an error once it took too long: a server that is lost answers no one.
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
