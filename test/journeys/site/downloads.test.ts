import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();
/** Another site that embeds this one. */
let other: Server;

beforeAll(async () => {
  other = createServer((asked, answer) => {
    const framed = new URL(asked.url!, 'http://other').searchParams.get('frame') ?? '';
    answer.setHeader('content-type', 'text/html');
    answer.end(`<!doctype html><title>Other</title><iframe src="${framed}" width="900" height="700"></iframe>`);
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void other.close());

describe('a reader without scripts', () => {
  it('opens the menu of a chart and downloads a PNG, an Excel file and a PDF', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    const page = await context.newPage();
    await page.goto(`${site.address}en/world`);
    const menu = page.locator('#map details.download');
    await menu.locator('summary').click();
    for (const [name, start] of [
      ['Image (PNG)', '\x89PNG'],
      ['Data of this chart (Excel)', 'PK'],
      ['Document (PDF)', '%PDF-1.7'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.getByRole('link', { name: `${name} – ` }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^illustrative-r-0123456789ab-world-map\./);
      const bytes = await readFile(await download.path());
      expect(bytes.toString('latin1').startsWith(start)).toBe(true);
    }
    await context.close();
  });
});

describe('a page of another site', () => {
  const framed = async (path: string) => {
    const page = await site.browser.newPage();
    const { port } = other.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?frame=${encodeURIComponent(`${site.address}${path}`)}`);
    const frame = page.frames().find((one) => one !== page.mainFrame())!;
    await frame.waitForLoadState();
    const found = { url: frame.url(), drawings: await frame.locator('figure svg').count() };
    await page.close();
    return found;
  };

  it('can embed a chart, and no other page', async () => {
    expect((await framed('release/r-0123456789ab/en/world/map')).drawings).toBe(1);
    for (const path of ['en/world', 'en/data', 'en/releases']) {
      const { url, drawings } = await framed(path);
      expect([path, drawings, url.startsWith('chrome-error:')]).toEqual([path, 0, true]);
    }
  });
});
