/**
 * HTTP rules for every address, checked over a table of all routes of the site, its pages and the desk. A route that is
 * not in the table fails.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../../../src/collection/index.ts';
import { listDashboards } from '../../../src/dashboard/index.ts';
import { app } from '../../../src/http/app.ts';
import { openDeskRoutes } from '../../../src/http/desk/routes.ts';
import { releasesOf, type ServedSite, serve } from '../../../src/http/index.ts';
import type { Assets } from '../../../src/http/server/assets.ts';
import type { Site } from '../../../src/http/site/site.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { loadCycleRules } from '../../../src/questionnaire/index.ts';
import { buildRelease, openBuilder, withdrawRelease } from '../../../src/release/index.ts';
import { cycles, openStore, type Store } from '../../../src/state/index.ts';
import { openChecker } from '../../../src/workbook/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { root, serveTypedIn } from '../../journeys/published.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf, type Returned } from '../../release/frozen.ts';
import { publishBuilt } from '../../release/published.ts';
import { now } from '../../release/world.ts';

const content = smallContent();
const folder = mkdtempSync(join(tmpdir(), 'gap-routes-'));
const texts = loadTexts(root);
const at = '2026-05-02T10:00:00.000Z';
const clock = () => new Date(at);
const reason = 'In the wrong unit.';
const broken = (error: Error): string => {
  throw error;
};
const checker = openChecker({ contentRoot: root, report: (failure) => expect(failure).toBe('') });
let store: Store;
let desk: Desk;
let upload = '';
/** The current release, an earlier one, and a withdrawn one. */
let ids: { shown: string; older: string; withdrawn: string };
let served: ServedSite;
/** A site with the typed-in release, in which every page has content. */
let typedIn: ServedSite;

const deskRoutes = () => {
  const builder = openBuilder({ contentRoot: root, folder, databaseUrl: null, store, now: clock, report: broken });
  return openDeskRoutes({ contentRoot: root, store, desk, builder, texts, now: clock, contact: null });
};

async function publish(returned: Record<string, Returned>): Promise<string> {
  const inputs = inputsOf(content.root, [frozenCycle(content.root, 'preparedness', '2026', returned)]);
  const release = await buildRelease({ contentRoot: content.root, inputs });
  await publishBuilt({ store, release, person: asSecretariat, at });
  return release.manifest.release;
}

