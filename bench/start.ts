/**
 * Start of a server until the first byte of a page, compared with plain Node: with the pages that an earlier process
 * stored, and without them. Then the total cost of a restart, until all its pages are rendered.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { serverFlags, within } from './harness/limited.ts';
import { command, inTurns, processorOf } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';

const startScript = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));
const page = '/en/world';

/** @param states - number of States of the served demo */
export async function* rows({ rounds = 5, states = 3 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-start-'));
  const [kept, aside] = [join(folder, 'pages'), join(folder, 'pages-aside')];
  const port = await freePort();
  try {
    await end(await started(['demo', '--states', String(states)], folder, port));
    const { server } = await startServer(folder, port);
    await untilIdle(server);
    await end(server);
    const taken = await inTurns(
      {
        bare: () => command([process.execPath, '-e', '0'], { times: 5 }),
        drawn: async () => {
          renameSync(kept, aside);
          const { server, first } = await startServer(folder, port);
          await end(server);
          rmSync(kept, { recursive: true, force: true });
          renameSync(aside, kept);
          return first;
        },
        kept: async () => {
          const { server, first } = await startServer(folder, port);
          await end(server);
          return first;
        },
      },
      { rounds, fewer: ['drawn'] },
    );
    const bare = (of: Taken) => anchorIn('ms', 'node -e 0', of, taken.bare);
    yield {
      work: 'until the first byte of a page that was kept',
      unit: 'ms',
      ...timesIn('ms', taken.kept),
      anchor: bare(taken.kept),
      aim: { of: 'measured', most: 600 },
    };
    yield {
      work: 'until the first byte of a page that has to be drawn',
      unit: 'ms',
      ...timesIn('ms', taken.drawn),
      anchor: bare(taken.drawn),
    };
    // Idle is seen after two quiet seconds, so it is waited for three times only; no aim depends on it.
    const restarted: Sample[] = [];
    for (let time = 0; time < 3; time += 1) {
      const { server } = await startServer(folder, port);
      restarted.push(await untilIdle(server));
      await end(server);
    }
    yield {
      work: `a restart until nothing is left to do, a demo of ${states} States`,
      unit: 'ms',
      measured: restarted.map(({ wall }) => wall),
      processor: restarted.map(({ processor }) => processor),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (words: readonly string[], folder: string, port: number): ChildProcess =>
  spawn(process.execPath, [...serverFlags, startScript, ...words], {
    env: { ...process.env, GAP_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Its output is consumed: a server whose output is not read would end. */
function started(words: readonly string[], folder: string, port: number): Promise<ChildProcess> {
  const server = run(words, folder, port);
  const ready = new Promise<ChildProcess>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`${words.join(' ')} ended with ${code} before it was ready`)));
    server.stdout!.on('data', (text) => String(text).includes('Stop with') && resolve(server));
  });
  return within(120, words.join(' '), ready);
}

async function startServer(folder: string, port: number): Promise<{ server: ChildProcess; first: Sample }> {
  const began = performance.now();
  const server = run(['serve'], folder, port);
  server.stdout!.resume();
  for (;;) {
    if (performance.now() - began > 30_000) throw new Error(`${page} is not there after 30 s`);
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    try {
      await firstByte(port);
      return { server, first: { wall: performance.now() - began, processor: processorOf(server.pid!) } };
    } catch {
      await pause(5);
    }
  }
}

const firstByte = (port: number) =>
  new Promise<void>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: page, headers: { 'accept-encoding': 'br' } }, (answer) => {
      answer.once('data', () => {
        answer.destroy();
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${page} answers ${answer.statusCode}`));
      });
    });
    asked.once('error', reject);
    asked.end();
  });

/** Until it has used practically no processor time for a second. */
async function untilIdle(server: ChildProcess): Promise<Sample> {
  const began = performance.now();
  for (let before = -1; ; ) {
    const now = processorOf(server.pid!);
    if (before >= 0 && now - before <= idleMilliseconds) return { wall: performance.now() - began, processor: now };
    before = now;
    await pause(1_000);
  }
}

const idleMilliseconds = 30;

const end = (server: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

if (import.meta.main) await report(rows());
