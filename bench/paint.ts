/**
 * Four charts: drawn by the server, compared with `vega-embed` drawing the same specs and data in the reader's
 * browser.
 */
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { html, raw } from 'hono/html';
import type { Browser } from 'playwright-core';
import {
  type BoundChart,
  listDashboards,
  openAtlas,
  openBinder,
  openPainter,
  stillChart,
} from '../src/dashboard/index.ts';
import { makeAssets } from '../src/http/server/assets.ts';
import { layout } from '../src/http/site/layout.ts';
import { loadTexts } from '../src/i18n/index.ts';
import { launchBrowser } from '../test/journeys/browser.ts';
import { report } from './harness/describe.ts';
import { within } from './harness/limited.ts';
import { phoneSlowness, slowDown } from './harness/page-visit.ts';
import { roundsOfFewer } from './harness/rounds.ts';
import { median, type Row } from './harness/row.ts';
import { benchMaps, benchRelease } from './inputs/site.ts';

const contentRoot = new URL('..', import.meta.url).pathname;
/** Dashboard and block of each chart. */
const wanted = [
  ['world', 'map'],
  ['world', 'regions'],
  ['needs', 'areas'],
  ['country', 'pillars'],
] as const;

type Site = ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;

/** Processor throttled four times, 1.6 Mbit/s, 150 ms latency, no cache, gzip; rounds alternate. */
export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const sites = await makeSites();
  const servers = await Promise.all(sites.map(({ site }) => serve(site)));
  const browser = await launchBrowser();
  try {
    const seen = sites.map(() => [] as Shot[]);
    for (let round = 0; round < rounds; round += 1) {
      // Each server is first in turn.
      const turns = [...servers.entries()];
      for (const [place, { address }] of round % 2 === 0 ? turns : turns.toReversed())
        if (sites[place]!.name !== 'empty drawings' || round < roundsOfFewer)
          seen[place]!.push(await within(60, 'a visit', paint(browser, address)));
    }
    const [own, empty, embed] = seen as [Shot[], Shot[], Shot[]];
    const floor = empty.map(({ charts }, round) => charts / embed[round]!.charts);
    const beside = (pick: (shot: Shot) => number): Pick<Row, 'measured' | 'anchor'> => ({
      measured: own.map(pick),
      anchor: { name: 'vega-embed', measured: embed.map(pick) },
    });
    yield {
      work: 'four charts stand',
      unit: 'ms',
      ...beside(({ charts }) => charts),
      aim: { of: 'ratio', most: 0.15 },
      limit: `the same page with four empty drawings takes ${median(floor).toFixed(2)} × already: the delays of page and stylesheet`,
    };
    yield {
      work: 'the same page with four empty drawings stands',
      unit: 'ms',
      measured: empty.map(({ charts }) => charts),
      anchor: { name: 'vega-embed', measured: embed.map(({ charts }) => charts) },
    };
    yield {
      work: 'blocking: tasks above 50 ms after the first paint',
      unit: 'ms',
      ...beside(({ blocking }) => blocking),
      aim: { of: 'measured', most: 50 },
    };
    yield { work: 'the same from the start', unit: 'ms', ...beside(({ blockingInAll }) => blockingInAll) };
    yield {
      work: 'script before interaction',
      unit: 'kB',
      ...beside(({ script }) => script / 1_000),
      aim: { of: 'measured', most: 5 },
    };
    yield { work: 'bytes over the line', unit: 'kB', ...beside(({ transferred }) => transferred / 1_000) };
  } finally {
    await browser.close();
    for (const { server } of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Our own page, with layout, stylesheet and script of every page; the same with empty drawings; and the other one. */
async function makeSites(): Promise<{ name: string; site: Site }[]> {
  const release = await benchRelease();
  const texts = loadTexts(contentRoot);
  const dashboards = listDashboards(contentRoot);
  const atlas = openAtlas(benchMaps(release));
  const binder = openBinder(dashboards, atlas, texts);
  const painter = openPainter(atlas);
  const assets = await makeAssets(dashboards.theme);
  const charts = wanted.map(([name, id]) => {
    const dashboard = dashboards.all.find((one) => one.name === name)!;
    // The page without a choice, or the first with one.
    const pages = binder.addresses(release, dashboard).slice(0, 2);
    const block = pages
      .flatMap((page) => binder.bind(release, dashboard, page, 'en').blocks)
      .find((one) => one.id === id);
    if (block?.kind !== 'chart') throw new Error(`${name} has no chart ${id}`);
    return block.chart;
  });
  const drawn = await Promise.all(
    charts.map((chart, place) => painter.draw(wanted[place]![1], stillChart(chart, true))),
  );
  await painter.close();

  const context = {
    texts,
    language: 'en',
    path: 'bench',
    root: './',
    instruments: [],
    navigation: [],
    search: 'search',
    assets: { style: assets.style, script: assets.script },
    release: null,
    cover: null,
  };
  const showing = async (svgs: readonly string[]): Promise<Site> => {
    const main = html`<h1>Four charts</h1>${svgs.map((svg) => html`<section class="block"><figure class="chart">${raw(svg)}</figure></section>`)}`;
    const page = String(await layout(context, { title: 'Four charts', main, band: null }));
    const site = new Map([['/', text('text/html', page)]]);
    for (const [address, body] of assets.bodies)
      site.set(address, {
        type: body.sent.gzip.init.headers['content-type']!,
        body: Buffer.from(body.sent.gzip.bytes),
      });
    return site;
  };

  const specs = charts.map((chart) => ({ ...chart.spec, datasets: datasetsOf(chart) }));
  const script = `import embed from 'vega-embed';
    const specs = JSON.parse(document.getElementById('specs').textContent);
    await Promise.all(specs.map((spec, place) => embed(document.getElementById('chart-' + place), spec, { actions: false })));`;
  const bundle = await build({
    stdin: { contents: script, resolveDir: contentRoot },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  const divs = charts.map((_, place) => `<figure class="chart" id="chart-${place}"></figure>`).join('');
  const json = JSON.stringify(specs).replaceAll('<', '\\u003c');
  const other = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Four charts</title><h1>Four charts</h1>${divs}<script type="application/json" id="specs">${json}</script><script type="module" src="embed.js"></script></html>`;
  return [
    { name: 'drawn by the server', site: await showing(drawn) },
    { name: 'empty drawings', site: await showing(drawn.map(() => '<svg width="9" height="9"></svg>')) },
    {
      name: 'vega-embed',
      site: new Map([
        ['/', text('text/html', other)],
        ['/embed.js', text('text/javascript', bundle.outputFiles[0]!.text)],
      ]),
    },
  ];

  /** The same as in the drawing thread: each outline with the columns of its row. */
  function datasetsOf({ datasets }: BoundChart): Record<string, readonly object[]> {
    return Object.fromEntries(
      Object.entries(datasets).map(([name, { rows, shapes }]) => {
        if (!shapes) return [name, rows];
        const byCode = new Map(rows.map((row) => [row.code, row]));
        return [name, atlas.features(shapes).map((feature) => ({ ...byCode.get(feature.code), ...feature }))];
      }),
    );
  }
}

type Task = { readonly start: number; readonly blocking: number };

/** Times in milliseconds, sizes in bytes. */
type Shot = {
  readonly charts: number;
  readonly blocking: number;
  readonly blockingInAll: number;
  readonly script: number;
  readonly transferred: number;
};

async function paint(browser: Browser, address: string): Promise<Shot> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await slowDown(context, page, phoneSlowness);
  await page.addInitScript(() => {
    const seen = { charts: 0, tasks: [] as { start: number; blocking: number }[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        seen.tasks.push({ start: startTime, blocking: Math.max(0, duration - 50) });
    }).observe({ type: 'longtask', buffered: true });
    const checkReady = () => {
      const ready =
        document.readyState !== 'loading' && document.querySelectorAll('.chart svg, .chart canvas').length >= 4;
      if (!ready) return void requestAnimationFrame(checkReady);
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          seen.charts = performance.now();
        }),
      );
    };
    requestAnimationFrame(checkReady);
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => (window as unknown as { seen: { charts: number } }).seen.charts > 0, undefined, {
    timeout: 60_000,
  });
  await page.waitForTimeout(500);
  const shot = await page.evaluate(() => {
    const entries = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    const { charts, tasks } = (window as unknown as { seen: { charts: number; tasks: Task[] } }).seen;
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const sum = (some: readonly Task[]) => some.reduce((all, { blocking }) => all + blocking, 0);
    return {
      charts,
      // Before the first paint there is nothing with which a task could interfere.
      blocking: sum(tasks.filter(({ start }) => start >= painted)),
      blockingInAll: sum(tasks),
      script: entries
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      transferred: entries.reduce((sum, { transferSize }) => sum + transferSize, 0),
    };
  });
  await context.close();
  return shot;
}

const text = (type: string, body: string) => ({ type: `${type}; charset=utf-8`, body: gzipSync(body, { level: 8 }) });

function serve(site: Site): Promise<{ server: Server; address: string }> {
  const server = createServer((asked, answer) => {
    const found = site.get(asked.url!);
    if (!found) return void answer.writeHead(404).end();
    answer
      .writeHead(200, { 'content-type': found.type, 'content-encoding': 'gzip', 'cache-control': 'no-store' })
      .end(found.body);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, address: `http://127.0.0.1:${(server.address() as { port: number }).port}/` }),
    ),
  );
}

if (import.meta.main) await report(rows());
