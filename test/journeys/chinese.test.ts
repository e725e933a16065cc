/** Pages in Chinese: no barrier, no sideways scrolling on the narrowest phone, no boxes, and names in the order of their pinyin. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../src/http/index.ts';
import { barriersOf } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { serveTypedIn } from './published.ts';

let served: ServedSite;
let browser: Browser;
beforeAll(async () => {
  [served, browser] = await Promise.all([serveTypedIn(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

describe.each([1280, 360])('a page in Chinese at %i pixels', (width) => {
  it.each(['overview', 'country/XAA', 'needs', 'treaties/CETS-185', 'data'])(
    '%s has no barrier and does not scroll sideways',
    async (path) => {
      const page = await visit(`zh/${path}`, width);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh');
      expect(await barriersOf(page)).toEqual([]);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
      await page.close();
    },
  );
});

describe('the words of a page in Chinese', () => {
  it('are drawn by the font that comes with it', async () => {
    const page = await visit('zh/overview', 1280);
    expect(await page.evaluate(() => document.fonts.check('16px NotoSansSC', '网络犯罪“”——'))).toBe(true);
    await page.close();
  });

  it('have no half-width sign between two of Chinese', async () => {
    const page = await visit('zh/needs', 1280);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text.match(/\p{Script=Han}[,;:!?] ?\p{Script=Han}/gu) ?? []).toEqual([]);
    await page.close();
  });

  it('lead to countries in the order of their pinyin', async () => {
    const page = await visit('zh/country', 1280);
    const names = await page.locator('main nav a[href*="country/X"]').allInnerTexts();
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted(new Intl.Collator('zh-CN').compare));
    await page.close();
  });
});

async function visit(path: string, width: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(new URL(path, served.address).href, { waitUntil: 'networkidle' });
  return page;
}
