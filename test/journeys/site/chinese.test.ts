/**
 * Pages in Chinese: accessible, no sideways scrolling on the narrowest phone, no missing glyphs, and names sorted by
 * pinyin.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { goto } from '../opened.ts';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();

describe.each([1280, 360])('a page in Chinese at %i pixels', (width) => {
  it.each(['overview', 'country/XAA', 'needs', 'treaties/CETS-185', 'data'])(
    '%s is accessible and does not scroll sideways',
    async (path) => {
      const page = await visit(`zh/${path}`, width);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh');
      expect(await barriersOf(page)).toEqual([]);
      const wide = await pixelsSideways(page);
      expect(wide).toBe(0);
      await page.close();
    },
  );
});

describe('the texts of a page in Chinese', () => {
  it('are displayed in the font of the product', async () => {
    const page = await visit('zh/overview', 1280);
    expect(await page.evaluate(() => document.fonts.check('16px NotoSansSC', '网络犯罪“”——'))).toBe(true);
    await page.close();
  });

  it('are named on pages of other languages in a font that has the characters', async () => {
    const page = await visit('en/needs', 1280);
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument');
    const selector = 'a[lang=zh]';
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts.map(({ familyName }) => familyName)).toEqual(['Noto Sans SC']);
    await page.close();
  });

  it('have no half-width character between two Chinese characters', async () => {
    const page = await visit('zh/needs', 1280);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text.match(/\p{Script=Han}[,;:!?] ?\p{Script=Han}/gu) ?? []).toEqual([]);
    await page.close();
  });

  it('list countries in the order of their pinyin', async () => {
    const page = await visit('zh/country', 1280);
    const names = await page.locator('main nav a[href*="country/X"]').allInnerTexts();
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted(new Intl.Collator('zh-CN').compare));
    await page.close();
  });
});

async function visit(path: string, width: number): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height: 900 } });
  await goto(page, new URL(path, site.address));
  return page;
}
