import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOf, colourRules, pixelsSideways, placesOf } from '../barriers.ts';
import { illegibleTexts } from '../legible.ts';
import { openTypedInSite } from '../typed-in-site.ts';
import { everyPage } from './every-page.ts';

const pages = [...everyPage, 'country/XAA'];

const site = openTypedInSite();

async function visit(path: string, width: number, height: number): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height } });
  await page.goto(`${site.address}en/${path}`);
  return page;
}

/**
 * What one visit of a page shows with each preference in turn; the enlarged text comes last, since it stays. A page that
 * `pages.test.ts` finds without barriers, and that a preference leaves as it is but for its colours, is read for these.
 */
async function measure(path: string) {
  const page = await visit(path, 1280, 900);
  const places = await placesOf(page);
  const barriers = async () =>
    everyPage.includes(path) && (await placesOf(page)) === places ? barriersOf(page, colourRules) : barriersOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = {
    ground: await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    barriers: await barriers(),
    grounds: await page
      .locator('figure.chart, .legend svg')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor)),
  };
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  const system = await barriers();
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  // Enlarges only the text, like the minimum font size of a browser, and not the page.
  await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('body, body *')].filter((one) => !one.closest('svg'));
    const sizes = all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    for (const [nth, one] of all.entries()) one.style.fontSize = `${2 * sizes[nth]!}px`;
  });
  const wide = await pixelsSideways(page);
  await page.close();
  return { dark, system, wide };
}

const measured = new Map<string, ReturnType<typeof measure>>();

function seen(path: string): ReturnType<typeof measure> {
  const found = measured.get(path) ?? measure(path);
  measured.set(path, found);
  return found;
}

describe('a reader with a preference for', () => {
  it.each(pages)('a dark page sees %s in dark colours, with every text legible', async (path) => {
    const { ground, barriers, grounds } = (await seen(path)).dark;
    expect(Math.max(...ground.match(/\d+/g)!.slice(0, 3).map(Number))).toBeLessThan(60);
    expect(barriers).toEqual([]);
    expect(new Set(grounds)).toEqual(new Set(grounds.length > 0 ? ['rgb(255, 255, 255)'] : []));
  });

  it.each(pages)('system colours can use %s', async (path) => {
    expect((await seen(path)).system).toEqual([]);
  });

  it.each(pages)('text at 200 %% does not have to scroll %s sideways', async (path) => {
    expect((await seen(path)).wide).toBeLessThanOrEqual(0);
  });

  // WCAG 1.4.10 and 1.4.12: 320 pixels are 1280 at 400 %, with the spacing that a reader may set. Charts keep their own.
  it.each(pages)('more space between letters, words and lines can read %s at 400 percent', async (path) => {
    const page = await visit(path, 320, 640);
    await page.evaluate(() => {
      const spaced = { 'line-height': '1.5', 'letter-spacing': '0.12em', 'word-spacing': '0.16em' };
      for (const one of document.querySelectorAll<HTMLElement>('body, body *'))
        if (!one.closest('svg'))
          for (const [name, value] of Object.entries(spaced)) one.style.setProperty(name, value, 'important');
    });
    expect(await pixelsSideways(page)).toBeLessThanOrEqual(0);
    expect(await illegibleTexts(page)).toEqual([]);
    await page.close();
  });
});
