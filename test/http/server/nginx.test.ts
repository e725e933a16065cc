import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { serveInstallation } from '../../../src/http/index.ts';
import { buildRelease, withdrawRelease } from '../../../src/release/index.ts';
import { cycles, folder as kept, openStore } from '../../../src/state/index.ts';
import { root } from '../../house/source.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf } from '../../release/frozen.ts';
import { publishBuilt } from '../../release/published.ts';
import { full } from '../../release/world.ts';

const at = '2026-06-01T12:00:00.000Z';
const nginx = ['/usr/sbin/nginx', 'nginx'].find((name) => !spawnSync(name, ['-v']).error);

it.skipIf(nginx === undefined)(
  'nginx as configured serves the same bytes and headers, and caches nothing that is withdrawn or of the desk',
  async () => {
    const { folder, store, id, by } = await published();
    const served = await serveInstallation({
      contentRoot: root,
      folder,
      databaseUrl: null,
      host: '127.0.0.1',
      port: 0,
      now: () => new Date(at),
      err: (text) => process.stderr.write(text),
    });
    onTestFinished(() => served.close());
    const proxy = await startNginx(served.address);

    const data = `data/${id}/countries.csv`;
    for (const path of ['en/releases', 'fr/data', data]) {
      // Requested with the best compression first, so that its bytes no longer change.
      for (let times = 0; times < 2; times += 1) await ask(served.address, path, { 'accept-encoding': 'br' });
      await served.site.packed();
      for (const encoding of ['br', 'gzip', 'identity', 'br;q=0, gzip;q=0.5', 'gzip, deflate, br']) {
        const headers = { 'accept-encoding': encoding };
        const [own, first] = [await ask(served.address, path, headers), await ask(proxy, path, headers)];
        const second = await ask(proxy, path, headers);
        expect([path, encoding, first.status]).toEqual([path, encoding, 200]);
        for (const one of [first, second]) {
          expect(one.bytes.equals(own.bytes)).toBe(true);
          expect(sameHeaders(one.headers)).toEqual(sameHeaders(own.headers));
        }
        const unchanged = await ask(proxy, path, { ...headers, 'if-none-match': own.headers.etag! });
        expect([unchanged.status, unchanged.bytes.length]).toEqual([304, 0]);
      }
    }
    expect((await ask(proxy, '', { 'accept-language': 'fr' })).headers.location).toMatch(/^fr/);
    expect((await ask(proxy, '', { 'accept-language': 'en' })).headers.location).toMatch(/^en/);

    const desk = deskPlaces();
    expect(desk.length).toBeGreaterThan(8);
    for (const path of [...desk, ...desk.map((one) => `/${one.toUpperCase()}`)])
      for (const method of ['GET', 'POST'])
        expect([path, (await ask(proxy, path, {}, method)).status]).toEqual([path, 403]);
    expect((await ask(proxy, 'en/releases', {}, 'POST')).status).toBe(403);

    await withdrawRelease({ ...by, store, id, reason: 'An answer was not to be public.' });
    // A cached copy may be one second old.
    while ((await ask(proxy, data, {})).status === 200) await setTimeout(50);
    expect((await ask(proxy, data, {})).status).toBe(410);
  },
);

it.skipIf(nginx === undefined)(
  'each reader behind nginx has a limit of their own, whatever address they state',
  async () => {
    const { folder } = await published();
    const served = await serveInstallation({
      contentRoot: root,
      folder,
      databaseUrl: null,
      host: '127.0.0.1',
      port: 0,
      rateLimit: 1,
      trustedProxies: '127.0.0.1',
      now: () => new Date(at),
      err: (text) => process.stderr.write(text),
    });
    onTestFinished(() => served.close());
    const proxy = await startNginx(served.address);
    /** Requests missing pages, which nginx does not cache and which count towards the limit. */
    const statuses = async (localAddress: string, times: number) => {
      const all: number[] = [];
      for (let time = 0; time < times; time += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${time}` };
        all.push((await ask(proxy, `en/none-${time}`, headers, 'GET', localAddress)).status);
      }
      return all;
    };
    const first = await statuses('127.0.0.2', 40);
    expect(first.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404));
    expect(first).toContain(429);
    expect((await statuses('127.0.0.3', 1))[0]).toBe(404);
  },
);

async function published() {
  const folder = mkdtempSync(join(tmpdir(), 'gap-nginx-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = await openStore({ databaseUrl: null, folder });
  onTestFinished(() => store.close());
  const content = smallContent();
  onTestFinished(content.remove);
  const frozen = frozenCycle(content.root, 'preparedness', '2026', { XAA: { answers: full }, XAB: { answers: full } });
  await store.transaction(async (tx) => {
    await kept.make(tx, { kind: 'illustrative', at });
    await cycles.open(tx, frozen.cycle);
  });
  const inputs = inputsOf(content.root, [frozen], { edition: 'public' });
  const release = await buildRelease({ contentRoot: content.root, inputs });
  const by = { person: asSecretariat, at };
  await publishBuilt({ ...by, store, release });
  return { folder, store, id: release.manifest.release, by };
}

/** First path segments of the routes of the desk. */
function deskPlaces(): string[] {
  const files = globSync('src/http/{desk/**/*.ts,draft-site.ts}', { cwd: root });
  const routes = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const named = [...text.matchAll(/`\$\{language\}\/([a-z-]+)/g)].map(([, place]) => `en/${place}`);
    const path = /const path = '([a-z-]+)'/.exec(text)?.[1];
    return [...named, ...(path ? [`en/${path}`] : [])];
  });
  return [...new Set([...routes, 'drafts/0123456789ab/en/world'])];
}

async function startNginx(server: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-nginx-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  mkdirSync(join(folder, 'temporary'));
  const own = readFileSync(join(root, 'packaging/nginx.conf'), 'utf8')
    .replace('/var/cache/nginx/gap', join(folder, 'cache'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('http://127.0.0.1:8080;', `${server.replace(/\/$/, '')};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/temporary;`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
     http { access_log off; ${temporary.join(' ')} ${own} }`,
  );
  const child = spawn(nginx!, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGTERM'));
  const address = `http://127.0.0.1:${port}/`;
  while (child.exitCode === null) {
    if (await ask(address, 'en/releases', {}).then(Boolean, () => false)) return address;
    await setTimeout(20);
  }
  throw new Error(`nginx ended: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Without the headers that each server sets itself. */
function sameHeaders({ date, connection, server, 'keep-alive': _, 'accept-ranges': __, ...rest }: IncomingHttpHeaders) {
  return rest;
}

type Reply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly bytes: Buffer };

function ask(
  address: string,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  localAddress = '127.0.0.1',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    request(new URL(path, address), { method, headers, agent: false, localAddress }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.once('end', () =>
        resolve({ status: reply.statusCode!, headers: reply.headers, bytes: Buffer.concat(parts) }),
      );
    })
      .once('error', reject)
      .end();
  });
}
