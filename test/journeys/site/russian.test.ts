/** Pages in Russian, which has long words: accessible, no sideways scrolling, and marked as not yet reviewed. */
import { describe, expect, it } from 'vitest';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { goto } from '../opened.ts';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();

const pages = ['overview', 'world', 'country/XAA', 'needs', 'balance', 'participation', 'treaties/CETS-185', 'data'];

describe.each([1280, 360])('a page in Russian at %i pixels', (width) => {
  it.each(pages)('%s is accessible, does not scroll sideways, and states that it awaits review', async (path) => {
    const page = await site.browser.newPage({ viewport: { width, height: 900 } });
    await goto(page, new URL(`ru/${path}`, site.address));
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    expect(await page.locator('footer').last().textContent()).toContain('еще не проверены');
    expect(await barriersOf(page)).toEqual([]);
    const wide = await pixelsSideways(page);
    expect(wide).toBe(0);
    await page.close();
  });
});
