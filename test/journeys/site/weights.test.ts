import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { barriersOf, pixelsSideways } from '../barriers.ts';
import { openBrowser } from '../browser.ts';
import { serveWeighed, type Weighed } from '../weighed.ts';

let weighed: Weighed;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  [weighed, browser] = await Promise.all([serveWeighed(), openBrowser()]);
});
afterAll(() => weighed.served.close());

describe('a reader with weights of their own', () => {
  it('moves a slider by keyboard, sees the score change, and keeps it in the address', async () => {
    const page = await visit('en/preparedness/weights/RULES');
    const before = await ownScore(page);
    await slider(page).focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => new URL(page.url()).search).toBe('?RUL.LAW=2');
    const after = await ownScore(page);
    expect(after).not.toBe(before);
    expect(await page.locator('#own-mark').textContent()).toContain('Not published');
    expect(await page.title()).toContain('Own view, not published');
    expect(await page.locator('[role=status]#own-summary').textContent()).toMatch(
      /The score changes by 0.1 point or more for \d of/,
    );
    expect(await page.locator('[id="w-RUL.LAW-times"]').textContent()).toBe('× 2');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('RUL.LAW');

    await page.reload();
    expect(await slider(page).inputValue()).toBe('2');
    expect(await ownScore(page)).toBe(after);

    await page.locator('nav.languages a', { hasText: 'Français' }).click();
    await page.waitForURL('**/fr/preparedness/weights/RULES?RUL.LAW=2');
    await page.locator('a', { hasText: 'Rétablir les poids publiés' }).click();
    await page.waitForURL('**/fr/preparedness/weights/RULES');
    expect((await ownScore(page)).replace(',', '.')).toBe(before);
    await page.close();
  });

  it('chooses a region at once, keeps it when the weights change, and goes back with the browser', async () => {
    const page = await visit('en/preparedness/weights/RULES?RUL.LAW=2');
    const all = await countries(page).count();
    const region = await page.locator('#filter-region option').nth(1).getAttribute('value');
    await page.locator('#filter-region').selectOption(region!);
    await expect.poll(() => new URL(page.url()).search).toBe(`?RUL.LAW=2&region=${region}`);
    const some = await countries(page).count();
    expect(some).toBeLessThan(all);
    expect(await page.locator('p.only-heard[role=status]').textContent()).toMatch(/The page shows (?:one|\d+) countr/);
    expect(await slider(page).inputValue()).toBe('2');

    await slider(page).press('ArrowRight');
    await expect.poll(() => new URL(page.url()).search).toBe(`?RUL.LAW=2.25&region=${region}`);
    await expect.poll(() => page.locator('form.filter input[name="RUL.LAW"]').getAttribute('value')).toBe('2.25');
    expect(await countries(page).count()).toBe(some);

    await page.locator('#countries th[scope=col] a', { hasText: 'Own view' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(`?RUL.LAW=2.25&region=${region}&sort=-countries.own`);
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe(`?RUL.LAW=2.25&region=${region}`);
    await page.locator('.filter-says a', { hasText: 'Show all countries' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?RUL.LAW=2.25');
    expect(await countries(page).count()).toBe(all);
    await page.close();
  });

  it('chooses a region with the button without scripts, and keeps the weights', async () => {
    const page = await visit('en/preparedness/weights/RULES?RUL.LAW=2', { javaScriptEnabled: false });
    const region = (await page.locator('#filter-region option').nth(1).getAttribute('value'))!;
    await page.locator('#filter-region').selectOption(region);
    await page.locator('form.filter button').click();
    await page.waitForURL(`**/weights/RULES?RUL.LAW=2&region=${region}`);
    await slider(page).fill('3');
    await page.locator('button', { hasText: 'Recompute with these weights' }).click();
    await page.waitForURL(`**/weights/RULES?RUL.LAW=3&region=${region}`);
    await page.close();
  });

  it('can reach the page from a dimension', async () => {
    const page = await visit('en/preparedness/world');
    await page.locator('a', { hasText: 'Try other weights: Rules' }).click();
    await page.waitForURL('**/preparedness/weights/RULES');
    await page.close();
  });

  it('gets the same from the button without scripts', async () => {
    const page = await visit('en/preparedness/weights/RULES', { javaScriptEnabled: false });
    await slider(page).fill('2');
    await page.locator('button', { hasText: 'Recompute with these weights' }).click();
    await page.waitForURL('**/weights/RULES?RUL.LAW=2*');
    const plain = await ownScore(page);
    await page.close();
    const live = await visit('en/preparedness/weights/RULES?RUL.LAW=2');
    expect(plain).toBe(await ownScore(live));
    await live.close();
  });

  it('sees a message when the figures cannot be loaded, and can submit the form', async () => {
    const page = await visit('en/preparedness/weights/RULES');
    await page.route('**/weights/RULES?*', (route) => route.abort());
    const before = complaints.length;
    await slider(page).press('End');
    await expect.poll(() => page.locator('#own-summary').textContent()).toContain('could not be loaded');
    expect(await page.locator('form.weights button').isVisible()).toBe(true);
    complaints.length = before;
    await page.close();
  });

  it.each([1280, 360])('can use the page at %i pixels, without sideways scrolling', async (width) => {
    for (const [language, query] of [
      ['en', '?RUL.LAW=3'],
      ['fr', '?RUL.LAW=3&tier=2&sort=-countries.change'],
      ['ar', '?RUL.LAW=3&tier=2'],
    ]) {
      const page = await visit(`${language}/preparedness/weights/RULES${query}`, {
        viewport: { width, height: 900 },
      });
      expect(await barriersOf(page)).toEqual([]);
      expect(await pixelsSideways(page)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  it('causes no error in the browser', () => {
    expect(complaints).toEqual([]);
  });
});

const slider = (page: Page) => page.locator('form.weights input[name="RUL.LAW"]');
const countries = (page: Page) => page.locator('#countries tbody tr');
const ownScore = (page: Page): Promise<string> => page.locator('#XAB td').nth(1).textContent() as Promise<string>;

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${weighed.served.address}${path}`);
  return page;
}
