/** One visit of a page with a throttled browser: rendering times, blocking time, transferred bytes. */
import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export type PageVisit = {
  /** Milliseconds of processor time above 50 in each task after the first paint. */
  readonly blocking: number;
  /** First contentful paint, milliseconds. */
  readonly painted: number;
  /** Cumulative layout shift. */
  readonly shift: number;
  /** Document, style and script before interaction, compressed, kB. */
  readonly weight: number;
  /** Script before interaction, kB. */
  readonly script: number;
  /** Position of the end of the first line of the first figure on a phone, px from the top; 0 if the page has none. */
  readonly figure: number;
  /** Content height of the tallest scrollable element, px. */
  readonly scroller: number;
};

/** How many times as slow as the quiet machine a phone is. */
export const phoneSlowness = 4;

/**
 * Makes a page's line and processor as slow as a phone's: 1.6 Mbit/s, 150 ms away.
 *
 * @param throttle - how many times as slow as it is the processor is made
 */
export async function slowDown(context: BrowserContext, page: Page, throttle: number): Promise<void> {
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await tools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
}

/** @param throttle - as in {@link slowDown} */
export async function visitPage(
  browser: Browser,
  address: string,
  { width, height, throttle }: { width: number; height: number; throttle: number },
): Promise<PageVisit> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1 });
  try {
    const page = await context.newPage();
    await slowDown(context, page, throttle);
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) (window as unknown as { shift: number }).shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await browser.startTracing(page, { categories: ['loading', 'toplevel', 'disabled-by-default-lighthouse'] });
    await page.goto(address, { waitUntil: 'load' });
    await page.waitForTimeout(500);
    const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
    return { ...(await lookAt(page)), blocking: blockingOf(trace.traceEvents) };
  } finally {
    await context.close();
  }
}

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly dur?: number;
};

/** In processor time instead of wall-clock time, as the machine may have other work. */
function blockingOf(events: readonly TraceEvent[]): number {
  const paint = events.filter(({ name }) => name === 'firstContentfulPaint').at(-1);
  if (!paint) throw new Error('the page painted nothing');
  return events
    .filter(
      ({ name, pid, tid, ts }) => /RunTask$/.test(name) && pid === paint.pid && tid === paint.tid && ts >= paint.ts,
    )
    .reduce((sum, { tdur, dur }) => sum + Math.max(0, (tdur ?? dur ?? 0) / 1_000 - 50), 0);
}

async function lookAt(page: Page): Promise<Omit<PageVisit, 'blocking'>> {
  return page.evaluate(() => {
    const entries = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    const sum = (some: PerformanceResourceTiming[]) => some.reduce((all, one) => all + one.encodedBodySize, 0) / 1_000;
    const scripts = entries.filter(({ name }) => name.endsWith('.js'));
    const first = entries.filter(({ name, entryType }) => entryType === 'navigation' || /\.(?:css|js)$/.test(name));
    const figures = [
      ...document.querySelectorAll(
        'main :is(.chart, table, .tree, .facts, .figure-facts, .summary, .callout, .cards, form:not(.filter))',
      ),
    ].filter((one) => (one as HTMLElement).offsetParent !== null && one.getBoundingClientRect().height > 0);
    const tops = figures.map((one) => one.getBoundingClientRect().top + scrollY + 40);
    const scrollers = [...document.querySelectorAll('main *')].filter(
      (one) =>
        one.clientHeight > 0 &&
        one.scrollHeight > one.clientHeight + 4 &&
        /auto|scroll/.test(getComputedStyle(one).overflowY),
    );
    return {
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      shift: (window as unknown as { shift: number }).shift,
      weight: sum(first),
      script: scripts.reduce((all, one) => all + one.encodedBodySize, 0) / 1_000,
      figure: tops.length === 0 ? 0 : Math.min(...tops),
      scroller: Math.max(0, ...scrollers.map((one) => one.scrollHeight)),
    };
  });
}

/** Compressed size of a page's document, style and script, with brotli if the server supports it. */
export async function pageWeight(address: string): Promise<number> {
  const page = await fetchPacked(address);
  const text = page.text.toString('utf8');
  const parts = [...text.matchAll(/(?:<link rel="stylesheet" href|<script type="module" src)="([^"]+)"/g)];
  const sizes = await Promise.all(
    parts.map(async ([, href]) => (await fetchPacked(new URL(href!, address).href)).size),
  );
  return sizes.reduce((sum, size) => sum + size, page.size);
}

/** Without `fetch`, which decompresses responses and does not give their size. */
function fetchPacked(address: string): Promise<{ size: number; text: Buffer }> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = answer.headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes;
        resolve({ size: bytes.length, text });
      });
    }).on('error', reject);
  });
}
