/**
 * Prints pages of the demo to PDF, each compared with an empty page: duration and size.
 *
 *     node bench/print.ts          creates a demo first, which takes a minute
 *     node bench/print.ts FOLDER   uses the demo in a data folder
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { runDemo } from '../src/demo/index.ts';
import { serveInstallation } from '../src/http/index.ts';
import { openStore } from '../src/state/index.ts';
import { launchBrowser } from '../test/journeys/browser.ts';
import { report } from './harness/describe.ts';
import type { Row } from './harness/row.ts';

const contentRoot = new URL('..', import.meta.url).pathname;
const now = () => new Date();

/** The first page of each kind. */
const pages = [
  'world',
  'country',
  'country/XAA',
  'needs',
  'needs/legislation',
  'progress',
  'balance',
  'treaties',
  'projects',
  'plan',
  'method',
  'quality',
];

/** @param folder - data folder with a demo; one is created if omitted */
export async function* rows(folder = process.argv[2], { rounds = 5 } = {}): AsyncGenerator<Row> {
  const own = folder ?? (await makeDemo());
  const served = await serveInstallation({
    contentRoot,
    folder: own,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    now,
    err: (text) => process.stderr.write(text),
  });
  await served.refresh();
  await served.site.drawn();
  const browser = await launchBrowser();
  try {
    await print(browser, 'about:blank');
    for (const path of pages) {
      const address = `${served.address}en/${path}`;
      if (!(await fetch(address)).ok) continue;
      const shots: { page: number; empty: number; bytes: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const empty = await print(browser, 'about:blank');
        const page = await print(browser, address);
        shots.push({ page: page.seconds, empty: empty.seconds, bytes: page.bytes });
      }
      yield {
        work: `${path}, printed`,
        unit: 's',
        measured: shots.map(({ page }) => page),
        anchor: { name: 'an empty page', measured: shots.map(({ empty }) => empty) },
        aim: { of: 'measured', most: 3 },
      };
      const sizes = shots.map(({ bytes }) => bytes / 1_000);
      yield { work: `${path}, its PDF`, unit: 'kB', measured: sizes, aim: { of: 'measured', most: 1_000 } };
    }
  } finally {
    await browser.close();
    await served.close();
    if (folder === undefined) rmSync(own, { recursive: true });
  }
}

async function makeDemo(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-print-'));
  const store = await openStore({ databaseUrl: null, folder });
  try {
    const report = (failure: string) => process.stderr.write(`${failure}\n`);
    await runDemo({ store, contentRoot, folder, now, onProgress: () => {}, report });
  } finally {
    await store.close();
  }
  return folder;
}

/** From the command to print a loaded page to the last byte. */
async function print(browser: Browser, address: string): Promise<{ seconds: number; bytes: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  const began = performance.now();
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  const seconds = (performance.now() - began) / 1_000;
  await page.close();
  return { seconds, bytes: pdf.length };
}

if (import.meta.main) await report(rows());