beforeAll(async () => {
  store = await openStore({ databaseUrl: null, folder });
  desk = openDesk({ store, contentRoot: root, checker, now: clock });
  await desk.openCycle({ cycle: 'cybercrime-2026', person: asSecretariat, kind: 'illustrative' });
  await store.transaction((tx) =>
    cycles.open(tx, {
      ...frozenCycle(content.root, 'preparedness', '2026', now).cycle,
      rules: loadCycleRules(content.root, 'preparedness', '2026'),
    }),
  );
  const sent = { bytes: Buffer.from('no workbook'), fileName: 'a.xlsx', person: asSecretariat };
  upload = (await desk.receiveWorkbook(sent)).upload;
  const { XAB, ...others } = now;
  const older = await publish(others);
  const withdrawn = await publish({ ...others, XAB: { ...XAB!, publication: { C: 'scores_only' } } });
  const shown = await publish(now);
  await withdrawRelease({ store, person: asSecretariat, at, id: withdrawn, reason });
  ids = { shown, older, withdrawn };
  const parts = { contentRoot: root, host: '127.0.0.1', port: 0, texts, maps, report: broken };
  served = await serve({ ...parts, releases: releasesOf(store, clock), more: deskRoutes() });
  typedIn = await serveTypedIn();
});
afterAll(async () => {
  await served.close();
  await typedIn.close();
  await desk.stopReading();
  await checker.close();
  await store.close();
  content.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { status: number; headers: Record<string, string>; bytes: Buffer };

/** Sends a raw request: nothing is decompressed, redirected or added. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', of = served): Promise<Answer> {
  const { hostname, port } = new URL(of.address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers: { accept: 'text/html', ...headers } }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('end', () => {
        const { statusCode, headers } = reply;
        resolve({ status: statusCode!, headers: headers as Record<string, string>, bytes: Buffer.concat(parts) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function endOf(path: string, of = served): Promise<{ path: string; status: number }> {
  let at = new URL(`http://site.example${path}`);
  for (let hop = 0; ; hop += 1) {
    const { status, headers } = await ask(at.pathname + at.search, {}, 'GET', of);
    if (status < 300 || status >= 400 || hop === 4) return { path: at.pathname + at.search, status };
    at = new URL(headers.location!, at);
  }
}

/**
 * Routes by pattern, each with an example address: `page` is prepared and the same for all readers, `file` is the same
 * for a download, `own` is generated for one reader, `leads` is a redirect. Or the name of another test that covers the
 * route.
 */
type Sort = 'page' | 'file' | 'own' | 'leads';
const languages = texts.languages.map(({ code }) => code).join('|');
const language = `/:language{(?:${languages})}`;
const compared = () => `/en/releases/${ids.older}/compare/${ids.shown}`;
const chart = 'en/world/map';
const table: Readonly<Record<string, readonly [Sort, () => string] | string>> = {
  '/': ['leads', () => '/'],
  '/:language': ['leads', () => '/en'],
  '/:language/:path{.+}': ['page', () => '/en/world'],
  '/assets/:file': 'http/site: a script is asked for by its name, which is its content',
  '/data/:release/': ['leads', () => `/data/${ids.shown}/`],
  '/data/:release/:about{(?:columns\\.csv|datapackage\\.json|README\\.md)}': [
    'file',
    () => `/data/${ids.shown}/columns.csv`,
  ],
  '/data/:release/:file{[A-Za-z0-9_]+\\.(csv|parquet|json)}': ['file', () => `/data/${ids.shown}/scores.csv`],
  '/live/:release/:rest{.+}': ['page', () => `/live/${ids.shown}/${chart}.json`],
  '/release/latest/:rest{.+}': ['leads', () => `/release/latest/${chart}.svg`],
  '/release/:release/:rest{.+}': ['file', () => `/release/${ids.shown}/${chart}.svg`],
  '/picture/:release/:rest{.+\\.svg}': ['file', () => `/picture/${ids.shown}/${chart}.svg`],
  '/preview/:release/:rest{.+\\.png}': ['file', () => `/preview/${ids.shown}/en/world.png`],
  '/sitemap.xml': ['file', () => '/sitemap.xml'],
  '/robots.txt': ['file', () => '/robots.txt'],
  [`${language}/search`]: ['page', () => '/en/search?q=land'],
  [`${language}/releases`]: ['page', () => '/en/releases'],
  [`${language}/releases/compare`]: ['leads', () => `/en/releases/compare?from=${ids.older}&to=${ids.shown}`],
  [`${language}/releases/:from/compare/:to`]: ['page', compared],
  [`${language}/releases/:from/compare/:to/:table{(?:figures\\.csv|answers\\.csv)}`]: [
    'file',
    () => `${compared()}/figures.csv`,
  ],
  [`${language}/releases/:from/compare/:to/:country`]: ['page', () => `${compared()}/XAB`],
  [`${language}/:path{.+}`]: 'journeys/weights, http/weights',
  [`${language}/upload`]: ['own', () => '/en/upload'],
  [`${language}/questionnaire/:cycle`]: ['own', () => '/en/questionnaire/cybercrime-2026'],
  [`${language}/uploads/:id`]: ['own', () => `/en/uploads/${upload}`],
  [`${language}/uploads/:id/original`]: ['own', () => `/en/uploads/${upload}/original`],
  [`${language}/uploads/:id/annotated`]: 'http/desk',
  [`${language}/uploads/:id/:file{(?:findings\\.csv|findings\\.json)}`]: [
    'own',
    () => `/en/uploads/${upload}/findings.csv`,
  ],
  [`${language}/submissions`]: ['own', () => '/en/submissions'],
  [`${language}/submissions/:cycle/:country`]: ['own', () => '/en/submissions/cybercrime-2026/XAA'],
  [`${language}/release`]: ['own', () => '/en/release'],
  [`${language}/withdrawals`]: ['own', () => '/en/withdrawals'],
  [`${language}/support-reports`]: ['own', () => '/en/support-reports'],
  [`${language}/drafts/:id{[0-9a-f]+}`]: 'http/desk, http/draft-site',
  [`${language}/drafts/:id{[0-9a-f]+}/done`]: 'http/desk',
  [`${language}/drafts/:id{[0-9a-f]+}/:table{(?:figures\\.csv|answers\\.csv)}`]: 'http/desk',
  [`${language}/drafts/:id{[0-9a-f]+}/:country{[A-Z]{3}}`]: 'http/desk',
  '/drafts/:id{[0-9a-f]+}/:path{.*}': 'http/draft-site',
};
const rows = Object.entries(table).flatMap(([route, row]) =>
  typeof row === 'string' ? [] : [{ route, sort: row[0], at: row[1] }],
);
const of = (...sorts: Sort[]) => rows.filter(({ sort }) => sorts.includes(sort));

/** One page of each dashboard and each other kind of page, with the upper-case codes in its address. */
const pages: Readonly<Record<string, string>> = {
  area: 'area/legislation',
  country: 'country/XAA',
  treaties: 'treaties/CETS-185',
};
const pageOf = (dashboard: string) => `/en/${pages[dashboard] ?? dashboard}`;
const otherPages = ['/en/data', '/en/figure/XAA/CAP.SUB', '/en/figure/XAA/legislation', '/en/releases'];

it('every route of the server is in the table', () => {
  const site = {} as Site;
  const { routes } = app({
    site,
    releases: releasesOf(store),
    texts,
    assets: { bodies: new Map() } as unknown as Assets,
    start: 'overview',
    more: deskRoutes().routes(site),
    drafts: () => ({}) as never,
    report: () => '',
  });
  const known = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
  expect([...known].sort()).toEqual(Object.keys(table).sort());
});

it('a header that Node refuses to send is an incident with a page or problem of its own, like any other error', async () => {
  const reported: Error[] = [];
  const odd = new Hono().get('/odd', (c) => c.body('secret', 200, { 'x-odd': '\x7f' }));
  const { fetch } = app({
    site: { current: async () => {} } as unknown as Site,
    releases: releasesOf(store),
    texts,
    assets: { bodies: new Map() } as unknown as Assets,
    start: 'overview',
    more: [odd],
    report: (error) => `incident-${reported.push(error)}`,
  });
  const reply = await fetch(new Request('http://localhost/odd', { headers: { accept: 'application/json' } }));
  expect([reply.status, await reply.json()]).toEqual([500, expect.objectContaining({ type: '/errors#internal' })]);
  expect(reported).toHaveLength(1);
});

describe('every address', () => {
  it.each(of('page', 'file', 'own'))('$route has the same headers for HEAD as for GET', async ({ route, sort, at }) => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const asks = { 'accept-encoding': encoding };
      const got = await ask(at(), asks);
      const head = await ask(at(), asks, 'HEAD');
      expect([route, got.status, head.status, head.bytes.length]).toEqual([route, 200, 200, 0]);
      const { date: _, 'transfer-encoding': __, connection: ___, 'keep-alive': ____, ...headers } = got.headers;
      expect(head.headers).toMatchObject(headers);
      if (sort !== 'own' || got.headers['content-length'] !== undefined)
        expect(got.headers['content-length']).toBe(String(got.bytes.length));
      expect(got.headers['cache-control']).toBe(sort === 'own' ? 'no-store' : 'no-cache');
      expect(got.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it.each(of('page', 'file'))(
    '$route is not sent again to clients that have it, nor in an encoding that they refuse',
    async ({ at }) => {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const { headers } = await ask(at(), { 'accept-encoding': encoding });
        expect(headers['content-encoding'] ?? 'identity').toBe(encoding);
        expect(headers.vary).toMatch(/accept-encoding/i);
        for (const has of [headers.etag!, `"x", W/${headers.etag}`, '*'])
          expect((await ask(at(), { 'accept-encoding': encoding, 'if-none-match': has })).status).toBe(304);
        expect((await ask(at(), { 'accept-encoding': encoding, 'if-none-match': '"x", "y"' })).status).toBe(200);
      }
      const refused = await ask(at(), { 'accept-encoding': 'br;q=0, gzip;q=0, identity' });
      expect(refused.headers['content-encoding']).toBeUndefined();
      expect((await ask(at(), { 'accept-encoding': 'identity;q=0, *;q=0' })).status).toBe(406);
    },
  );

  it.each(of('leads'))('$route redirects to an existing address', async ({ at }) => {
    expect([302, 308]).toContain((await ask(at())).status);
    expect((await endOf(at())).status).toBe(200);
    const head = await ask(at(), {}, 'HEAD');
    expect([head.status, head.headers.location]).toEqual([
      (await ask(at())).status,
      (await ask(at())).headers.location,
    ]);
  });

  it.each(of('page', 'file', 'own'))('$route with an extra slash redirects to it', async ({ at }) => {
    const [path, query] = at().split('?');
    for (const off of [`${path}/`, `/${path}`]) {
      const from = query ? `${off}?${query}` : off;
      expect([from, await endOf(from)]).toEqual([from, { path: at(), status: 200 }]);
    }
  });

  it('with any characters in any segment is answered without an error, and a redirect stays on this site', async () => {
    const odd = [
      '%F0%9F%98%80',
      '%7f',
      '%00',
      '%0d%0aX:y',
      '%2f%2fevil.example',
      '%5c%5cevil.example',
      '%ed%a0%80',
      '%',
      '..;',
    ];
    const drafts = [
      `/drafts/${ids.shown}/en/world`,
      `/drafts/${ids.withdrawn}/data/scores.csv`,
      `/en/drafts/${ids.older}`,
    ];
    for (const at of [...rows.map((row) => row.at()), ...drafts]) {
      const segments = at.split('?')[0]!.split('/');
      for (let place = 1; place < segments.length; place += 1) {
        for (const one of odd) {
          const path = segments.with(place, one).join('/');
          const { status, headers } = await ask(path);
          expect(status, path).toBeLessThan(500);
          const to = new URL(headers.location ?? '', 'http://site.example/a/b/c/d/e/f');
          expect(to.host, `${path} to ${headers.location}`).toBe('site.example');
        }
      }
    }
  });

  it('serves a byte range of each kind of release file, of the current release and of an older one', async () => {
    for (const id of [ids.shown, ids.older]) {
      for (const ending of ['csv', 'parquet', 'json']) {
        const path = `/data/${id}/scores.${ending}`;
        const { bytes } = await ask(path, { 'accept-encoding': 'identity' });
        const part = await ask(path, { range: 'bytes=2-5', 'accept-encoding': 'br' });
        expect([path, part.status, part.headers['content-range']]).toEqual([path, 206, `bytes 2-5/${bytes.length}`]);
        expect(part.bytes).toEqual(bytes.subarray(2, 6));
        expect((await ask(path, { range: 'bytes=-4' })).bytes).toEqual(bytes.subarray(-4));
        expect((await ask(path, { range: `bytes=${bytes.length}-` })).status).toBe(416);
        expect((await ask(path, { range: 'bytes=0-0,2-3', 'accept-encoding': 'identity' })).bytes).toEqual(bytes);
      }
    }
  });
});

describe('every page', () => {
  const all = [...listDashboards(root).all.map(({ name }) => pageOf(name)), ...otherPages];
  it.each(all)('%s is found with other letter case and an extra slash', async (path) => {
    expect((await ask(path, {}, 'GET', typedIn)).status).toBe(200);
    const upper = path.toUpperCase();
    for (const off of [path.toLowerCase(), upper, `${upper}/`, path.replace('/en/', '/en//'), `/EN${path.slice(3)}`]) {
      if (off === path) continue;
      expect([off, await endOf(off, typedIn)]).toEqual([off, { path, status: 200 }]);
    }
  });
});

/** Downloads of a release: charts and tables, documents, files. */
const takenAlong = [
  ...['svg', 'png', 'pdf', 'csv', 'xlsx', 'vl.json'].map((ending) => `/release/ID/${chart}.${ending}`),
  `/release/ID/${chart}`,
  `/picture/ID/${chart}.svg`,
  '/preview/ID/en/world.png',
  '/release/ID/en/report.docx',
  '/release/ID/en/report.pdf',
  '/release/ID/en/annexes.docx',
  '/data/ID/scores.csv',
  '/data/ID/scores.csv?for=spreadsheet',
  '/data/ID/scores.parquet',
  '/data/ID/columns.csv',
  '/data/ID/datapackage.json',
  '/data/ID/README.md',
  '/data/ID/manifest.json',
];
const ofRelease = (path: string, id: string) => path.replace('ID', id);

describe('a download', () => {
  it.each(takenAlong)('exists for a release that is not the newest: %s', async (of) => {
    const path = ofRelease(of, ids.older);
    const plain = { 'accept-encoding': 'identity' };
    const { status, headers, bytes } = await ask(path, plain);
    expect([status, bytes.length > 100]).toEqual([200, true]);
    expect((await ask(path, plain, 'HEAD')).headers['content-length']).toBe(String(bytes.length));
    expect((await ask(path, { 'if-none-match': `"x", ${headers.etag}`, ...plain })).status).toBe(304);
    expect((await endOf(path.replace(/(?=\?|$)/, '/'))).status).toBe(200);
    if (!/scores|columns/.test(path) && /\.(svg|csv|json|md)$/.test(path))
      expect(bytes.toString()).toContain(ids.older);
    expect(bytes.toString()).not.toContain(ids.shown);
  });

  it.each([...takenAlong, '/en/releases/ID/compare/SHOWN', `/live/ID/${chart}.json`, '/data/ID/'])(
    'is gone for a withdrawn release, with the reason and the replacement: %s',
    async (of) => {
      const path = ofRelease(of, ids.withdrawn).replace('SHOWN', ids.shown);
      for (const accept of ['text/html', '*/*']) {
        const got = await ask(path, { accept });
        expect([got.status, got.headers['cache-control']]).toEqual([410, 'no-store']);
        expect(got.headers.link).toContain(ids.shown);
        expect(got.bytes.toString()).toContain(reason);
        expect((await ask(path, { accept }, 'HEAD')).status).toBe(410);
        expect((await ask(path, { accept, range: 'bytes=0-3', 'if-none-match': '*' })).status).toBe(410);
      }
    },
  );

  it.each(takenAlong)('does not exist for an unknown release: %s', async (of) => {
    expect((await ask(ofRelease(of, '000000000000'))).status).toBe(404);
  });
});
