import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { listDashboards, openAtlas, openBinder, openPainter, type Painter } from '../../../src/dashboard/index.ts';
import { openFront } from '../../../src/http/front.ts';
import { type Assets, makeAssets } from '../../../src/http/server/assets.ts';
import { type Body, makeBody } from '../../../src/http/server/body.ts';
import { openKeptBodies } from '../../../src/http/server/kept-bodies.ts';
import { forgetNews } from '../../../src/http/site/page/news.ts';
import { openKeptPages } from '../../../src/http/site/prepared/kept-pages.ts';
import { openPreparedPages } from '../../../src/http/site/prepared/prepared-pages.ts';
import { shownOf } from '../../../src/http/site/prepared/shown.ts';
import type { ShownReleases } from '../../../src/http/site/prepared/shown-releases.ts';
import type { Correction, PublishedRelease, Releases } from '../../../src/http/site/published.ts';
import { publisherOf } from '../../../src/http/site/publisher.ts';
import { lineOf } from '../../../src/http/site/release-line.ts';
import { openSite } from '../../../src/http/site/site.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { published, root } from '../../journeys/published.ts';

// A few pages in one language represent all.
const all = loadTexts(root);
const texts = { ...all, languages: all.languages.filter(({ code }) => code === 'en') };
const declared = listDashboards(root);
const dashboards = {
  ...declared,
  all: declared.all.filter(({ name }) => ['world', 'overview', 'treaties'].includes(name)),
};
const atlas = openAtlas(maps);
let painter: Painter;
let assets: Assets;

beforeAll(async () => {
  painter = openPainter(atlas);
  assets = await makeAssets(dashboards.theme);
});
afterAll(() => painter.close());

it('a cached body is sent unchanged, and one that was truncated or modified is not used', async () => {
  const folder = temporary();
  const body = await makeBody('<p>São Tomé</p>'.repeat(50), 'text/html; charset=utf-8', true, { 'x-more': 'yes' });
  await openKeptBodies(folder).write('page', body);
  expect(openKeptBodies(folder).read('page')).toEqual(body);
  const file = join(folder, 'page');
  const bytes = readFileSync(file);
  truncateSync(file, bytes.length - 1);
  expect(openKeptBodies(folder).read('page')).toBeNull();
  bytes[bytes.length - 5]! ^= 1;
  writeFileSync(file, bytes);
  expect(openKeptBodies(folder).read('page')).toBeNull();
  expect(openKeptBodies(folder).read('another')).toBeNull();
});

it('a restart with the same state draws nothing again, and sends the same bytes', async () => {
  const folder = temporary();
  const first = start(folder);
  await first.site.refresh();
  await first.site.drawn();
  expect(first.drawn()).toBeGreaterThan(5);
  const again = start(folder);
  await again.site.refresh();
  await again.site.drawn();
  expect(again.drawn()).toBe(0);
  const drawn = pages.map((address) => first.site.ready(address)!);
  expect(pages.map((address) => again.site.ready(address))).toEqual(drawn);
  expect(again.site.ready('/en/nowhere')).toBeUndefined();
  expect(statSync(folder).mode & 0o077).toBe(0);
});

it('a site that draws later draws requested pages, and all pages once it is started', async () => {
  const { site, drawn } = start(temporary(), { draws: false });
  await site.refresh();
  await site.drawn();
  expect(drawn()).toBe(0);
  expect(await site.page('/en/world')).not.toBeNull();
  const asked = drawn();
  site.drawPages();
  await site.drawn();
  expect(drawn()).toBeGreaterThan(asked + 2);
  expect(pages.filter((address) => site.ready(address) === undefined)).toEqual([]);
});

it('a change of software, content, settings or notice causes a new drawing', async () => {
  const folder = temporary();
  await drawAll(start(folder));
  expect(await drawAll(start(folder, { made: 'software 2' }))).toBeGreaterThan(5);
  expect(await drawAll(start(folder, { contact: 'desk@example.org' }))).toBeGreaterThan(5);
  expect(await drawAll(start(folder, { notice: 'r-corrected' }))).toBeGreaterThan(5);
  expect(await drawAll(start(folder))).toBe(0);
});

it('news causes a new drawing only of the page that shows it', async () => {
  const folder = temporary();
  await drawAll(start(folder));
  const before = kept(folder);
  await drawAll(start(folder, { corrections: [correction] }));
  expect(kept(folder).length - before.length).toBe(1);
  const text = async (from: Started) => gunzipSync((await start(folder, from).opened(page)).sent.gzip.bytes).toString();
  const page = '/en/overview';
  expect(await text({ corrections: [correction] })).toContain(correction.reason);
  expect(await text({})).not.toContain(correction.reason);
});

