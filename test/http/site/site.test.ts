import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DatasetRow,
  listDashboards,
  openAtlas,
  openBinder,
  openPainter,
  type Painter,
} from '../../../src/dashboard/index.ts';
import { app } from '../../../src/http/app.ts';
import { type Assets, makeAssets } from '../../../src/http/server/assets.ts';
import type { Releases } from '../../../src/http/site/published.ts';
import { lineOf } from '../../../src/http/site/release-line.ts';
import { openSite, type Site } from '../../../src/http/site/site.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { published, root } from '../../journeys/published.ts';

const texts = loadTexts(root);
const dashboards = listDashboards(root);
const atlas = openAtlas(maps);
const incidents: string[] = [];
let painter: Painter;
let assets: Assets;
let site: Site;
let shown: ReturnType<typeof app>;

beforeAll(async () => {
  painter = openPainter(atlas);
  assets = await makeAssets(dashboards.theme);
  ({ site, shown } = open(releasesOf([published])));
  await site.refresh();
});
afterAll(async () => {
  site.close();
  await painter.close();
});

describe('the root address', () => {
  it.each([
    ['fr-CA,fr;q=0.9', 'fr/world'],
    ['de', 'en/world'],
    [undefined, 'en/world'],
  ])('redirects a reader with Accept-Language %s to %s', async (language, to) => {
    const reply = await get('/', language === undefined ? {} : { 'accept-language': language });
    expect(reply.status).toBe(302);
    expect(reply.headers.get('location')).toBe(to);
    expect(reply.headers.get('vary')).toContain('accept-language');
  });

  it('of a language redirects to its home page', async () => {
    expect((await get('/fr')).headers.get('location')).toBe('fr/world');
  });
});

