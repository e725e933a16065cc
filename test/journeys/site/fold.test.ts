/** A long page on a phone: what a reader wants first is in view, the rest is folded and can be found. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTypedInSite } from '../typed-in-site.ts';
import { everyPage } from './every-page.ts';

const site = openTypedInSite();
const folded = ['variants', 'unfold', 'treaties', 'milestones', 'plans', 'pledges', 'support', 'volumes', 'answers'];

describe('the page of a country', () => {
  it.each([true, false])(
    'shows its summary, scores, change and needs first on a phone (scripts: %s)',
    async (scripts) => {
      const page = await visit('', 360, scripts);
      for (const block of ['summary', 'dimensions', 'pillars', 'needs', 'progress'])
        expect(await isAnyShown(page, `#${block} :is(dl, .cards, .chart)`), block).toBe(true);
      const present = await page.locator('.fold[id]').evaluateAll((all) => all.map(({ id }) => id));
      expect(present.length).toBeGreaterThan(3);
      for (const id of present) {
        expect(folded, id).toContain(id.replace('-fold', ''));
        expect(await isAnyShown(page, `#${id} > :not(summary)`), id).toBe(false);
      }
      // Whatever a country has many of, such as treaties; its other questionnaires are one row each.
      const below = '#progress ~ section:not(#beside) tbody';
      expect(await page.locator(below).count()).toBeGreaterThan(3);
      expect(await isAnyShown(page, below)).toBe(false);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(8_000);
      await page.context().close();
    },
  );

  it('opens a folded part by its line, which counts its rows', async () => {
    const page = await visit('', 360, false);
    const line = page.locator('#unfold > .fold > summary');
    expect(await line.allInnerTexts()).toEqual([`Show ${await page.locator('#unfold .depth-0 > li').count()} rows`]);
    await line.click();
    expect(await page.locator('#unfold .depth-1 > li').first().isVisible()).toBe(true);
    await page.context().close();
  });

  it.each([true, false])('opens the folds around the part that an address names (scripts: %s)', async (scripts) => {
    const page = await visit('#CAP.SUB', 360, scripts);
    await page.waitForFunction(() => document.getElementById('CAP.SUB')?.checkVisibility());
    expect(await page.locator('#unfold > .fold').getAttribute('open')).not.toBeNull();
    await page.context().close();
  });

  it.each([1280, 703])('folds nothing on a screen of %i pixels', async (width) => {
    const page = await visit('', width, true);
    expect(await isAnyShown(page, '.fold > summary')).toBe(false);
    const hidden = await page
      .locator('.fold > :is(ul, p, .table, .card p)')
      .evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length);
    expect(hidden).toBe(0);
    expect(await isAnyShown(page, '.fold > ul')).toBe(true);
    await page.context().close();
  });
});

describe('a long table below the first figures of a page', () => {
  it.each([
    'treaties/CETS-185',
    'quality',
    'progress',
    'plan',
    'area/legislation',
    'steps/XAA',
    'region/XNR',
    'needs/legislation',
    'needs',
    'projects',
    'world',
    'balance',
    'participation',
    'data',
  ])('is folded on a phone only, below a line that counts its rows: %s', async (path) => {
    for (const [width, isFolded] of [
      [360, true],
      [1280, false],
    ] as const) {
      const page = await open(path, width, false);
      expect(await page.locator('.fold[id]').count()).toBeGreaterThan(0);
      expect(await isAnyShown(page, '.fold[id] > summary')).toBe(isFolded);
      expect(await isAnyShown(page, '.fold[id] > :not(summary)')).toBe(!isFolded);
      await page.context().close();
    }
  });

  it.each(['projects', 'world', 'participation', 'data'])(
    'is opened by a link to one of its rows without scripts, and printed without its line: %s',
    async (path) => {
      const page = await open(path, 360, false);
      const rows = page.locator('.fold[id] tbody tr');
      const [row] = await rows.evaluateAll((all) => all.filter(({ id }) => id !== '').map(({ id }) => id));
      await page.goto(`${page.url()}#${row}`);
      expect(await isAnyShown(page, `[id="${row}"] :is(td, th)`)).toBe(true);
      await page.goto(`${site.address}en/search`);
      await page.goto(`${site.address}en/${path}`);
      await page.emulateMedia({ media: 'print' });
      expect(await rows.evaluateAll((all) => all.every((one) => one.checkVisibility()))).toBe(true);
      expect(await isAnyShown(page, '.fold > summary')).toBe(false);
      await page.context().close();
    },
  );

  it('leaves no page higher than 8,000 pixels on a phone', async () => {
    const high: string[] = [];
    for (const path of everyPage) {
      const page = await open(path, 360, false);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      if (height > 8_000) high.push(`${path}: ${height}`);
      await page.context().close();
    }
    expect(high).toEqual([]);
  });
});

const isAnyShown = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.some((one) => one.checkVisibility()));

const visit = (place: string, width: number, scripts: boolean) => open(`country/XAA${place}`, width, scripts);

async function open(path: string, width: number, scripts: boolean): Promise<Page> {
  const context = await site.browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 900 },
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  await page.goto(`${site.address}en/${path}`);
  return page;
}
