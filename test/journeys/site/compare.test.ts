/** Comparison of countries, regions and groups that a reader selects. */
import { describe, expect, it } from 'vitest';
import { barriersOf } from '../barriers.ts';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();

describe('a reader who compares', () => {
  it('selects two without a script, adds the world, and removes one again', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.address}en/compare`);
    expect(await page.locator('#start').textContent()).toContain('Choose two');
    await page.locator('#filter-with').selectOption({ label: 'Dorsland' });
    await page.locator('#filter-with-2').selectOption({ label: 'Corvenia' });
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(page.url()).toBe(`${site.address}en/compare?with=XAC,XAD`);
    expect(await page.locator('.taken li').count()).toBe(2);
    await page.locator('#filter-with').selectOption({ label: 'World' });
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(page.url()).toBe(`${site.address}en/compare?with=XAC,XAD,world`);
    const heads = await page.locator('#elements thead th').allTextContents();
    expect(heads.slice(1, 4)).toEqual(['Corvenia', 'Dorsland', 'World']);
    await page.getByRole('link', { name: 'Remove Dorsland' }).click();
    expect(page.url()).toBe(`${site.address}en/compare?with=XAC,world`);
    await page.getByRole('link', { name: 'Français' }).click();
    expect(await page.locator('h1').textContent()).toContain('Corvenia');
    await context.close();
  });

  it('sees additions at once, with a shareable address, and sorts the table on a narrow screen', async () => {
    const page = await site.browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.goto(`${site.address}en/compare?with=XAC,XAD`);
    // With a selection, the form is folded on a narrow screen and opens on request.
    await page.locator('form.filter summary').click();
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await page.locator('#filter-with').selectOption({ label: 'Northern Reach' });
    await page.waitForURL('**/en/compare?with=XAC,XAD,XNR');
    expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
    expect(await page.locator('.taken li').count()).toBe(3);
    await page.locator('#elements .orders summary').click();
    await page.locator('#elements .orders').getByRole('link', { name: 'Largest difference' }).click();
    await page.waitForURL('**/en/compare?with=XAC,XAD,XNR&sort=-elements.distance');
    const shown = await page.locator('#elements td[data-title="Largest difference"]').allTextContents();
    const numbers = shown.filter((text) => /\d/.test(text)).map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(await barriersOf(page)).toEqual([]);
    await page.close();
  });
});
