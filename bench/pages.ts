/**
 * Every kind of page of the demo, and the first of each entry of the made-up release of 194 countries, as a reader on a slow
 * phone line gets it.
 *
 *     node bench/pages.ts                         all of it
 *     node bench/pages.ts http://127.0.0.1:8080/  the pages of a server that is up, each with both screens
 */
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/journeys/browser.ts';
import { report } from './harness/describe.ts';
import { within } from './harness/limited.ts';
import { watchPace } from './harness/pace.ts';
import { type PageVisit, pageWeight, phoneSlowness, visitPage } from './harness/page-visit.ts';
import { median, type Row } from './harness/row.ts';
import { keptDemo } from './inputs/kept.ts';
import { isEntry, kindsOfPages } from './inputs/pages-of-site.ts';
import { type OpenedSite, openSite } from './inputs/site.ts';

/** Targets for every page. */
const aims = {
  blocking: { work: 'blocking after the first paint', unit: 'ms', most: 50 },
  painted: { work: 'first contentful paint', unit: 'ms', most: 1_200 },
  shift: { work: 'layout shift', unit: '', most: 0.01 },
  weight: {
    work: 'first view over the line',
    unit: 'kB',
    most: 60,
    // By taking them out of the page of a demo and compressing both.
    limit:
      'of the 47 kB of the page about the method, 35 are the SQL of its 105 models, which its links show without scripts',
  },
  script: { work: 'script before interaction', unit: 'kB', most: 5 },
  figure: { work: 'first figure on a phone, from the top, of 740 px', unit: '', most: 740 },
  scroller: { work: 'tallest inner scroller, in px', unit: '', most: 1_480 },
} as const satisfies Record<keyof PageVisit, unknown>;
type Measure = keyof typeof aims;
const measures = Object.keys(aims) as Measure[];
/** What another visit may find otherwise; bytes and places stay. */
const varying: ReadonlySet<Measure> = new Set(['blocking', 'painted', 'shift']);

/** One row for each measure, with a figure for each page; every page must meet the target. */
export async function* rows(address?: string): AsyncGenerator<Row> {
  const browser = await launchBrowser();
  try {
    if (address !== undefined)
      return yield* pagesAt(browser, 'server', address, {
        paths: await kindsOfPages(address),
        screens: [phone, wide],
      });
    yield* during(openSite({ demo: await keptDemo() }), async function* (demo) {
      yield* pagesAt(browser, 'demo', demo, { paths: await kindsOfPages(demo), screens: [phone] });
    });
    yield* during(openSite({ countries: 194 }), async function* (site) {
      const paths = (await kindsOfPages(site)).filter(isEntry);
      yield* pagesAt(browser, '194 countries', site, { paths, screens: [phone] });
    });
  } finally {
    await browser.close();
  }
}

/**
 * Processor slowed four times, 1.6 Mbit/s, 150 ms away, nothing cached; what falls short is measured up to four times more, and its
 * median counts. Two visits at a time would take as long: both are painted later, and more of them are repeated.
 */
async function* pagesAt(
  browser: Browser,
  of: string,
  address: string,
  { paths, screens }: { paths: readonly string[]; screens: readonly Screen[] },
): AsyncGenerator<Row> {
  await Promise.all(paths.map((path) => packed(`${address}${path}`)));
  const found: { path: string; of: (measure: Measure) => number }[] = [];
  for (const path of paths) {
    const visit = () => visitPages(browser, `${address}${path}`, screens);
    const visits = [await visit()];
    const middle = (measure: Measure) => median(visits.map((visit) => visit[measure]));
    const short = () => measures.filter((measure) => middle(measure) > aims[measure].most);
    for (let again = 0; again < 4 && short().some((measure) => varying.has(measure)); again += 1)
      visits.push(await visit());
    found.push({ path, of: middle });
    const missed = short();
    process.stdout.write(`${path}  ${described(middle)}${missed.length > 0 ? `  short: ${missed.join(', ')}` : ''}\n`);
  }
  for (const measure of measures) {
    const { work, unit, most, ...other } = aims[measure];
    const worst = found.reduce((one, other) => (other.of(measure) > one.of(measure) ? other : one));
    const measured = found.map((page) => page.of(measure));
    yield {
      work: `${of}, ${found.length} pages: ${work}; most: ${worst.path}`,
      unit,
      measured,
      aim: { of: 'measured', most },
      ...other,
    };
  }
}

const [phone, wide] = [
  [360, 740],
  [1_280, 900],
] as const;
type Screen = readonly [width: number, height: number];

const watch = watchPace();
const lately: number[] = [];

/** Median of the last five times that it was measured. */
function pace(): number {
  lately.push(watch.endRound().pace);
  return median(lately.slice(-5));
}

/** The worst of some screens, a phone first. */
async function visitPages(browser: Browser, address: string, screens: readonly Screen[]): Promise<PageVisit> {
  const visits: PageVisit[] = [];
  // A machine that is slower today need not be slowed as much to be as slow as a phone.
  const throttle = Math.max(1, phoneSlowness / pace());
  for (const [width, height] of screens)
    visits.push(await within(60, `a visit of ${address}`, visitPage(browser, address, { width, height, throttle })));
  const worst = (measure: Measure) => Math.max(...visits.map((visit) => visit[measure]));
  return { ...visits[0]!, blocking: worst('blocking'), painted: worst('painted'), shift: worst('shift') };
}

const described = (of: (measure: Measure) => number) =>
  [
    `blocking ${of('blocking').toFixed(0)} ms`,
    `painted ${of('painted').toFixed(0)} ms`,
    `shift ${of('shift').toFixed(3)}`,
    `${of('weight').toFixed(1)} kB`,
    `script ${of('script').toFixed(1)} kB`,
    `figure at ${of('figure').toFixed(0)} px`,
    `scroller ${of('scroller').toFixed(0)} px`,
  ].join(', ');

/** The page is packed as tightly as every reader after the first gets it. */
async function packed(address: string): Promise<void> {
  let before = -1;
  for (let tries = 0; tries < 40; tries += 1) {
    const size = await pageWeight(address);
    if (tries > 1 && size === before) return;
    before = size;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function* during(
  opened: Promise<OpenedSite>,
  work: (address: string) => AsyncGenerator<Row>,
): AsyncGenerator<Row> {
  const { address, close } = await opened;
  try {
    yield* work(address);
  } finally {
    close();
  }
}

if (import.meta.main) await report(rows(process.argv[2]));
