/**
 * A prepared page, compared with the same bytes and headers sent by nginx and by `node:http` alone: processor time of
 * one response.
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { demandWrk, load } from './harness/load.ts';
import { inTurns, processorOfThreads } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';
import { openSite } from './inputs/site.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const paths = ['world', 'country/XAA'];
const accepts = 'accept-encoding: gzip, deflate, br';

/** A response of our server, which the other servers send as well. */
type Page = {
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array;
};
type Server = { readonly address: string; readonly pid: number };

/** Server and client each on their own core if `taskset` is available; measurements alternate. */
export async function* rows({ rounds = 5, parts = 4, seconds = 0.2 } = {}): AsyncGenerator<Row> {
  demandWrk();
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-serve-'));
  const { server: site, address } = await openSite({ countries: 194 });
  const children: { kill(): unknown }[] = [site];
  try {
    // Asked for once, so that each is ready and packed, as it is for every reader after the first.
    for (const path of paths)
      for (let times = 0; times < 2; times += 1)
        await (await fetch(`${address}en/${path}`, { signal: AbortSignal.timeout(60_000) })).arrayBuffer();
    site.send('pack');
    await onMessage(site);
    const pages = await Promise.all(paths.map((path) => pageOf(address, path)));
    const bare = fork(here('serve.ts'), ['bare']);
    children.push(bare);
    bare.send(pages.map(({ bytes, ...page }) => ({ ...page, bytes: Buffer.from(bytes).toString('base64') })));
    const servers: Record<string, Server> = {
      own: { address: `${address}en/`, pid: site.pid! },
      bare: { address: await onMessage<string>(bare), pid: bare.pid! },
    };
    if (!spawnSync('nginx', ['-v'], { stdio: 'ignore' }).error) {
      const first = pages[0]!.path;
      const files = await openNginx(join(folder, 'files'), first, (port) => storedPages(folder, port, pages));
      const copies = await openNginx(join(folder, 'copies'), `en/${first}`, (port) =>
        asConfigured(folder, port, address),
      );
      children.push(files, copies);
      servers.nginx = files;
      servers.copies = { ...copies, address: `${copies.address}en/` };
    }
    const pinned = Object.values(servers).every(({ pid }) => pin(pid, 0));
    const shots = [
      ...pages.map((page) => ({
        title: `${page.path}, ${page.bytes.length} bytes`,
        path: page.path,
        headers: [accepts],
      })),
      {
        title: `${paths[0]}, unchanged`,
        path: paths[0]!,
        headers: [accepts, `if-none-match: ${pages[0]!.headers.find(([name]) => name === 'etag')![1]}`],
      },
    ];
    for (const { title, path, headers } of shots) {
      // nginx next to the first of them: what it takes hardly depends on the page.
      const { own, bare } = servers as { own: Server; bare: Server };
      const beside = path === paths[0] && headers.length === 1 ? servers : { own, bare };
      const works = Object.entries(beside).map(([name, server]) => {
        const work = () => measureLoad(server, path, headers, seconds, pinned ? 1 : null);
        return [name, work] as const;
      });
      // With one turn a second long the ratio of a round lay 0.2 above or below its median.
      const taken = await inTurns<string>(Object.fromEntries(works), { rounds, parts, fewer: ['nginx', 'copies'] });
      yield {
        work: title,
        unit: 'µs',
        ...timesIn('µs', taken.own!),
        anchor: anchorIn('µs', 'node:http alone', taken.own!, taken.bare!),
        aim: { of: 'processor ratio', most: 1.05 },
        limit:
          'what is done before the bytes are given to node:http takes 0.13 of 30 µs; the rest is the site’s process: node:http alone in it takes as long',
      };
      if (!taken.nginx || !taken.copies) continue;
      const { nginx } = taken;
      const besideNginx = (of: Taken) => ({ ...timesIn('µs', of), anchor: anchorIn('µs', 'nginx', of, nginx) });
      yield { work: title, unit: 'µs', ...besideNginx(taken.own!) };
      yield { work: `${title}, by nginx from its copies`, unit: 'µs', ...besideNginx(taken.copies) };
    }
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pageOf(address: string, path: string): Promise<Page> {
  const answer = await new Promise<{ headers: [string, string][]; bytes: Buffer }>((resolve, reject) => {
    // Without `fetch`, which decompresses responses.
    const client = spawn('curl', ['-s', '-i', '-m', '30', '--raw', '-H', accepts, `${address}en/${path}`]);
    const chunks: Buffer[] = [];
    client.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.once('error', reject).once('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const lines = all.toString('latin1', 0, end).split('\r\n').slice(1);
      const headers = lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]);
      resolve({ headers: headers as [string, string][], bytes: all.subarray(end + 4) });
    });
  });
  // Headers that each server writes itself.
  const own = new Set(['date', 'connection', 'keep-alive']);
  return { path, bytes: answer.bytes, headers: answer.headers.filter(([name]) => !own.has(name)) };
}

