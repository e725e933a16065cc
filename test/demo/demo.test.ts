import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { audit, folder as kept, openStore, releases, type Store, submissions, uploads } from '../../src/state/index.ts';
import { freshSchema, postgresServer } from '../postgres.ts';
import { startDemo } from './process.ts';
import { tinyWorld } from './tiny-world.ts';

/** One questionnaire of 35 questions; instruments.test.ts covers the demo of all instruments. */
const { root, remove } = tinyWorld(['preparedness']);
const data = mkdtempSync(join(tmpdir(), 'gap-demo-'));
afterAll(() => {
  remove();
  rmSync(data, { recursive: true, force: true });
});
const cycle = 'preparedness-2025';
const address = /(http:\S+)/;

async function within<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ databaseUrl: null, folder });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const accountOf = (folder: string) =>
  within(folder, async ({ connection }) => ({
    kind: await kept.kind(connection),
    audit: (await audit.list(connection, {})).length,
    releases: (await releases.list(connection)).map(({ id }) => id),
  }));

describe('the demo', () => {
  const folder = join(data, 'whole');
  let before: Awaited<ReturnType<typeof accountOf>>;

  beforeAll(async () => {
    // An empty working folder and a temporary folder that does not exist, so that files outside the data folder are
    // detected.
    const elsewhere = join(data, 'elsewhere');
    mkdirSync(elsewhere);
    const nowhere = { TMPDIR: join(data, 'nowhere'), TEMP: join(data, 'nowhere'), TMP: join(data, 'nowhere') };
    const demo = startDemo({ root, folder }, ['demo', '--states', '4'], { cwd: elsewhere, env: nowhere });
    await demo.reports(address);
    expect(demo.reported()).not.toMatch(/EvalError|incident/);
    expect(await demo.end('SIGINT')).toBe(0);
    expect(readdirSync(elsewhere)).toEqual([]);
    before = await accountOf(folder);
  });

  it('creates a folder of illustrative answers, and no other file inside or outside it', () => {
    expect(before.kind).toBe('illustrative');
    expect(before.releases).toHaveLength(1);
    expect(readdirSync(folder).filter((file) => !file.startsWith('gap.sqlite'))).toEqual([]);
    expect(readdirSync(data).sort()).toEqual(['elsewhere', 'whole']);
  });

  it('shows figures immediately at the second start, without repeating work', async () => {
    const demo = startDemo({ root, folder }, ['demo']);
    const at = await demo.reports(address);
    expect(demo.reported()).toContain('was made before');
    const page = await (await fetch(`${at}en/world`)).text();
    expect(page).toMatch(/illustrative/i);
    expect(page).toContain('State XAB');
    expect(await demo.end('SIGINT')).toBe(0);
    expect(await accountOf(folder)).toEqual(before);
  });

  it('generates every page, image and file without code from strings', async () => {
    // What is shown is changed by no one else. Removed with the data of all tests, also after a failure.
    const own = join(data, 'every-page');
    cpSync(folder, own, { recursive: true });
    const demo = startDemo({ root, folder: own }, ['demo']);
    const start = await demo.reports(/(http:\S+)/);
    const seen = new Map<string, number>();
    // All pages of one language, and one page of each other language, since the code is the same.
    const { languages } = loadTexts(root);
    const others = languages.map(({ code }) => `${start}${code}/`).filter((address) => address !== `${start}en/`);
    // For the same reason only the first State, region, treaty and element with all its pages, images and files.
    const another = /\b(?!XAA\b)XA[A-Z]\b|\bEAST\b|\btreaties\/(?!CETS-185\b)[A-Z]|\bPREP\.(?!C11(?:\/|$))/;
    const firsts = others.map((address) => `${address}world`);
    const waiting = [`${start}en/world`, `${start}en/submissions`, ...firsts];
    for (let address = waiting.pop(); address; address = waiting.pop()) {
      const reply = await get(address);
      const text = await reply.text();
      seen.set(address, reply.status);
      if (!reply.headers.get('content-type')?.includes('text/html')) continue;
      for (const [, href] of text.matchAll(/(?:href|src)="([^"#]+)/g)) {
        const next = new URL(href!.replaceAll('&amp;', '&'), reply.url);
        const known =
          waiting.includes(next.href) ||
          seen.has(next.href) ||
          others.some((at) => next.href.startsWith(at)) ||
          another.test(next.pathname);
        if (next.href.startsWith(start) && next.search === '' && !known) waiting.push(next.href);
      }
    }
    const failed = [...seen].filter(([, status]) => status !== 200);
    expect(failed).toEqual([]);
    const pictures = [...seen.keys()].filter((address) => address.endsWith('.svg'));
    expect([seen.size > 60, pictures.length > 10]).toEqual([true, true]);
    const form = new URLSearchParams({ cycle: 'preparedness-2025', country: 'XAA', language: 'en', scope: 'whole' });
    const origin = new URL(start).origin;
    const workbook = await fetch(`${start}en/workbook`, { method: 'POST', body: form, headers: { origin } });
    expect(workbook.headers.get('content-disposition')).toContain('.xlsx');
    expect(demo.reported()).not.toMatch(/EvalError|incident/);
    expect(await demo.end('SIGTERM')).toBe(0);
  });

  it('continues where it was killed', async () => {
    const halfway = join(data, 'halfway');
    const killed = startDemo({ root, folder: halfway }, ['demo', '--states', '6']);
    await killed.reports(/Workbooks of/);
    const received = await untilReceived(halfway, 2);
    expect(await killed.end('SIGKILL')).toBe(null);

    const again = startDemo({ root, folder: halfway }, ['demo', '--states', '6']);
    await again.reports(address);
    await again.end('SIGINT');
    await within(halfway, async ({ connection }) => {
      const returned = await submissions.list(connection, cycle);
      expect(returned).toHaveLength(6);
      expect(returned.filter(({ state }) => state === 'accepted').length).toBeGreaterThanOrEqual(3);
      for (const { country, revision } of returned) {
        const sent = await uploads.ofSubmission(connection, cycle, country);
        expect(sent.map((upload) => upload.revision)).toEqual(Array.from({ length: revision }, (_, at) => at + 1));
        // Workbooks received before the kill are not uploaded again.
        if (received.has(country)) expect(sent[0]!.id).toBe(received.get(country));
      }
    });
  });

  it('refuses a folder of real answers without changing it', async () => {
    const real = join(data, 'real');
    await within(real, (store) => store.transaction((tx) => kept.make(tx, { kind: 'real', at: '2026-01-01' })));
    const demo = startDemo({ root, folder: real }, ['demo']);
    expect(await demo.ended).toBe(1);
    expect(demo.reported()).toContain('This data folder is for real answers');
    expect(await accountOf(real)).toEqual({ kind: 'real', audit: 0, releases: [] });
  });

  it('reports that the port is in use before it starts', async () => {
    const folder = join(data, 'port');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as { port: number };
    const demo = startDemo({ root, folder, port }, ['demo']);
    expect(await demo.ended).toBe(70);
    other.close();
    expect(demo.reported()).toContain(`${port}`);
    expect(demo.reported()).not.toContain('Workbooks');
    expect(await accountOf(folder)).toEqual({ kind: null, audit: 0, releases: [] });
  });
});

describe.skipIf(postgresServer === null)('the demo on PostgreSQL', () => {
  it('keeps its state on the server, and is complete at the second start', async () => {
    const { url, drop } = await freshSchema();
    try {
      for (const reported of ['was made in', 'was made before']) {
        const env = { DATABASE_URL: url };
        const demo = startDemo({ root, folder: join(data, 'postgres') }, ['demo', '--states', '3'], { env });
        const at = await demo.reports(address);
        expect(demo.reported()).toContain(reported);
        expect(await (await fetch(`${at}en/world`)).text()).toContain('State XAB');
        await demo.end('SIGINT');
      }
      // The folder may contain cached pages, but no data.
      expect(readdirSync(join(data, 'postgres')).filter((name) => name !== 'pages')).toEqual([]);
    } finally {
      await drop();
    }
  });
});

/** Retries once, since the server may close an idle keep-alive connection at the moment of the request. */
const get = (address: string): Promise<Response> => fetch(address).catch(() => fetch(address));

/** Waits until the given number of States have a revision. @returns the id of the upload by State */
async function untilReceived(folder: string, wanted: number): Promise<Map<string, string>> {
  return within(folder, async ({ connection }) => {
    for (;;) {
      const received = (await submissions.list(connection, cycle)).filter(({ revision }) => revision > 0);
      if (received.length >= wanted) {
        const found = new Map<string, string>();
        for (const { country } of received) {
          const [first] = await uploads.ofSubmission(connection, cycle, country);
          found.set(country, first!.id);
        }
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}
