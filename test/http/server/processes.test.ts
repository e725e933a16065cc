import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { buildRelease, withdrawRelease } from '../../../src/release/index.ts';
import { cycles, folder as kept, openStore } from '../../../src/state/index.ts';
import { root } from '../../house/source.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf } from '../../release/frozen.ts';
import { publishBuilt } from '../../release/published.ts';
import { full } from '../../release/world.ts';

const at = '2026-06-01T12:00:00.000Z';
/** Connections are distributed in turn, so that each process gets some of these. */
const several = 6;

it('two processes serve one address: they share public releases and rate limits, and a lost process is replaced', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = await openStore({ databaseUrl: null, folder });
  onTestFinished(() => store.close());
  const { server, address, serving, ended } = await start(folder, { GAP_RATE_LIMIT: '5' });
  const pages = () => Promise.all(Array.from({ length: several }, () => ask(address, 'en/releases')));

  const content = smallContent();
  onTestFinished(content.remove);
  const returned = Object.fromEntries(['XAA', 'XAB', 'XAC'].map((country) => [country, { answers: full }]));
  const frozen = frozenCycle(content.root, 'preparedness', '2026', returned);
  await store.transaction(async (tx) => {
    await kept.make(tx, { kind: 'illustrative', at });
    await cycles.open(tx, frozen.cycle);
  });
  const inputs = inputsOf(content.root, [frozen], { edition: 'public' });
  const release = await buildRelease({ contentRoot: content.root, inputs });
  const id = release.manifest.release;
  const by = { store, person: asSecretariat, at };
  await publishBuilt({ ...by, release });
  for (const { text } of await pages()) expect(text).toContain(id);

  const before = serving();
  expect(before).toHaveLength(2);
  process.kill(before[0]!, 'SIGKILL');
  // A connection that was assigned to the dying process is reset; a browser would repeat the request.
  const again = () => ask(address, 'en/releases').catch(() => ask(address, 'en/releases'));
  const after = await Promise.all(Array.from({ length: several }, again));
  for (const { status } of after) expect(status).toBe(200);
  while (serving().filter((pid) => !before.includes(pid)).length === 0) await setTimeout(50);

  await withdrawRelease({ ...by, id, reason: 'An answer was not to be public.' });
  const gone = await Promise.all(Array.from({ length: several }, () => ask(address, `data/${id}/countries.csv`)));
  expect(gone.map(({ status }) => status)).toEqual(gone.map(() => 410));

  const sent = await Promise.all(Array.from({ length: 12 }, () => send(address)));
  const passed = sent.filter((status) => status !== 429).length;
  // The limit is five at once and five more in a minute, for both processes together. With separate limits ten would pass.
  expect(passed).toBeLessThan(10);

  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  await expect(ask(address, 'en/releases')).rejects.toThrow();
});

it('a fault that stops a process is reported by the command as with a single process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await (await openStore({ databaseUrl: null, folder })).close();
  const { address, server, ended } = await start(folder, {});
  const refused = await start(folder, { PORT: address.port }).catch((error: Error) => error.message);
  expect(refused).toContain(`Another program already uses the address 127.0.0.1:${address.port}`);
  server.kill('SIGTERM');
  await ended;
});

it('a server of several processes that was killed can be started again at once, at the same address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let address: URL | undefined;
  for (const _ of [1, 2, 3]) {
    const { address: own, server, ended, serving } = await start(folder, address ? { PORT: address.port } : {});
    address ??= own;
    expect(own.href).toBe(address.href);
    // One that is just starting already listens, and takes longest to notice that the first process is gone.
    const before = serving();
    process.kill(before[0]!, 'SIGKILL');
    while (!serving().some((pid) => !before.includes(pid))) await setTimeout(10);
    await setTimeout(150);
    server.kill('SIGKILL');
    await ended;
  }
});

it('a process that is killed while the server starts is started again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const killed: number[] = [];
  const { address, server, ended, serving } = await start(folder, {}, (pids) => {
    const [first] = pids.filter((pid) => !killed.includes(pid));
    if (first === undefined || killed.length === 2) return;
    killed.push(first);
    process.kill(first, 'SIGKILL');
  });
  expect(killed).toHaveLength(2);
  expect((await ask(address, 'en/releases')).status).toBe(200);
  expect(serving()).toHaveLength(2);
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

/** @param whileStarting - called with the serving processes again and again until the server has an address */
async function start(
  folder: string,
  more: Readonly<Record<string, string>>,
  whileStarting: (serving: readonly number[]) => void = () => {},
) {
  const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, GAP_DATA: folder, PORT: '0', ...more };
  const server = spawn(process.execPath, [...flags, join(root, 'bin/start.mjs'), 'serve', '--processes', '2'], { env });
  onTestFinished(() => void server.kill('SIGKILL'));
  const ended = once(server, 'exit');
  /** Ids of the serving processes. */
  const serving = () =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        const [parent, line] = lineOf(pid);
        return parent === server.pid && line.includes('serving-child');
      });
  let said = '';
  const found = new Promise<URL>((resolve, reject) => {
    server.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => {
        said += text;
        const listening = /pages are at (http:\/\/\S+)/.exec(said);
        if (listening) resolve(new URL(listening[1]!));
      });
    }
  });
  let isStarting = true;
  const watching = (async () => {
    for (; isStarting; await setTimeout(5)) whileStarting(serving());
  })();
  const address = await found.finally(() => {
    isStarting = false;
  });
  await watching;
  return { server, address, ended, serving };
}

function lineOf(pid: number): [parent: number, line: string] {
  try {
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ');
    return [Number(parent), readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
  } catch {
    return [0, ''];
  }
}

/** Each request uses a new connection. */
function ask(address: URL, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(new URL(path, address), { agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      reply.once('end', () => resolve({ status: reply.statusCode!, text }));
    }).once('error', reject);
  });
}

function send(address: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { origin: address.origin, 'content-type': 'application/x-www-form-urlencoded' };
    request(new URL('en/upload', address), { method: 'POST', agent: false, headers }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode!));
    })
      .once('error', reject)
      .end('');
  });
}