it('a page that was begun before other news is only sent to those who asked before, and is not cached', async () => {
  const folder = temporary();
  const binder = openBinder(dashboards, atlas, texts);
  const shelf = openKeptPages({ folder, made: 'software 1', now: clock }).shelf('r', { releases: [], site: null });
  const of = shownOf(published, '', { texts, dashboards, binder }, shelf);
  let news = 'before';
  const begun: { finish: (body: Body) => void }[] = [];
  const prepared = openPreparedPages({
    shown: { all: () => [of], newsStamp: () => news } as unknown as ShownReleases,
    draw: () => new Promise((finish) => begun.push({ finish })),
    texts,
    report: (error) => {
      throw error;
    },
  });
  onTestFinished(prepared.close);
  const address = '/en/overview';
  const place = of.places.get(address)!;
  const body = (text: string) => makeBody(text, 'text/html; charset=utf-8');
  const early = prepared.page({ of, place }, address);
  news = 'after';
  forgetNews(of);
  const old = await body('<p>before</p>');
  begun[0]!.finish(old);
  expect(await early).toBe(old);
  expect(prepared.ready(address)).toBeUndefined();
  const late = prepared.page({ of, place }, address);
  const next = await body('<p>after</p>');
  begun[1]!.finish(next);
  expect(await late).toBe(next);
  expect(prepared.ready(address)).toBe(next);
  // Then it is written once more, under a temporary name first.
  await prepared.packed();
  await prepared.drawn();
  expect(kept(folder)).toHaveLength(1);
});

it('pages of a release that is no longer current are removed, and not sent meanwhile', async () => {
  const folder = temporary();
  const { site, releases, show } = start(folder);
  await site.refresh();
  await site.drawn();
  const front = await openFront({
    host: '127.0.0.1',
    port: 0,
    assets,
    releases,
    kept: openKeptPages({ folder, made: 'software 1', now: clock }),
    settings: { publisher: publisherOf(null, null), publicAddress, entries: [] },
  });
  const ask = (address: string) =>
    fetch(`${front.listening}${address.slice(1)}`, { headers: { 'accept-encoding': 'br' } });
  const early = await ask('/en/world');
  expect(early.headers.get('etag')).toBe(site.ready('/en/world')!.sent.br.etag);
  await early.text();
  // Withdrawn: the next request waits for the new site, which does not have the page.
  show([]);
  const waiting = ask('/en/world');
  const other = ask('/en/world?region=AF');
  await site.refresh();
  expect(readdirSync(join(folder, 'pages'))).toEqual([]);
  front.open({ fetch: async () => new Response('gone', { status: 410 }), sendReady: () => false });
  expect((await waiting).status).toBe(410);
  expect((await other).status).toBe(410);
  await front.stop(0);
});

it('pages of a draft are not cached on disk', async () => {
  const folder = temporary();
  const { site } = start(folder, { shows: [] });
  await site.refresh();
  const draft = site.draftSite({ ...published, draft: true, published: null });
  await draft.refresh();
  expect(await draft.page('/en/world')).not.toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

/** Files of cached pages, of any state. */
const kept = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const pages = ['/en/world', '/en/overview', '/en/treaties', '/en/data', '/en/data/columns'];
const clock = () => new Date('2026-05-01T10:00:00Z');
const publicAddress = 'https://example.org/';
const correction: Correction = {
  at: '2026-05-02T10:00:00.000Z',
  reason: 'Its figures were entered in the wrong unit.',
  country: null,
  cycle: null,
  releases: [{ id: 'r-0123456789aa', cycle: published.cycle, replacement: published.id }],
  lifted: null,
};

type Started = {
  readonly made?: string;
  readonly contact?: string;
  readonly notice?: string;
  readonly corrections?: readonly Correction[];
  readonly shows?: readonly PublishedRelease[];
  readonly draws?: boolean;
};

/** A site that shows releases and caches its pages in a folder; `drawn` counts the charts that it drew. */
function start(
  folder: string,
  { made = 'software 1', contact, notice, corrections = [], shows = [published], draws = true }: Started = {},
) {
  let shown = shows;
  let version = 1;
  let drawn = 0;
  const releases: Releases = {
    version: () => version,
    latestIds: async () => shown.map(({ id }) => id),
    open: async (id) => shown.find((release) => release.id === id) ?? null,
    identity: async (id) =>
      shown.some((release) => release.id === id)
        ? { manifest: `manifest of ${id}`, published: published.published! }
        : null,
    list: async () => shown.map(lineOf),
    notice: async () => (notice === undefined ? null : { kind: 'corrects', id: notice }),
    corrections: async () => corrections,
  };
  const site = openSite({
    releases,
    texts,
    dashboards,
    binder: openBinder(dashboards, atlas, texts),
    painter: {
      ...painter,
      draw: (...asked) => {
        drawn += 1;
        return painter.draw(...asked);
      },
    },
    assets,
    kept: openKeptPages({ folder, made, now: clock }),
    entries: [],
    draws,
    publisher: publisherOf(contact ?? null, null),
    publicAddress: () => publicAddress,
    report: (error) => {
      throw error;
    },
  });
  onTestFinished(() => site.close());
  return {
    site,
    releases,
    drawn: () => drawn,
    opened: async (address: string) => {
      await site.refresh();
      return (await site.page(address)) as Body;
    },
    show: (now: readonly PublishedRelease[]) => {
      shown = now;
      version += 1;
    },
  };
}

async function drawAll({ site, drawn }: ReturnType<typeof start>): Promise<number> {
  await site.refresh();
  await site.drawn();
  return drawn();
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
