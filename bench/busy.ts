/** The front page, and the memory of the server, while others ask for much at once. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type Outcome, tell } from './outcome.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));

export async function* outcomes(): AsyncGenerator<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-busy-'));
  const server = fork(join(contentRoot, 'bench/upload.ts'), [folder], {
    execArgv: ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'],
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      server.once('message', (told) => resolve(String(told)));
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const origin = address.replace(/\/$/, '');
    const post = async (path: string, body: BodyInit, headers: Record<string, string> = {}) => {
      const reply = await fetch(`${address}en/${path}`, {
        method: 'POST',
        body,
        headers: { origin, accept: 'application/json', ...headers },
      });
      await reply.arrayBuffer();
      return reply.status;
    };
    // Made once: a client that is busy making bytes would measure itself.
    const bytes = randomBytes(9_500_000);
    const upload = () => {
      const form = new FormData();
      form.set('file', new Blob([bytes]), 'large.xlsx');
      return post('upload', form);
    };
    const page = await (await fetch(`${address}en/upload`)).text();
    const country = /<option value="(X[A-Z]{2})"/.exec(page)![1]!;
    const cycle =
      /name="cycle"[^>]*>\s*<option value="([^"]+)"/.exec(page)?.[1] ?? /value="([a-z]+-\d{4})"/.exec(page)![1]!;
    const workbook = () => post('workbook', new URLSearchParams({ cycle, country, language: 'en', scope: 'whole' }));
    await workbook();
    const parts = Buffer.from('--x\r\n\r\n'.repeat(1_400_000));
    const empty = () => post('upload', parts, { 'content-type': 'multipart/form-data; boundary=x' });
    const works: [string, number, () => Promise<number>][] = [
      ['80 uploads of 9.5 MB at once', 80, upload],
      ['8 forms of 9.8 MB of empty parts', 8, empty],
      ['8 workbook downloads at once', 8, workbook],
    ];
    for (const [work, times, one] of works) {
      const seen = { pages: [] as number[], memory: 0 };
      let busy = true;
      const watch = (async () => {
        while (busy) {
          const began = performance.now();
          await (await fetch(`${address}en/world`)).arrayBuffer();
          seen.pages.push(performance.now() - began);
          seen.memory = Math.max(seen.memory, megabytesOf(server.pid!));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      const began = performance.now();
      const statuses = await Promise.all(Array.from({ length: times }, one));
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      busy = false;
      await watch;
      const counted = [...Map.groupBy(statuses, String)].map(([status, all]) => `${all.length} × ${status}`).join(', ');
      const slowest = Math.max(...seen.pages);
      yield {
        work: `the front page during ${work} (${seconds} s: ${counted})`,
        measured: `${slowest.toFixed(0)} ms at most, median ${median(seen.pages).toFixed(0)} ms of ${seen.pages.length}`,
        aim: { value: slowest, most: 200, unit: 'ms' },
      };
      yield {
        work: `memory of server and children during ${work}`,
        measured: `${seen.memory.toFixed(0)} MB`,
        aim: { value: seen.memory, most: 700, unit: 'MB' },
      };
    }
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resident, of a process and those that it started; Linux only. */
function megabytesOf(pid: number): number {
  const status = (of: number | string) => {
    try {
      return readFileSync(`/proc/${of}/status`, 'utf8');
    } catch {
      return '';
    }
  };
  const resident = (text: string) => Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(status);
  const own = children.filter((text) => Number(/^PPid:\s+(\d+)/m.exec(text)?.[1]) === pid);
  return [status(pid), ...own].reduce((sum, text) => sum + resident(text), 0);
}

if (import.meta.main) await tell(outcomes());
