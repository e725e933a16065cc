/** A trend over six cycles with three breaks: each can be read, and no line joins what cannot be compared. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { releaseOfManyCycles } from '../../dashboard/marts.ts';
import { pixelsSideways } from '../barriers.ts';
import { illegibleTexts } from '../legible.ts';
import { published, serveTypedIn } from '../published.ts';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();
let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn({ ...published, rows: releaseOfManyCycles.rows });
});
afterAll(() => served.close());

describe('a trend with several breaks', () => {
  it.each([
    ['en', 360],
    ['fr', 360],
    ['ar', 360],
    ['en', 1280],
    ['ru', 1280],
  ] as const)(
    'has no text over another one and nothing to scroll sideways, in %s at %i pixels',
    async (language, width) => {
      const page = await visit(`${language}/trend?with=XAA,XAC,XAD,XNR,XSR,world`, width);
      expect(await illegibleTexts(page)).toEqual([]);
      expect(await pixelsSideways(page)).toBe(0);
      await page.close();
    },
  );

  it('names each cycle below its figure, and each break in words', async () => {
    const page = await visit('en/trend', 360);
    const years = await page.locator('.chart.on-narrow svg text').allTextContents();
    for (const { version } of releaseOfManyCycles.rows('cycles')) expect(years).toContain(version);
    const breaks = releaseOfManyCycles.rows('breaks').filter(({ is_break }) => is_break);
    expect(breaks.length).toBe(3);
    expect(await page.locator('#breaks .callout').allInnerTexts()).toEqual(
      breaks.map(() => expect.stringContaining('A difference across the break is not in itself progress.')),
    );
    await page.close();
  });

  it('draws a whole line only between cycles without a break', async () => {
    const page = await visit('en/trend?with=world', 1280);
    const lines = (group: string) => page.locator(`.chart.on-wide svg g.marks${group} line`).count();
    expect(await lines('[stroke-dasharray="3,3"]')).toBe(3);
    expect(await lines('[stroke-dasharray="1,3"]')).toBe(3);
    expect(await lines('[stroke-width="2"]:not([stroke-dasharray])')).toBe(2);
    await page.close();
  });
});

async function visit(path: string, width: number): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height: width < 600 ? 740 : 900 } });
  expect((await page.goto(`${served.address}${path}`))!.status()).toBe(200);
  return page;
}
