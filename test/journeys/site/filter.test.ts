import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { releaseOfBothWorlds } from '../../dashboard/marts.ts';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { openBrowser } from '../browser.ts';
import { published, serveTypedIn } from '../published.ts';

let served: ServedSite;
let browser: Browser;

beforeAll(async () => {
  const shown = { ...published, ...releaseOfBothWorlds };
  [served, browser] = await Promise.all([serveTypedIn(shown), openBrowser()]);
});
afterAll(() => served.close());

describe('a reader who selects countries', () => {
  it('selects a region without a script, keeps it for the next treaty, and removes it again', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${served.address}en/treaties/CETS-185`);
    await page.getByLabel('Region').selectOption({ label: 'Europe' });
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new URL(page.url()).search).toBe('?region=150');
    expect(await page.locator('.filter-says').textContent()).toContain('2 countries and territories: Europe.');
    expect(await page.getByLabel('Region').locator('option:checked').textContent()).toBe('Europe');
    await page.locator('.choices').getByRole('link', { name: 'CETS 189' }).click();
    expect(page.url()).toBe(`${served.address}en/treaties/CETS-189?region=150`);
    await page.getByRole('link', { name: 'Français' }).click();
    expect(await page.locator('.filter-says').textContent()).toContain('2 pays et territoires');
    await page.getByRole('link', { name: 'Afficher tous les pays' }).click();
    expect(page.url()).toBe(`${served.address}fr/treaties/CETS-189`);
    await context.close();
  });

  it('sees selections, searches and sorting at once, and can go back', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.address}en/world`);
    // This mark would be lost if the page were reloaded.
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    const names = () => page.locator('#countries tbody th').allTextContents();
    const all = await names();
    await page.getByLabel('Region', { exact: true }).focus();
    await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Northern Reach' });
    await page.waitForURL('**/en/world?region=XNR');
    await page.locator('.filter.narrowed').waitFor();
    expect(await names()).toEqual(['Alvaria', 'Belmora', 'Corvenia', 'Dorsland', 'Estavar']);
    expect(await page.getByRole('status').filter({ hasText: 'Northern Reach' }).count()).toBeGreaterThan(0);
    expect(await page.getByLabel('Region', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await page.getByLabel('Name contains').pressSequentially('or');
    await page.waitForURL('**/en/world?search=or&region=XNR');
    await page.locator('.filter-says', { hasText: '“or”' }).waitFor();
    expect(await names()).toEqual(['Belmora', 'Corvenia', 'Dorsland']);
    expect(await page.getByLabel('Name contains').inputValue()).toBe('or');
    await page.locator('#countries th').getByRole('link', { name: 'Country' }).click();
    await page.locator('#countries th[aria-sort=ascending]').waitFor();
    await page.locator('#countries th').getByRole('link', { name: 'Country' }).click();
    await page.locator('#countries th[aria-sort=descending]').waitFor();
    expect(await names()).toEqual(['Dorsland', 'Corvenia', 'Belmora']);
    expect(page.url()).toBe(`${served.address}en/world?search=or&region=XNR&sort=-countries.country_label`);
    await page.getByRole('link', { name: 'Show all countries' }).click();
    await page.locator('.filter:not(.narrowed)').waitFor();
    expect(await names()).toEqual(all);
    await page.goBack();
    await page.locator('.filter.narrowed').waitFor();
    expect(await names()).toEqual(['Dorsland', 'Corvenia', 'Belmora']);
    expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
    await page.close();
  });

  it.each([20, 300, 700])(
    'types a search, a letter each %i ms, as one step back, and leaving its field is none',
    async (delay) => {
      const page = await browser.newPage();
      await page.goto(`${served.address}en/world`);
      await page.getByLabel('Name contains').pressSequentially('nor', { delay });
      await page.waitForURL('**/en/world?search=nor');
      await page.getByLabel('Name contains').press('Tab');
      await page.goBack();
      expect(page.url()).toBe(`${served.address}en/world`);
      await page.locator('.filter:not(.narrowed)').waitFor();
      expect(await page.getByLabel('Name contains').inputValue()).toBe('');
      await page.close();
    },
  );

  it('loses no letter that is typed while the page of the letters before is on the way', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.address}en/world`);
    let arrive = () => {};
    const held = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/en/world?search=n', async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest('**/en/world?search=n');
    const search = page.getByLabel('Name contains');
    await search.press('n');
    await asked;
    // On a busy machine the page of both letters may come first.
    const shown = page.waitForURL(/search=no?$/);
    await search.press('o');
    arrive();
    await shown;
    expect(await search.inputValue()).toBe('no');
    await search.press('r');
    await page.waitForURL('**/en/world?search=nor');
    expect(await search.inputValue()).toBe('nor');
    await page.close();
  });

  it('waits until an input method has composed a word, and searches for it once', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${served.address}en/world`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).search));
    await page.getByLabel('Name contains').focus();
    const keys = await context.newCDPSession(page);
    for (const text of ['n', 'no', 'noru']) {
      await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.clock.runFor(1_000);
    }
    await keys.send('Input.insertText', { text: 'nor' });
    await page.clock.runFor(1_000);
    await page.waitForURL('**/en/world?search=nor');
    expect(await page.getByLabel('Name contains').inputValue()).toBe('nor');
    expect(asked).toEqual(['?search=nor']);
    await context.close();
  });

  it('works at an address whose last part is no part of the page and no encoded text', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`${served.address}en/world#50%`);
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await page.getByLabel('Region', { exact: true }).selectOption({ label: 'Northern Reach' });
    await page.locator('.filter.narrowed').waitFor();
    expect([errors, await page.evaluate(() => 'stayed' in globalThis)]).toEqual([[], true]);
    await page.close();
  });

  it('sorts a table without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${served.address}en/needs`);
    await page.locator('#pressing th').getByRole('link', { name: 'Country' }).click();
    expect(new URL(page.url()).search).toBe('?sort=pressing.country_label');
    const names = await page.locator('#pressing tbody th').allTextContents();
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    await context.close();
  });

  it.each([
    'en/treaties?region=150',
    'en/world?region=XNR&sort=-countries.score',
    'fr/needs?unmet=yes',
    'fr/treaties?region=019&group=eu',
    'fr/treaties?region=999',
  ])('can use %s on wide and narrow screens, without sideways scrolling', async (path) => {
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(`${served.address}${path}`);
      expect(await barriersOf(page)).toEqual([]);
      const beside = await pixelsSideways(page);
      expect(beside).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  it('makes the map interactive for the same countries', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.address}en/treaties/CETS-185?region=150`);
    await page.locator('#map button[data-live]').click();
    await page.locator('#map .live-status', { hasText: 'now interactive' }).waitFor();
    const said = await page.locator('#map [aria-label$="outside the selection"]').count();
    expect(said).toBe(4);
    await page.close();
  });
});
