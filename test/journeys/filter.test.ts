import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Served } from '../../src/http/index.ts';
import { releaseOfBothWorlds } from '../dashboard/marts.ts';
import { barriersOf } from './barriers.ts';
import { launchBrowser } from './browser.ts';
import { published, serveTypedIn } from './published.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  const shown = { ...published, ...releaseOfBothWorlds };
  [served, browser] = await Promise.all([serveTypedIn(shown), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

describe('a reader who wants some countries only', () => {
  it('chooses a region without a script, keeps it for the next treaty, and goes back to all', async () => {
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

  it.each(['en/treaties?region=150', 'fr/treaties?region=019&group=eu', 'fr/treaties?region=999'])(
    'finds no barrier on %s, wide or narrow, and need not scroll it sideways',
    async (path) => {
      for (const width of [1280, 360]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(`${served.address}${path}`);
        expect(await barriersOf(page)).toEqual([]);
        const beside = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(beside).toBeLessThanOrEqual(0);
        await page.close();
      }
    },
  );

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