describe('a page', () => {
  it('is the same in each encoding, with an ETag', async () => {
    const plain = await get('/en/world');
    const [br, gzip] = await Promise.all(
      ['br', 'gzip'].map((encoding) => get('/en/world', { 'accept-encoding': encoding })),
    );
    const text = await plain.text();
    expect(brotliDecompressSync(Buffer.from(await br!.arrayBuffer())).toString()).toBe(text);
    expect(gunzipSync(Buffer.from(await gzip!.arrayBuffer())).toString()).toBe(text);
    expect(new Set([plain, br!, gzip!].map((reply) => reply.headers.get('etag'))).size).toBe(3);
    expect(br!.headers.get('content-encoding')).toBe('br');
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it('is compressed better for later requests once it was requested twice, with the same content', async () => {
    const brotli = { 'accept-encoding': 'br' };
    const ask = async () => {
      const reply = await get('/fr/needs', brotli);
      await site.packed();
      return { reply, bytes: Buffer.from(await reply.arrayBuffer()) };
    };
    const { bytes: first } = await ask();
    const { bytes: second } = await ask();
    expect(second.equals(first)).toBe(true);
    const { reply: later, bytes } = await ask();
    expect(bytes.length).toBeLessThan(0.95 * first.length);
    expect(later.headers.get('content-length')).toBe(String(bytes.length));
    expect(brotliDecompressSync(bytes).toString()).toBe(brotliDecompressSync(first).toString());
  });

  it('is not sent again to clients that have it', async () => {
    const etag = (await get('/en/world')).headers.get('etag')!;
    const reply = await get('/en/world', { 'if-none-match': etag });
    expect(reply.status).toBe(304);
    expect(await reply.text()).toBe('');
    expect((await get('/fr/world', { 'if-none-match': etag })).status).toBe(200);
  });

  it('states its release, cycle, coverage and reservations, and that it is illustrative', async () => {
    const text = await (await get('/en/world')).text();
    for (const said of [
      'r-0123456789ab',
      'cycle 2026',
      '10 of 12',
      'Countries are not ranked',
      'The States are fictional',
    ]) {
      expect(text).toContain(said);
    }
    expect(await (await get('/en/treaties/CETS-185')).text()).toContain('The facts on this page are real');
  });

  it('escapes a name with markup', async () => {
    const text = await (await get('/en/world')).text();
    expect(text).toContain('Kestrelia &lt;b&gt;&amp;&quot;');
    expect(text).not.toContain('Kestrelia <b>');
  });

  it.each([
    '/en/world',
    '/fr/country/XAA',
    '/en/needs',
    '/en/progress',
    '/fr/treaties',
    '/en/method',
    '/en/data',
    '/en/nowhere',
  ])('%s has no inline script or style, and only relative links', async (path) => {
    const text = await (await get(path, { accept: 'text/html' })).text();
    expect(text).not.toMatch(/ style="|<style|\son\w+="|javascript:/);
    expect(text.match(/<script[^>]*>/g)).toEqual([expect.stringMatching(/^<script type="module" src="[^"]+">$/)]);
    const links = [...text.matchAll(/(?:href|src|data-live)="([^"]*)"/g)].map(([, link]) => link!);
    // The licence of the data is on another site.
    const own = links.filter((link) => !link.startsWith('https://creativecommons.org/licenses/'));
    expect(own.filter((link) => /^(?:\/|https?:)/.test(link))).toEqual([]);
  });

  it('loads less than 5 kB of scripts before any interaction', () => {
    expect(assets.scriptSize).toBeLessThan(5_000);
  });

  it('has a style sheet with the rules of all files in their order, without comments and indentation', async () => {
    const text = await (await get(`/${assets.style}`)).text();
    expect(text).not.toMatch(/\/\*|\n\s|;\}/);
    const folder = join(root, 'src/http/style');
    const sheets = readdirSync(folder)
      .toSorted()
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    const own = sheets.map((sheet) => {
      const others = sheets.filter((other) => other !== sheet).join('');
      return (sheet.match(/--?[a-z]+(?:-[a-z]+)+|\.[a-z-]+/g) ?? []).find((word) => !others.includes(word));
    });
    const places = own.flatMap((word) => (word === undefined ? [] : [text.indexOf(word)]));
    expect(places.length).toBeGreaterThan(5);
    expect(places).toEqual(places.filter((place) => place >= 0).toSorted((one, other) => one - other));
    expect(text.length).toBeLessThan(45_000);
  });

  it.each(['/xx/world', '/en/country/ZZZ', '/en/worlds', '/nowhere', '/en/world/x'])(
    '%s is not found, with a page that states so',
    async (path) => {
      const reply = await get(path, { accept: 'text/html', 'accept-language': 'fr' });
      expect(reply.status).toBe(404);
      expect(reply.headers.get('content-type')).toContain('text/html');
      expect(await reply.text()).toMatch(/<h1>(This page does not exist|Cette page n’existe pas)<\/h1>/);
    },
  );
});

describe('a selection that the release does not have', () => {
  it('is named as such, with a link to the whole page, and the page is not said to be missing', async () => {
    const reply = await get('/en/world?region=nowhere', { accept: 'text/html' });
    expect(reply.status).toBe(404);
    const text = await reply.text();
    expect(text).toContain('<h1>This selection cannot be shown</h1>');
    expect(text).not.toContain('This page does not exist');
    expect(text).toMatch(/href="[^"?]*\/en\/world">Show this page with all countries/);
  });
});

describe('every response', () => {
  it.each([
    ['/en/world', 200],
    ['/', 302],
    ['/en/nowhere', 404],
    ['/data/r-0123456789ab/scores.csv', 200],
    ['/data/r-0123456789ab/nothing.csv', 404],
    ['/broken', 500],
  ])('to %s has the content security policy and related headers (%i)', async (path, status) => {
    const reply = await get(path);
    expect(reply.status).toBe(status);
    const policy = reply.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);
    for (const name of [
      'strict-transport-security',
      'x-content-type-options',
      'referrer-policy',
      'cross-origin-opener-policy',
    ]) {
      expect(reply.headers.get(name), name).toBeTruthy();
    }
    // A cache may keep a 404 unless it is forbidden, also after the address exists.
    if (status >= 400) expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('to a program has problems as JSON, and only an incident id for unexpected errors', async () => {
    const missing = await get('/en/nowhere');
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    expect(await missing.json()).toMatchObject({ type: '/errors#not_found', status: 404, where: 'address' });
    const broken = await (await get('/broken')).text();
    expect(broken).toContain('incident-1');
    expect(broken).not.toContain('bribes');
    expect(incidents).toContain('answer "bribes" of XAA');
  });
});

describe('a request that would change something', () => {
  it.each([
    ['another site', { origin: 'https://elsewhere.example', host: 'localhost' }],
    ['nowhere', { host: 'localhost' }],
    ['a sandboxed frame', { origin: 'null', host: 'localhost' }],
    ['this site through another', { origin: 'http://localhost', host: 'localhost', 'sec-fetch-site': 'cross-site' }],
  ])('is refused when it comes from %s', async (_, headers) => {
    const reply = await shown.request('/changed', {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: '{}',
    });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ type: '/errors#origin_foreign' });
  });

  it('is accepted from a page of this site', async () => {
    const reply = await shown.request('/changed', {
      method: 'POST',
      headers: { origin: 'http://localhost', host: 'localhost' },
    });
    expect(await reply.text()).toBe('done');
  });

  it('is refused with a foreign Host header, as in a DNS rebinding attack', async () => {
    const reply = await shown.request('http://elsewhere.example/changed', {
      method: 'POST',
      headers: { origin: 'http://elsewhere.example', host: 'elsewhere.example' },
    });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ type: '/errors#host_foreign' });
  });
});