async function measureLoad(
  { address, pid }: Server,
  path: string,
  headers: readonly string[],
  seconds: number,
  core: number | null,
): Promise<Sample> {
  const before = processorOfThreads(pid);
  const { requests, perSecond } = await load(`${address}${path}`, headers, { seconds, core });
  return { wall: 1_000 / perSecond, processor: (processorOfThreads(pid) - before) / requests };
}

/** @param serverOf - content of its `http` block, for a port */
async function openNginx(
  folder: string,
  page: string,
  serverOf: (port: number) => string,
): Promise<Server & { kill(): void }> {
  const port = await freePort();
  mkdirSync(join(folder, 'temporary'), { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/temporary;`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 256; }
     http { access_log off; server_tokens off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
       open_file_cache max=100; ${temporary.join(' ')} ${serverOf(port)} }`,
  );
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 100; tries += 1) {
    const there = await fetch(`${address}${page}`, { signal: AbortSignal.timeout(10_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (there) return { address, pid: child.pid!, kill: () => child.kill() };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx does not answer');
}

/** The pages as files, with their headers. */
function storedPages(folder: string, port: number, pages: readonly Page[]): string {
  const locations = pages.map(({ path, headers, bytes }, at) => {
    writeFileSync(join(folder, `page${at}`), bytes);
    const added = headers.filter(
      ([name]) => !['content-type', 'content-length', 'etag', 'last-modified'].includes(name),
    );
    const type = headers.find(([name]) => name === 'content-type')![1];
    const etag = headers.find(([name]) => name === 'etag')![1];
    return `location = /${path} { alias ${folder}/page${at}; types {} default_type '${type}'; add_header etag '${etag}';
      if ($http_if_none_match = '${etag}') { return 304; }
      ${added.map(([name, value]) => `add_header ${name} '${value.replaceAll("'", "\\'").replaceAll('$', '')}';`).join('\n')} }`;
  });
  return `etag off; server { listen 127.0.0.1:${port}; ${locations.join('\n')} }`;
}

/** As a proxy for our server, configured as in `packaging/nginx.conf`. */
const asConfigured = (folder: string, port: number, address: string): string =>
  readFileSync(here('../packaging/nginx.conf'), 'utf8')
    .replace('/var/cache/nginx/gap', join(folder, 'cache'))
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('http://127.0.0.1:8080;', `${address.replace(/\/$/, '')};`);

async function freePort(): Promise<number> {
  const probe = createSocket().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** `node:http` alone: looks up the address and sends the bytes. */
function serveBare(): void {
  process.once('message', (sent) => {
    const pages = sent as { path: string; headers: [string, string][]; bytes: string }[];
    const known = new Map(
      pages.map(({ path, headers, bytes }) => {
        const etag = headers.find(([name]) => name === 'etag')![1];
        const unchanged = headers.filter(([name]) => !name.startsWith('content-'));
        return [
          `/${path}`,
          { headers: headers.flat(), unchanged: unchanged.flat(), etag, bytes: Buffer.from(bytes, 'base64') },
        ];
      }),
    );
    const server = createServer((asked, answer) => {
      const page = known.get(asked.url!);
      if (page === undefined) answer.writeHead(404).end();
      else if (asked.headers['if-none-match'] === page.etag) answer.writeHead(304, page.unchanged).end();
      else answer.writeHead(200, page.headers).end(page.bytes);
    }).listen(0, '127.0.0.1', () => process.send!(`http://127.0.0.1:${(server.address() as { port: number }).port}/`));
  });
}

const onMessage = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', lost);
    child.once('message', (news) => {
      child.off('exit', lost);
      resolve(news as T);
    });
  });

/** @returns false if `taskset` is not available */
const pin = (pid: number, core: number): boolean =>
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' }).status === 0;

if (import.meta.main) {
  if (process.argv[2] === 'bare') serveBare();
  else await report(rows());
}
