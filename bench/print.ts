/** The first page of each entry of the demo's navigation, and one of each country and area, printed to PDF by Chromium, each next to an empty page. */
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/journeys/browser.ts';
import { report } from './harness/describe.ts';
import { median, type Row } from './harness/row.ts';
import { keptDemo } from './inputs/kept.ts';
import { isEntry, kindsOfPages } from './inputs/pages-of-site.ts';
import { openSite } from './inputs/site.ts';

const more = ['en/country/XAA', 'en/needs/legislation'];
const aims = { seconds: 3, kilobytes: 1_000 } as const;

/** One row with a figure for each page: all of them must hold. What falls short is printed twice more, and its median counts. */
export async function* rows(): AsyncGenerator<Row> {
  const { address, close } = await openSite({ demo: await keptDemo() });
  const browser = await launchBrowser();
  try {
    await print(browser, 'about:blank');
    const found: { path: string; seconds: number; kilobytes: number; empty: number }[] = [];
    for (const path of [...(await kindsOfPages(address)).filter(isEntry), ...more]) {
      // Drawn before, as for every reader after the first.
      if (!(await fetch(`${address}${path}`)).ok) throw new Error(`${path} is not there`);
      const empty = (await print(browser, 'about:blank')).seconds;
      const shots = [await print(browser, `${address}${path}`)];
      for (let again = 0; again < 2 && shots[0]!.seconds > aims.seconds; again += 1)
        shots.push(await print(browser, `${address}${path}`));
      const seconds = median(shots.map((shot) => shot.seconds));
      found.push({ path, seconds, kilobytes: shots[0]!.bytes / 1_000, empty });
      process.stdout.write(`${path}  ${seconds.toFixed(2)} s, ${found.at(-1)!.kilobytes.toFixed(0)} kB\n`);
    }
    const most = (of: 'seconds' | 'kilobytes') => found.toSorted((a, b) => b[of] - a[of])[0]!.path;
    yield {
      work: `${found.length} pages of the demo; most: ${most('seconds')}`,
      unit: 's',
      measured: found.map(({ seconds }) => seconds),
      anchor: { name: 'an empty page', measured: found.map(({ empty }) => empty) },
      aim: { of: 'measured', most: aims.seconds },
    };
    yield {
      work: `their PDFs; most: ${most('kilobytes')}`,
      unit: 'kB',
      measured: found.map(({ kilobytes }) => kilobytes),
      aim: { of: 'measured', most: aims.kilobytes },
    };
  } finally {
    await browser.close();
    close();
  }
}

/** From the order to print, the page being there, to the last byte. */
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