describe('files of a release', () => {
  it('have "illustrative" and the release in their name', async () => {
    const reply = await get('/data/r-0123456789ab/scores.csv');
    expect(reply.headers.get('content-disposition')).toBe(
      'attachment; filename="illustrative-r-0123456789ab-scores.csv"',
    );
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(await reply.text()).toBe('illustrative\ntrue\n');
  });

  it.each([
    '/data/other/scores.csv',
    '/data/r-0123456789ab/secrets.csv',
    '/data/r-0123456789ab/..%2Finputs%2Fseal.json',
    '/data/r-0123456789ab/inputs.json',
  ])('%s is not one of them', async (path) => expect((await get(path)).status).toBe(404));

  it('include charts as images with a description', async () => {
    const reply = await get('/picture/r-0123456789ab/fr/world/CAP.SUB/map.svg');
    expect(reply.headers.get('content-type')).toBe('image/svg+xml');
    expect(reply.headers.get('content-disposition')).toContain('illustrative-r-0123456789ab-world-CAP.SUB-map.svg');
    const svg = await reply.text();
    expect(svg).toContain('À titre d’illustration : États fictifs, réponses inventées');
    expect(svg).toContain('Infractions sur la carte');
    expect(svg).toContain('Palier 4');
  });

  it('include charts as dataflows for live views, without expressions that need code generation', async () => {
    const live = (await (await get('/live/r-0123456789ab/en/world/regions.json')).json()) as {
      dataflow: object;
      datasets: Record<string, unknown[]>;
    };
    expect(live.datasets.states!.length).toBe(12);
    expect(JSON.stringify(live.dataflow)).toContain('"ast"');
    expect((await get('/live/r-0123456789ab/en/world/nothing.json')).status).toBe(404);
  });
});

describe('a site', () => {
  it('without a public release states what to do', async () => {
    const empty = open(releasesOf([]));
    const reply = await empty.shown.request('/en/world');
    expect(reply.status).toBe(200);
    const text = await reply.text();
    expect(text).toContain('Nothing has been published yet');
    expect(text).toContain('npm run demo');
    expect((await empty.shown.request('/en/nowhere')).status).toBe(404);
  });

  it('shows a newer release at its next check', async () => {
    const list = [published];
    const { site: turning, shown: pages } = open(releasesOf(list));
    await turning.refresh();
    list.push({ ...published, id: 'r-newer' });
    await turning.refresh();
    expect(await (await pages.request('/en/data')).text()).toContain('r-newer');
    turning.close();
  });

  it('draws a page once for simultaneous requests', async () => {
    let drawn = 0;
    const draw = (...asked: Parameters<Painter['draw']>) => {
      drawn += 1;
      return painter.draw(...asked);
    };
    const counting = { ...painter, draw };
    const { site: asked } = open(releasesOf([published]), counting);
    await asked.refresh();
    asked.close();
    const before = drawn;
    const bodies = await Promise.all([1, 2, 3].map(() => asked.page('/en/country/XAB')));
    expect(new Set(bodies).size).toBe(1);
    expect(drawn - before).toBeLessThanOrEqual(3 + 4);
  });
});

const scoreHeads = (page: string) =>
  [...page.matchAll(/<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]*)(?:<\/a>)?<\/th>/g)].map(([, head]) => head!).slice(3);

