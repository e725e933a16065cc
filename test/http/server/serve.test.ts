import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMaps } from '../../../src/dashboard/index.ts';
import { serveInstallation } from '../../../src/http/index.ts';
import { serve as serveSite } from '../../../src/http/serve.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { openStore, uploads } from '../../../src/state/index.ts';
import { root } from '../../journeys/published.ts';

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('serving an installation', () => {
  it('serves its pages, and stops on request', async () => {
    const served = await serve('127.0.0.1', 0);
    const reply = await fetch(`${served.address}fr/world`);
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain('Rien n’a encore été publié');
    await served.close();
    await expect(fetch(served.address)).rejects.toThrow();
  });

  it('stops to listen at once although the store does not answer a check', async () => {
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
    let isSilent = false;
    const version = () => {
      if (!isSilent) return 1;
      asked.resolve();
      return answered.promise;
    };
    const served = await serveSite({
      contentRoot: root,
      host: '127.0.0.1',
      port: 0,
      texts: loadTexts(root),
      maps: loadMaps(root),
      releases: { version, latestIds: async () => [], open: async () => null, list: async () => [] },
      report: () => '',
    });
    isSilent = true;
    await asked.promise;
    const closing = served.close();
    await expect(fetch(served.address)).rejects.toThrow();
    answered.resolve(1);
    await closing;
  });

  it('reads uploads that a process stored but did not read before it ended', async () => {
    const bytes = new TextEncoder().encode('no workbook');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const upload = {
      id: 'u-1',
      sha256,
      size: bytes.length,
      fileName: 'a.xlsx',
      receivedAt: '2026-11-01T10:00:00.000Z',
    };
    const sender = { person: 'anna', role: 'secretariat' as const, personCountry: null };
    const store = await openStore({ databaseUrl: null, folder });
    await store.transaction((tx) =>
      uploads.keep(tx, { ...upload, ...sender, expectedCycle: null, expectedCountry: null }, bytes),
    );
    const served = await serve('127.0.0.1', 0);
    served.readWaiting();
    const outcome = async () => (await uploads.find(store.connection, 'u-1'))!.outcome;
    while ((await outcome()) === null) await new Promise((resolve) => setTimeout(resolve, 20));
    await served.close();
    expect(await outcome()).toBe('refused');
    await store.close();
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.org'])(
    'is refused at %s, since there are no accounts',
    async (host) => {
      await expect(serve(host, 0)).rejects.toMatchObject({
        code: 'host_refused',
        fix: expect.stringContaining('127.0.0.1'),
      });
    },
  );

  it.each(['abc', '80.5', '-1', '0x50', 70_000])('refuses the invalid port %s with its value', async (port) => {
    const details = { setting: 'PORT', given: String(port), expected: 'a whole number from 1 to 65535' };
    await expect(serve('127.0.0.1', port)).rejects.toMatchObject({ code: 'setting_wrong', where: 'PORT', details });
  });

  it('reports a port in use, and suggests another', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    await expect(serve('127.0.0.1', port)).rejects.toMatchObject({
      code: 'port_taken',
      fix: expect.stringContaining(`PORT=${port + 1}`),
    });
    other.close();
  });
});

const serve = (host: string, port: number | string) =>
  serveInstallation({
    contentRoot: root,
    folder,
    databaseUrl: null,
    host,
    port,
    now: () => new Date('2026-11-02T10:00:00Z'),
    err: () => {},
  });
