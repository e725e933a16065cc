/** Response times of the home page, and the memory of the server, under load. */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, loadavg, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cycles, openStore, publicVersion, releases } from '../src/state/index.ts';
import { report } from './harness/describe.ts';
import { serverEnvironment, serverFlags } from './harness/limited.ts';
import type { Row } from './harness/row.ts';
import { benchRelease } from './inputs/site.ts';
import { serveDesk } from './upload.ts';

const self = fileURLToPath(import.meta.url);
const execArgv = [...serverFlags];

/** The concurrent requests of clients, and their number. */
const works = {
  uploads: { title: '80 uploads of 9.5 MB at once', times: 80 },
  emptyParts: { title: '8 forms of 9.8 MB of empty parts', times: 8 },
  workbooks: { title: '8 workbook downloads at once', times: 8 },
  releaseFile: { title: 'a file of an older release, 50 times at once', times: 50 },
} as const;
type Work = keyof typeof works;
type Order = { readonly work: Work; readonly address: string; readonly release: string };
type Finished = { readonly statuses: readonly number[]; readonly seconds: number };

export async function* rows(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-busy-'));
  const server = fork(self, ['serve', folder], { execArgv, env: serverEnvironment() });
  // In a separate process, as clients that send much data would delay the one that measures waiting times.
  const clients = fork(self, ['ask'], { execArgv });
  try {
    const address = await messageOf<string>(server);
    await messageOf(clients);
    const release = await saveReleases(folder);
    await settle(server.pid!);
    for (const work of Object.keys(works) as Work[]) {
      const seen = { pages: [] as number[], memory: { all: 0, server: 0, children: [] as string[] } };
      let busy = true;
      const watch = (async () => {
        while (busy) {
          const began = performance.now();
          await (await fetch(`${address}en/world`)).arrayBuffer();
          seen.pages.push(performance.now() - began);
          const memory = memoryOf(server.pid!);
          if (memory.all > seen.memory.all) seen.memory = memory;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      clients.send({ work, address, release } satisfies Order);
      const { statuses, seconds } = await messageOf<Finished>(clients);
      busy = false;
      await watch;
      const counted = [...Map.groupBy(statuses, String)].map(([status, all]) => `${all.length} × ${status}`).join(', ');
      yield {
        work: `the front page during ${works[work].title} (${seconds.toFixed(1)} s: ${counted})`,
        unit: 'ms',
        measured: seen.pages,
        aim: { of: 'measured', most: 200 },
      };
      const { all, server: own, children } = seen.memory;
      process.stdout.write(
        `server ${own.toFixed(0)} MB, children ${children.join(', ')} MB, load ${loadavg()[0]!.toFixed(1)}\n`,
      );
      yield {
        work: `memory of server and children during ${works[work].title}, at its highest`,
        unit: 'MB',
        measured: [all],
      };
    }
  } finally {
    server.kill();
    clients.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A public release of 194 countries, and one in its place that pages cannot show. @returns id of the first */
async function saveReleases(folder: string): Promise<string> {
  const store = await openStore({ databaseUrl: null, folder });
  const cycle = (await cycles.list(store.connection))[0]!.id;
  const at = '2026-01-01T00:00:00Z';
  const built = await Promise.all(
    (['public', 'restricted'] as const).map((edition) => benchRelease({ cycle, edition })),
  );
  // Both in one transaction, so that no page is rendered from the first.
  await store.transaction(async (tx) => {
    for (const release of built) {
      const files = release.files.map((path) => {
        const bytes = release.file(path)!;
        return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
      });
      const about = { id: release.id, cycle, kind: 'illustrative', manifestHash: files[0]!.sha256 } as const;
      await releases.save(tx, { ...about, builtAt: at, builtBy: 'bench', basis: null, corrects: null }, files);
      const place = await publicVersion.advance(tx);
      await releases.publish(tx, release.id, { at, by: 'bench', place });
    }
  });
  await store.close();
  return built[0]!.id;
}

/** Waits until the server has rendered its pages, and uses no processor time for a second. */
async function settle(pid: number): Promise<void> {
  const givenUpAt = performance.now() + 180_000;
  for (let before = -1, now = ticksOf(pid); now - before > 5; before = now, now = ticksOf(pid)) {
    if (performance.now() > givenUpAt) throw new Error('the server is never idle');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

const ticksOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
};

const messageOf = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', lost);
    child.once('message', (reported) => {
      child.off('exit', lost);
      resolve(reported as T);
    });
  });

/** The clients: send requests as ordered, all at once, and report when every response was read. */
function ask(): void {
  // Real clients have their own processors.
  setPriority(constants.priority.PRIORITY_LOW);
  // Created once, as clients that are busy generating bytes would measure themselves.
  const bytes = randomBytes(9_500_000);
  const parts = Buffer.from('--x\r\n\r\n'.repeat(1_400_000));
  process.on('message', async ({ work, address, release }: Order) => {
    const origin = address.replace(/\/$/, '');
    const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
      read(`en/${path}`, { method: 'POST', body, headers: { origin, accept: 'application/json', ...headers } });
    const read = async (path: string, asked: RequestInit = {}) => {
      const reply = await fetch(`${address}${path}`, asked);
      await reply.arrayBuffer();
      return reply.status;
    };
    const page = await (await fetch(`${address}en/upload`)).text();
    const country = /<option value="(X[A-Z]{2})"/.exec(page)![1]!;
    const cycle =
      /name="cycle"[^>]*>\s*<option value="([^"]+)"/.exec(page)?.[1] ?? /value="([a-z]+-\d{4})"/.exec(page)![1]!;
    const ways: Record<Work, () => Promise<number>> = {
      uploads: () => {
        const form = new FormData();
        form.set('file', new Blob([bytes]), 'large.xlsx');
        return post('upload', form);
      },
      emptyParts: () => post('upload', parts, { 'content-type': 'multipart/form-data; boundary=x' }),
      workbooks: () => post('workbook', new URLSearchParams({ cycle, country, language: 'en', scope: 'whole' })),
      releaseFile: () => read(`data/${release}/draws.csv`, { headers: { 'accept-encoding': 'gzip' } }),
    };
    const began = performance.now();
    const statuses = await Promise.all(Array.from({ length: works[work].times }, ways[work]));
    process.send!({ statuses, seconds: (performance.now() - began) / 1_000 });
  });
  process.send!('ready');
}

/** Resident memory in megabytes, of a process and its children; Linux only. */
function memoryOf(pid: number): { all: number; server: number; children: string[] } {
  const status = (of: number | string) => {
    try {
      return readFileSync(`/proc/${of}/status`, 'utf8');
    } catch {
      return '';
    }
  };
  const resident = (text: string) => Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
  const own = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(status)
    .filter((text) => Number(/^PPid:\s+(\d+)/m.exec(text)?.[1]) === pid);
  const server = resident(status(pid));
  const children = own.map((text) => `${/^Name:\s+(.*)/m.exec(text)?.[1]} ${resident(text).toFixed(0)}`);
  return { all: own.reduce((sum, text) => sum + resident(text), server), server, children };
}

if (import.meta.main) {
  const [role, folder] = process.argv.slice(2);
  if (role === 'serve') await serveDesk(folder!);
  else if (role === 'ask') ask();
  else await report(rows());
}
