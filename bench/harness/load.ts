/** Requests one address repeatedly with wrk, whose client uses so little time that the server is measured. */
import { spawn, spawnSync } from 'node:child_process';

export type Load = { readonly requests: number; readonly perSecond: number };

/** @throws Error if wrk is not installed */
export function demandWrk(): void {
  if (spawnSync('wrk', ['-v'], { stdio: 'ignore' }).error) {
    throw new Error("this needs wrk, Debian's package of that name: a client in Node costs more than the server");
  }
}

/**
 * @param headers - lines of the request, such as `accept-encoding: br`
 * @param seconds - less than one if wanted: wrk knows whole seconds only, and reports what it did until it is interrupted
 * @param core - core of the client, if `taskset` is available; null for any
 */
export async function load(
  address: string,
  headers: readonly string[],
  { connections = 32, seconds = 2, core = null as number | null } = {},
): Promise<Load> {
  const wrk = [
    'wrk',
    '-t1',
    `-c${connections}`,
    `-d${Math.ceil(seconds) + 1}s`,
    ...headers.flatMap((line) => ['-H', line]),
    address,
  ];
  const line = core === null ? wrk : ['taskset', '-c', String(core), ...wrk];
  let reported = '';
  // On a busy machine it may be interrupted before it has begun, and then reports nothing.
  for (let tries = 0; tries < 5 && reported === ''; tries += 1) reported = await interrupted(line, seconds);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(reported)?.[1]);
  if (!(perSecond > 0) || reported.includes('Non-2xx or 3xx')) throw new Error(reported);
  return { requests: Number(/(\d+) requests in/.exec(reported)?.[1]), perSecond };
}

/** What a command reports that is interrupted after some seconds. */
async function interrupted([command, ...words]: readonly string[], seconds: number): Promise<string> {
  const client = spawn(command!, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let reported = '';
  client.stdout.on('data', (chunk) => {
    reported += chunk;
  });
  const ended = new Promise((resolve, reject) => client.once('error', reject).once('close', resolve));
  const interrupt = setTimeout(() => client.kill('SIGINT'), 1_000 * seconds);
  await ended;
  clearTimeout(interrupt);
  return reported;
}
