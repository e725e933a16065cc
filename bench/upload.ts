/** One full workbook uploaded to a warm server, until the receipt with its findings was read; then eight at once. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { serveInstallation } from '../src/http/index.ts';
import { report } from './harness/describe.ts';
import { benchFlags, serverEnvironment, serverFlags, within } from './harness/limited.ts';
import { processorOf } from './harness/rounds.ts';
import type { Row } from './harness/row.ts';
import { now, openOneCycle } from './inputs/one-cycle.ts';
import { writeWorkbooks } from './inputs/workbooks.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));
const together = 8;

/** @param times - number of workbooks, uploaded in groups; the first ones also individually */
export async function* rows({ times = 40, one = 8 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-upload-'));
  // Filled in with mistakes, so that there are findings.
  const paths = await writeWorkbooks(contentRoot, folder, times, { careless: true });
  const workbooks = paths.map((path) => readFileSync(path));
  const server = fork(fileURLToPath(import.meta.url), [folder], {
    execArgv: [...serverFlags, ...benchFlags],
    env: serverEnvironment(),
  });
  try {
    const started = new Promise<string>((resolve, reject) => {
      server.once('message', (reported) => resolve(String(reported)));
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const address = await within(60, 'the start of the server', started);
    // Warm-up of routes and store.
    for (const workbook of workbooks.slice(0, 3)) await upload(address, workbook);
    const alone: number[] = [];
    const processor: number[] = [];
    for (const workbook of workbooks.slice(0, one)) {
      await rest();
      const used = processorOf(server.pid!);
      alone.push(await upload(address, workbook));
      processor.push(processorOf(server.pid!) - used);
    }
    yield { work: 'upload to findings', unit: 'ms', measured: alone, processor, aim: { of: 'measured', most: 500 } };
    const concurrent = { first: [] as number[], last: [] as number[], pages: [] as number[] };
    for (let at = 0; at + together <= workbooks.length; at += together) {
      await rest();
      let sending = true;
      const watch = (async () => {
        while (sending) {
          concurrent.pages.push(
            await timed(async () => void (await (await fetch(address, { signal: limit() })).text())),
          );
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      const taken = await Promise.all(workbooks.slice(at, at + together).map((workbook) => upload(address, workbook)));
      sending = false;
      await watch;
      concurrent.first.push(Math.min(...taken));
      concurrent.last.push(Math.max(...taken));
    }
    yield { work: `${together} uploads at once, the first of them`, unit: 'ms', measured: concurrent.first };
    yield { work: `${together} uploads at once, the last of them`, unit: 'ms', measured: concurrent.last };
    yield {
      work: 'the front page meanwhile',
      unit: 'ms',
      measured: concurrent.pages,
      aim: { of: 'measured', most: 1_000 },
    };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

/** @returns milliseconds from the first byte sent to the last byte of the receipt */
function upload(address: string, workbook: Uint8Array<ArrayBuffer>): Promise<number> {
  return timed(async () => {
    const form = new FormData();
    form.set('file', new Blob([workbook]), 'workbook.xlsx');
    const headers = { origin: address.replace(/\/$/, ''), accept: 'text/html' };
    // The response redirects to the receipt, which is read as by a browser.
    const receipt = await fetch(`${address}en/upload`, { method: 'POST', body: form, headers, signal: limit() });
    const text = await receipt.text();
    if (!receipt.ok || !receipt.redirected || !text.includes('class="severity"')) {
      throw new Error(`an upload had no findings: ${receipt.status} ${receipt.url}`);
    }
  });
}

/** A lost server never answers. */
const limit = () => AbortSignal.timeout(60_000);

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** As between two focal points: what a server gets ready after an upload is ready. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 700));

/** A folder with one cycle open to all States of the plan, served like an installation. */
export async function serveDesk(folder: string): Promise<void> {
  await openOneCycle(folder);
  const err = (text: string) => void process.stderr.write(text);
  const served = await serveInstallation({
    contentRoot,
    folder,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    now,
    err,
  });
  process.send!(served.address);
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  await (folder === undefined ? report(rows()) : serveDesk(folder));
}