describe('two instruments in one installation', () => {
  const rows = (mart: string): readonly DatasetRow[] => {
    if (['need_areas', 'board', 'step_areas', 'progress', 'balances', 'points'].includes(mart)) return [];
    if (mart === 'cycles') return [{ ...published.rows('cycles').at(-1)!, cycle: 'health-2025', instrument: 'health' }];
    // A release with only the first of its dimensions.
    const [dimension] = published.rows('framework').filter(({ level }) => level === 'dimension');
    if (mart === 'framework') {
      return published.rows(mart).filter((row) => row.level !== 'dimension' || row === dimension);
    }
    const named = { kind: 'instrument', id: 'health', language: 'en', label: 'Health of harbours' };
    return mart === 'labels' ? [...published.rows('labels'), named] : published.rows(mart);
  };
  const second = { ...published, id: 'r-second', cycle: 'health-2025', rows };
  const both: Releases = {
    latestIds: async () => [published.id, second.id],
    open: async (id) => [published, second].find((release) => release.id === id) ?? null,
    list: async () => [published, second].map(lineOf),
  };

  it('are both served: the first at the root, the other under its name, with links to each other', async () => {
    const { site: of, shown: served } = open(both);
    await of.refresh();
    of.close();
    const text = async (path: string) => (await served.request(path)).text();
    const [front, other] = [await text('/en/country/XAB'), await text('/en/health/country/XAB')];
    expect(front).toContain('<a href="../../en/health/overview">Health of harbours</a>');
    expect(front).toContain('href="../../en/country/XAA"');
    expect(other).toContain('<a href="../../../en/health/overview" aria-current="true">Health of harbours</a>');
    expect(other).toContain('href="../../../en/health/country/XAA"');
    expect(other).toContain('r-second');
    expect(other).not.toContain('href="../../../en/country/');
    expect((await served.request('/data/r-second/')).headers.get('location')).toBe('../../en/health/data');
    expect((await served.request('/picture/r-second/en/health/world/map.svg')).status).toBe(200);
  });

  it('are each read once, until one is replaced or published again', async () => {
    const opened: string[] = [];
    const third = { ...second, id: 'r-third' };
    let ids = [published.id, second.id];
    let at = published.published!;
    const { site: of } = open({
      ...both,
      latestIds: async () => ids,
      identity: async (id) => ({ manifest: id, published: id === published.id ? at : second.published! }),
      open: async (id) => {
        opened.push(id);
        const found = [published, second, third].find((release) => release.id === id)!;
        return { ...found, published: id === published.id ? at : found.published };
      },
    });
    await of.refresh();
    ids = [published.id, third.id];
    await of.refresh();
    expect(opened).toEqual([published.id, second.id, third.id]);
    at = '2030-01-01T00:00:00.000Z';
    ids = [published.id];
    await of.refresh();
    expect(of.release()!.published).toBe(at);
    of.close();
    expect(opened).toEqual([published.id, second.id, third.id, published.id]);
  });

  it('have in the list of countries a column for each of their own dimensions', async () => {
    const { site: of, shown: served } = open(both);
    await of.refresh();
    of.close();
    const heads = async (path: string) => scoreHeads(await (await served.request(path)).text());
    expect(await heads('/en/country')).toEqual(['Political commitment', 'Capacity', 'Safeguards']);
    expect(await heads('/fr/health/country')).toEqual(['Engagement politique']);
  });

  it('offer only dashboards with content, and shared ones only once', async () => {
    const { site: of, shown: served } = open(both);
    await of.refresh();
    of.close();
    expect(of.context('en', 'world').navigation.map(({ path }) => path)).toContain('treaties');
    const offered = of.context('en', 'health/world').navigation.map(({ path }) => path);
    expect(offered).toEqual([
      ...[
        'overview',
        'world',
        'country',
        'region',
        'trend',
        'compare',
        'participation',
        'method',
        'quality',
        'data',
      ].map((path) => `health/${path}`),
      'releases',
    ]);
    const [front, other] = await Promise.all(
      ['/en/country/XAB', '/en/health/country/XAB'].map(async (path) => (await served.request(path)).text()),
    );
    for (const block of ['needs', 'progress', 'treaties']) {
      expect(front, block).toContain(`id="${block}"`);
      expect(other, block).not.toContain(`id="${block}"`);
    }
    for (const name of ['needs', 'progress', 'treaties']) {
      expect((await served.request(`/en/health/${name}`)).status).toBe(404);
    }
  });
});

const get = (path: string, headers: Record<string, string> = {}) => Promise.resolve(shown.request(path, { headers }));

const releasesOf = (list: readonly (typeof published)[]): Releases => ({
  latestIds: async () => list.slice(-1).map(({ id }) => id),
  open: async (id) => list.find((release) => release.id === id) ?? null,
  list: async () => list.map(lineOf),
});

function open(releases: Releases, using = painter) {
  const opened = openSite({
    releases,
    texts,
    dashboards,
    binder: openBinder(dashboards, atlas, texts),
    painter: using,
    assets,
    entries: [],
    report: (error) => void incidents.push(error.message),
  });
  const report = (error: Error) => {
    incidents.push(error.message);
    return 'incident-1';
  };
  const odd = new Hono()
    .get('/broken', () => {
      throw new Error('answer "bribes" of XAA');
    })
    .post('/changed', (c) => c.text('done'));
  return { site: opened, shown: app({ site: opened, releases, texts, assets, start: 'world', report, more: [odd] }) };
}
