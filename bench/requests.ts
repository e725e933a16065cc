/** What a server makes for one reader: pages of some countries that no one requested before, and the brief of a country. */
import { report } from './harness/describe.ts';
import { watchPace } from './harness/pace.ts';
import { processorOf, processorOfThreads } from './harness/rounds.ts';
import type { Row } from './harness/row.ts';
import { keptDemo } from './inputs/kept.ts';
import { isEntry, kindsOfPages } from './inputs/pages-of-site.ts';
import { openSite } from './inputs/site.ts';

const together = 8;

/** Of `board`, which takes longest: by thread, median of 14 filters. */
const drawn =
  'a page with four charts takes 24 ms to find its rows and labels, 58 in the two threads that draw, and 60 of garbage collection and compiling next to them';

/** After each request, so that it is of the same moment. */
const watch = watchPace();

export async function* rows(): AsyncGenerator<Row> {
  yield* filtered();
  yield* briefs();
}

/** On the made-up release of 194 countries; each page is asked for once, whatever it shows. */
async function* filtered({ rounds = 6, alone = 24 } = {}): AsyncGenerator<Row> {
  const { server, address, close } = await openSite({ countries: 194 });
  try {
    const pages = (await kindsOfPages(address)).filter(isEntry);
    const next = unseen(pages);
    const ask = async (path = next()) => {
      const began = performance.now();
      const reply = await fetch(`${address}${path}`, { signal: AbortSignal.timeout(30_000) });
      await reply.arrayBuffer();
      return { milliseconds: performance.now() - began, isThere: reply.ok };
    };
    const filtered: string[] = [];
    const cold: number[] = [];
    for (const path of pages) {
      await ask(path);
      const { isThere, milliseconds } = await ask(`${path}?${filters[0]}`);
      if (!isThere) continue;
      filtered.push(path);
      cold.push(milliseconds);
    }
    if (filtered.length === 0) throw new Error('no page has the filters that are asked for');
    // A server draws all pages in each language when a release is published.
    for (const path of pages) await Promise.all(languages.map((language) => ask(path.replace(/^\w+/, language))));
    const of = unseen(filtered, 1);
    // One more of each kind that does not count, as V8 compiles during the first ones what they have in common.
    for (let place = 0; place < filtered.length; place += 1) await ask(of());
    const single: { path: string; milliseconds: number; processor: number; pace: number }[] = [];
    watch.endRound();
    for (let place = 0; place < alone; place += 1) {
      const path = of();
      const used = processorOfThreads(server.pid!);
      const { milliseconds } = await ask(path);
      const processor = processorOfThreads(server.pid!) - used;
      single.push({ path, milliseconds, processor, pace: watch.endRound().pace });
    }
    const slowest = single.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one));
    yield {
      work: `a filtered page that no one requested before; most: ${slowest.path.split('?')[0]}`,
      unit: 'ms',
      measured: single.map(({ milliseconds }) => milliseconds),
      processor: single.map(({ processor }) => processor),
      pace: single.map(({ pace }) => pace),
      aim: { of: 'measured', most: 150 },
      limit: drawn,
    };
    yield { work: 'the first filtered page of each kind after a start', unit: 'ms', measured: cold };
    const last: { milliseconds: number; pace: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const all = await Promise.all(Array.from({ length: together }, () => ask(of())));
      last.push({
        milliseconds: Math.max(...all.map(({ milliseconds }) => milliseconds)),
        pace: watch.endRound().pace,
      });
    }
    const work = `${together} of them at once, the last`;
    yield {
      work,
      unit: 'ms',
      measured: last.map(({ milliseconds }) => milliseconds),
      pace: last.map(({ pace }) => pace),
      aim: { of: 'measured', most: 400 },
      limit: drawn,
    };
  } finally {
    close();
  }
}

/** Besides that of the pages asked for. */
const languages = ['fr', 'es', 'ru', 'zh', 'ar'];
const regions = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];
const filters = [
  ...regions.map((region) => `region=${region}`),
  ...['XA', 'XB', 'XC', 'XD', 'XE'].map((search) => `search=${search}`),
  ...regions.flatMap((region) => ['XA', 'XC'].map((search) => `region=${region}&search=${search}`)),
];

/** Addresses of filtered pages, another one each time. */
function unseen(pages: readonly string[], from = 0): () => string {
  let at = from * pages.length;
  return () => {
    const [path, filter] = [pages[at % pages.length]!, filters[Math.floor(at / pages.length)]];
    if (filter === undefined) throw new Error('every filtered page was asked for');
    at += 1;
    return `${path}?${filter}`;
  };
}

async function* briefs({ rounds = 6 } = {}): AsyncGenerator<Row> {
  const { server, address, close } = await openSite({ demo: await keptDemo() });
  try {
    const text = async (path: string) => (await fetch(new URL(path, address), { signal: limit() })).text();
    const countries = [...(await text('en/country')).matchAll(/href="(?:[^"]*\/)?country\/([A-Z]{3})"/g)].map(
      ([, code]) => code!,
    );
    const found: string[] = [];
    for (const code of new Set(countries)) {
      if (found.length > rounds) break;
      const href = /href="([^"]*\/brief\.pdf)"/.exec(await text(`en/country/${code}`))?.[1];
      if (href) found.push(new URL(href, `${address}en/country/${code}`).href);
    }
    const timed = async (brief: string) => {
      const [began, used] = [performance.now(), processorOf(server.pid!)];
      const reply = await fetch(brief, { signal: limit() });
      const bytes = (await reply.arrayBuffer()).byteLength;
      if (!reply.ok || bytes < 5_000) throw new Error(`${brief} answers ${reply.status}`);
      const sample = { wall: performance.now() - began, processor: processorOf(server.pid!) - used };
      return { ...sample, pace: watch.endRound().pace };
    };
    // The process that writes starts with the first.
    const first = await timed(found[0]!);
    const taken: (typeof first)[] = [];
    for (const brief of found.slice(1)) taken.push(await timed(brief));
    yield {
      work: 'brief of a country as PDF, not asked for before',
      unit: 'ms',
      measured: taken.map(({ wall }) => wall),
      processor: taken.map(({ processor }) => processor),
      pace: taken.map(({ pace }) => pace),
      history: `the first since the start of the server ${first.wall.toFixed(0)} ms`,
      aim: { of: 'measured', most: 2_000 },
    };
  } finally {
    close();
  }
}

const limit = () => AbortSignal.timeout(60_000);

if (import.meta.main) await report(rows());
