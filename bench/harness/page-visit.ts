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

export type Visitor = {
  /** @param throttle - as in {@link slowDown} */
  readonly visit: (address: string, throttle: number) => Promise<PageVisit>;
  readonly close: () => Promise<void>;
};

/**
 * Visits with a new window each, of a size. The window of the next is opened when a page has been painted and only late tasks
 * are waited for, since that takes as long.
 */
export function openVisitor(browser: Browser, size: { width: number; height: number }): Visitor {
  let next = openWindow(browser, size);
  return {
    visit: async (address, throttle) => {
      const page = await next;
      const whileWaiting = () => {
        next = openWindow(browser, size);
        // The next visit reports it.
        next.catch(() => {});
      };
      try {
        return await visitPage(browser, page, { address, throttle, whileWaiting });
      } finally {
        await page.context().close();
      }
    },
    close: async () => (await next).context().close(),
  };
}

async function openWindow(browser: Browser, { width, height }: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1 });
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) (window as unknown as { shift: number }).shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}

async function visitPage(
  browser: Browser,
  page: Page,
  { address, throttle, whileWaiting }: { address: string; throttle: number; whileWaiting: () => void },
): Promise<PageVisit> {
  await slowDown(page.context(), page, throttle);
  // Tasks of the page's main thread, without those of all other threads and processes, whose trace has three times the bytes.
  await browser.startTracing(page, { categories: ['loading', 'disabled-by-default-devtools.timeline'] });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForTimeout(200);
  whileWaiting();
  await page.waitForTimeout(300);
  const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  return { ...(await lookAt(page)), blocking: blockingOf(trace.traceEvents) };
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
    .filter(({ name, pid, tid, ts }) => name === 'RunTask' && pid === paint.pid && tid === paint.tid && ts >= paint.ts)
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
