import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { serveTypedIn } from '../../journeys/published.ts';

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

type Answer = { status: number; headers: Record<string, string>; bytes: Buffer };

/** Sends a raw request: nothing is decompressed, redirected or added. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(served.address);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('end', () =>
        resolve({
          status: reply.statusCode!,
          headers: reply.headers as Record<string, string>,
          bytes: Buffer.concat(parts),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const data = '/data/r-0123456789ab';
const encodings = ['br', 'gzip', 'identity'];
const paths = [
  '/en/world',
  '/en/figure/XAA/CAP.SUB',
  `${data}/scores.csv`,
  `${data}/manifest.json`,
  '/en/releases',
  '/en/nowhere',
];

describe('a representation', () => {
  it.each(paths)('of %s has its own ETag, length and Vary, for HEAD as for GET', async (path) => {
    const tags = new Set<string>();
    for (const encoding of encodings) {
      // The second request gets a prepared page.
      for (const _ of [1, 2]) {
        const got = await ask(path, { 'accept-encoding': encoding, accept: 'text/html' });
        const head = await ask(path, { 'accept-encoding': encoding, accept: 'text/html' }, 'HEAD');
        expect(head.bytes.length).toBe(0);
        expect(head.status).toBe(got.status);
        for (const name of ['content-encoding', 'content-type', 'etag', 'vary'])
          if (got.status === 200) expect(head.headers[name], name).toBe(got.headers[name]);
        if (head.headers['content-length'] !== undefined)
          expect(head.headers['content-length']).toBe(String(got.bytes.length));
        if (got.status !== 200) continue;
        expect(got.headers['content-length']).toBe(String(got.bytes.length));
        expect(got.headers.vary).toMatch(/accept-encoding/i);
        expect(got.headers['content-encoding'] ?? 'identity').toBe(encoding);
        tags.add(got.headers.etag!);
        for (const has of [got.headers.etag!, `"x", W/${got.headers.etag}`, '*']) {
          const again = await ask(path, { 'accept-encoding': encoding, 'if-none-match': has });
          expect(again.status, has).toBe(304);
          expect(again.headers.etag).toBe(got.headers.etag);
        }
      }
    }
    if (tags.size > 0) expect(tags.size).toBe(3);
  });

  it('that a client refuses is not sent', async () => {
    expect((await ask('/en/world', { 'accept-encoding': 'br;q=0, gzip' })).headers['content-encoding']).toBe('gzip');
    const refused = await ask('/en/world', { 'accept-encoding': 'identity;q=0' });
    expect(refused.status).toBe(406);
  });
});

describe('an address that differs by a character', () => {
  it.each([
    ['/en/world/', '/en/world'],
    ['/en/', '/en/overview'],
    ['/EN', '/en/overview'],
    ['/EN/world', '/en/world'],
    ['//en//World//', '/en/world'],
    ['/en/country/xaa', '/en/country/XAA'],
    ['/FR/country/xaa/?x=1', '/fr/country/XAA?x=1'],
    ['/en/treaties/cets-185', '/en/treaties/CETS-185'],
    ['/en/Releases/', '/en/releases'],
    [data, '/en/data'],
  ])('%s redirects to %s', async (from, to) => {
    let at = new URL(served.address + from.slice(1));
    for (let hop = 0; hop < 3; hop += 1) {
      const reply = await ask(at.pathname + at.search);
      if (reply.status < 300 || reply.status >= 400) break;
      at = new URL(reply.headers.location!, at);
    }
    expect(at.href).toBe(new URL(to, served.address).href);
    if (from !== '/en/') expect([302, 308]).toContain((await ask(from)).status);
  });

  it.each(['//evil.example/', '/\\evil.example/', '//evil.example/en/world', '/en/nowhere/', '/en/country/zzz'])(
    '%s does not redirect to another site',
    async (path) => {
      const reply = await ask(path);
      expect([400, 404]).toContain(reply.status);
      expect(reply.headers.location).toBeUndefined();
    },
  );

  it('does not accept a form', async () => {
    expect((await ask('/en/world/', { origin: served.address.slice(0, -1) }, 'POST')).headers.location).toBeUndefined();
  });
});

describe('a byte range of a file', () => {
  const path = `${data}/scores.csv`;

  it.each([
    ['bytes=0-3', 0, 4],
    ['bytes=5-', 5, undefined],
    ['bytes=-6', -6, undefined],
    ['bytes=2-100000', 2, undefined],
  ])('%s is sent as requested', async (range, start, end) => {
    const whole = await ask(path, { 'accept-encoding': 'identity' });
    expect(whole.headers['accept-ranges']).toBe('bytes');
    const part = await ask(path, { range });
    const expected = whole.bytes.subarray(start, end);
    expect(part.status).toBe(206);
    expect(part.bytes.equals(expected)).toBe(true);
    expect(part.headers['content-length']).toBe(String(expected.length));
    const first = whole.bytes.length - (start < 0 ? -start : whole.bytes.length - start);
    expect(part.headers['content-range']).toBe(`bytes ${first}-${first + expected.length - 1}/${whole.bytes.length}`);
    expect(part.headers['content-encoding']).toBeUndefined();
  });

  it('beyond the end is refused with the size of the file', async () => {
    const { bytes } = await ask(path);
    const refused = await ask(path, { range: 'bytes=999999-' });
    expect([refused.status, refused.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`]);
  });

  it.each(['bytes=0-1,4-5', 'bytes=9-2', 'lines=1-2', 'bytes=', 'nonsense'])(
    '%s gives the complete file',
    async (range) => {
      expect((await ask(path, { range })).status).toBe(200);
    },
  );

  it('is sent only of the version of which the client has the other part', async () => {
    const { etag } = (await ask(path)).headers;
    expect((await ask(path, { range: 'bytes=0-3', 'if-range': etag! })).status).toBe(206);
    for (const other of ['"other"', `W/${etag}`, 'Wed, 21 Oct 2026 07:28:00 GMT'])
      expect((await ask(path, { range: 'bytes=0-3', 'if-range': other })).status).toBe(200);
  });
});

describe('a table for people', () => {
  it('has a byte order mark, unlike the file of the release', async () => {
    const [plain, marked] = await Promise.all([ask(`${data}/scores.csv`), ask(`${data}/scores.csv?for=spreadsheet`)]);
    expect(marked.bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(marked.bytes.subarray(3).equals(plain.bytes)).toBe(true);
    expect(createHash('sha256').update(marked.bytes).digest('hex')).not.toBe(
      createHash('sha256').update(plain.bytes).digest('hex'),
    );
    expect(marked.headers.etag).not.toBe(plain.headers.etag);
  });

  it.each(['/en/world', '/en/needs', '/fr/releases', '/en/data'])('is linked on %s', async (path) => {
    const text = (await ask(path)).bytes.toString();
    const links = [...text.matchAll(/href="([^"]+\.csv[^"]*)"/g)].map(([, href]) => href!);
    expect(links.length).toBeGreaterThan(0);
    expect(links.some((href) => href.endsWith('?for=spreadsheet'))).toBe(true);
    for (const href of links.filter((one) => one.endsWith('?for=spreadsheet')).slice(0, 2))
      expect((await ask(`${new URL(href, served.address + path.slice(1)).pathname}?for=spreadsheet`)).bytes[0]).toBe(
        0xef,
      );
  });
});
