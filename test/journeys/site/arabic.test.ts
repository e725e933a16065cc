/** Pages in a right-to-left language: accessible, no sideways scrolling, no missing glyphs, and mirrored charts. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { goto } from '../opened.ts';
import { openTypedInSite } from '../typed-in-site.ts';
import { everyPage } from './every-page.ts';

const site = openTypedInSite();

const pages = [...everyPage, 'data/columns', 'country/XAA', 'treaties/CETS-185'];

const widths = [1280, 390];

/** What one visit of a page shows in a wide window, which is then made narrow; `pages.test.ts` opens it in a narrow one. */
async function measure(path: string) {
  const page = await visit(`ar/${path}`, widths[0]!);
  const found = new Map<number, { direction: string | null; barriers: string[]; sideways: number }>();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const direction = await page.locator('html').getAttribute('dir');
    found.set(width, { direction, barriers: await barriersOf(page), sideways: await pixelsSideways(page) });
  }
  await page.close();
  return found;
}

const measured = new Map<string, ReturnType<typeof measure>>();

function seen(path: string): ReturnType<typeof measure> {
  const found = measured.get(path) ?? measure(path);
  measured.set(path, found);
  return found;
}

describe.each(widths)('a page in Arabic at %i pixels', (width) => {
  it.each(pages)('%s is accessible and does not scroll sideways', async (path) => {
    expect((await seen(path)).get(width)).toEqual({ direction: 'rtl', barriers: [], sideways: 0 });
  });
});

describe('the label of a cell on a narrow screen', () => {
  it('does not join the text after it: each keeps the form of its letters', async () => {
    const page = await visit('ar/data/columns', 390);
    const cells = page.locator('table.stacked td[data-title]');
    const joined = await cells.evaluateAll((all) =>
      all.filter((one) => getComputedStyle(one, '::before').unicodeBidi !== 'isolate').map((one) => one.textContent),
    );
    expect(await cells.count()).toBeGreaterThan(100);
    expect(joined).toEqual([]);
    await page.close();
  });
});

describe('the font of a page', () => {
  it('is loaded with a page in Arabic, and has its letters', async () => {
    const asked: string[] = [];
    // Of its own, which has loaded no font before.
    const context = await site.browser.newContext();
    const page = await context.newPage();
    page.on('request', (request) => void asked.push(...(request.url().match(/[^/]+\.woff2$/) ?? [])));
    await goto(page, new URL('ar/world', site.address));
    expect(asked.filter((name) => name.startsWith('NotoSansArabic-Regular'))).toHaveLength(1);
    expect(await page.evaluate(() => document.fonts.check('16px NotoSansArabic', 'الجريمة السيبرانية'))).toBe(true);
    const loaded = await page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
    );
    expect(loaded).toContain('NotoSansArabic');
    await context.close();
  });

  it('is not loaded with pages in English, except for the names of languages', async () => {
    const asked: string[] = [];
    // Of its own, which has loaded no font before.
    const context = await site.browser.newContext();
    const page = await context.newPage();
    page.on('request', (request) => void asked.push(...(request.url().match(/[^/]+\.woff2$/) ?? [])));
    await goto(page, new URL('en/world', site.address));
    expect(asked.filter((name) => !name.includes('-Names-'))).toEqual([]);
    await context.close();
  });
});

describe('a chart in Arabic', () => {
  it('is mirrored, with its row labels at the right', async () => {
    const [english, arabic] = [await placesOf('en/progress'), await placesOf('ar/progress')];
    expect(english.least).toBeLessThan(english.most);
    expect(arabic.least).toBeGreaterThan(arabic.most);
    expect(english.row).toBeLessThan(english.least);
    expect(arabic.row).toBeGreaterThan(arabic.least);
  });
});

/** Horizontal positions of both ends of the axis and of the first row label. */
async function placesOf(path: string) {
  const page = await visit(path, 1280);
  const places = await page.evaluate(() => {
    const texts = [...document.querySelectorAll('figure.chart svg')].find((svg) => svg.textContent?.includes('100'))!;
    const at = (wanted: (text: string) => boolean) => {
      const found = [...texts.querySelectorAll('text')].find((one) => wanted((one.textContent ?? '').trim()))!;
      const { left, width } = found.getBoundingClientRect();
      return left + width / 2;
    };
    const names = new Set([...document.querySelectorAll('tbody th')].map((one) => one.textContent!.trim()));
    return {
      least: at((text) => text === '0'),
      most: at((text) => text === '100'),
      row: at((text) => names.has(text.replace(/[\u202a-\u202e]/g, ''))),
    };
  });
  await page.close();
  return places;
}

async function visit(path: string, width: number): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height: 900 } });
  await goto(page, new URL(path, site.address));
  return page;
}
