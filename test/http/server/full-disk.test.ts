import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serveInstallation } from '../../../src/http/index.ts';
import { root } from '../../journeys/published.ts';

const isRoot = process.getuid?.() === 0;

async function serveOn(folder: string) {
  const log: string[] = [];
  const served = await serveInstallation({
    contentRoot: root,
    folder,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    now: () => new Date('2026-11-02T10:00:00Z'),
    err: (text) => log.push(text),
  });
  onTestFinished(() => served.close());
  const upload = (bytes: Buffer<ArrayBuffer>, accept = 'application/json') => {
    const form = new FormData();
    form.set('file', new Blob([bytes]), 'a.xlsx');
    const headers = { origin: served.address.replace(/\/$/, ''), accept };
    return fetch(`${served.address}en/upload`, { method: 'POST', body: form, headers, redirect: 'manual' });
  };
  const post = (path: string, form: Record<string, string>) => {
    const headers = { origin: served.address.replace(/\/$/, ''), accept: 'text/html' };
    return fetch(`${served.address}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
      redirect: 'manual',
    });
  };
  return { served, upload, post, log };
}

it.skipIf(!isRoot)(
  'with a full disk uploads get 507 with a log entry, pages are still served, and later uploads work again',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'gap-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'none', disk]);
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true });
    });
    const { served, upload, log } = await serveOn(join(disk, 'data'));
    const large = randomBytes(1_000_000);
    expect((await upload(large)).status).toBe(201);
    const ballast = join(disk, 'ballast');
    expect(() => {
      for (;;) writeFileSync(ballast, Buffer.alloc(100_000), { flag: 'a' });
    }).toThrow('ENOSPC');
    const refused = await upload(randomBytes(1_000_000));
    expect([refused.status, await refused.json()]).toEqual([
      507,
      expect.objectContaining({ type: '/errors#store_full', fix: expect.stringContaining('free disk space') }),
    ]);
    expect(log.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        name: 'store_full',
        // The error comes from the temporary file of the body or from the store, whichever is full first.
        cause: expect.objectContaining({ message: expect.stringMatching(/disk is full|ENOSPC/) }),
      }),
    );
    const page = await upload(randomBytes(1_000_000), 'text/html');
    expect([page.status, await page.text()]).toEqual([507, expect.stringContaining('The disk of the server is full')]);
    expect((await fetch(`${served.address}en/upload`)).status).toBe(200);
    expect((await fetch(`${served.address}fr/world`)).status).toBe(200);
    rmSync(ballast);
    expect((await upload(randomBytes(1_000_000))).status).toBe(201);
  },
);

it('with the store unreachable, requests get 503 with Retry-After, it is logged once, and service resumes when it is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-lost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { served, upload, post, log } = await serveOn(folder);
  const file = join(folder, 'gap.sqlite');
  renameSync(file, `${file}.away`);
  const refused = await upload(randomBytes(1_000));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await refused.json()).toMatchObject({ type: '/errors#store_lost' });
  const page = await (await upload(randomBytes(1_000), 'text/html')).text();
  expect(page).toContain('<h1>Not available at the moment</h1>');
  expect(page).not.toContain('The error is on our side');
  for (const address of ['en/withdrawals', 'en/submissions/a-1/XAA/return', 'en/support-reports']) {
    const reply = await post(address, { reason: 'Article 4 <b>\nand more' });
    expect([address, reply.status]).toEqual([address, 503]);
    const given = await reply.text();
    expect(given).toContain('This is what you wrote. Copy it if you still need it:');
    expect(given).toContain('<p class="typed" dir="auto">Article 4 &lt;b&gt;\nand more</p>');
  }
  expect(await (await post('fr/withdrawals', { reason: ' ' })).text()).not.toContain('class="typed"');
  const before = log.length;
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(log.length - before).toBeLessThanOrEqual(1);
  renameSync(`${file}.away`, file);
  expect((await upload(randomBytes(1_000))).status).toBe(201);
  expect((await fetch(`${served.address}en/upload`)).status).toBe(200);
});
