import { createServer, request } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { illegibleTexts } from '../legible.ts';
import { openTypedInSite } from '../typed-in-site.ts';
import { everyPage } from './every-page.ts';

const pages = [
  ...everyPage,
  'country/XAC',
  'needs/legislation',
  'board/legislation?unmet=yes',
  'donor?area=legislation,training_judges&oda=yes',
  'donor?budget=350000&currency=EUR',
  'steps/XAB?area=legislation',
  'method/CAP.SUB',
];

const printed = pages.slice(0, pages.indexOf('method/CAP.SUB'));

const site = openTypedInSite();

/** Visits each page once in a language and width, and measures everything in this visit. */
function once<T>(measure: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (path) => {
    const found = known.get(path) ?? measure(path);
    known.set(path, found);
    return found;
  };
}

/** On the first screen of a phone; barriers are the same in every language. */
const onPhone = once(async (path) => {
  const page = await visit(path, 360, 740);
  const sideways = await pixelsSideways(page);
  const figures = await page.evaluate(() => {
    const isShown = (one: Element) => one.getClientRects().length > 0 && one.clientHeight > 0;
    const figures = document.querySelectorAll(
      'main :is(.chart, table, .tree, .facts, .summary, .cards, .doors, dl, #found)',
    );
    // Without a matching country, the page has only the form with a message.
    const found = figures.length > 0 ? figures : document.querySelectorAll('main .filter.narrowed');
    const tops = [...found].filter(isShown).map((one) => one.getBoundingClientRect().top);
    const scrolls = [...document.querySelectorAll('main *')].filter(
      (one) =>
        isShown(one) && /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 4,
    );
    return {
      top: Math.min(...tops),
      tallest: Math.max(0, ...scrolls.map((one) => one.scrollHeight)),
    };
  });
  const layout = await layoutOf(page);
  const illegible = await illegibleTexts(page);
  const barriers = path.startsWith('en/') ? await barriersOf(page) : null;
  await page.close();
  return { sideways, ...figures, ...layout, illegible, barriers };
});

/**
 * Parts of the page that are wider than their place, so that a reader would have to scroll them sideways, and labels
 * of charts that are cut or too small. The diagram of all tables is exempt: it is declared to scroll, and a list repeats it.
 */
const layoutOf = (page: Page) =>
  page.evaluate(() => {
    const shown = (selector: string) =>
      [...document.querySelectorAll(`main :is(${selector})`)].filter(
        (one) => one.getClientRects().length > 0 && one.closest('.chart.scroll') === null,
      );
    const isOutside = (one: Element) => {
      const [text, drawing] = [one.getBoundingClientRect(), one.closest('svg')!.getBoundingClientRect()];
      return text.width > 0 && (text.left < drawing.left - 2 || text.right > drawing.right + 2);
    };
    const heightOf = (one: SVGTextElement) => {
      const { a, b } = one.getScreenCTM()!;
      return Number.parseFloat(getComputedStyle(one).fontSize) * Math.hypot(a, b);
    };
    return {
      beyond: shown('.table-scroll, .chart')
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.closest('section')?.id}: ${one.scrollWidth} in ${one.clientWidth}`),
      cut: shown('.chart svg text')
        .filter((one) => one.textContent.endsWith('\u2026') || isOutside(one))
        .map((one) => one.textContent),
      // Letters of a drawing that shrinks; those of height 0 are hidden on a phone.
      small: shown('.chart svg text')
        .filter((one) => heightOf(one as SVGTextElement) > 0 && heightOf(one as SVGTextElement) < 8)
        .map((one) => `${one.closest('section')?.id}: ${one.textContent}`),
    };
  });

/** On a wide window, in English, and then on paper. */
const onDesk = once(async (path) => {
  const page = await visit(`en/${path}`, 1280);
  const barriers = await barriersOf(page);
  const layout = await layoutOf(page);
  const illegible = await illegibleTexts(page);
  const print = printed.includes(path) ? await printOf(page) : null;
  await page.close();
  return { barriers, print, illegible, ...layout };
});

async function printOf(page: Page) {
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  const text = pdf.toString('latin1');
  const boxes = new Set([...text.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(String));
  return {
    boxes: [...boxes].map((box) => box.split(',').slice(1).map(Number).map(Math.round)),
    bytes: pdf.length,
    isText: text.includes('/ToUnicode'),
    links: await page.locator('.chart svg a:not([href])').count(),
  };
}

describe('a reader', () => {
  it.each(pages)('can use %s on wide and narrow screens (axe)', async (path) => {
    expect((await onDesk(path)).barriers).toEqual([]);
    expect((await onPhone(`en/${path}`)).barriers).toEqual([]);
  });

  it.each(pages)('does not have to scroll %s sideways at 360 pixels', async (path) => {
    expect((await onPhone(`fr/${path}`)).sideways).toBeLessThanOrEqual(0);
  });

  // Without a selection, the page of comparisons has only its form.
  it.each(pages.filter((path) => path !== 'compare'))(
    'sees the first figure of %s on the first screen of a phone',
    async (path) => {
      for (const language of ['en', 'fr', 'ar']) {
        const found = await onPhone(`${language}/${path}`);
        expect(found.top, language).toBeLessThanOrEqual(740);
        expect(found.tallest, language).toBeLessThanOrEqual(1_480);
        expect([language, found.beyond, found.cut, found.small]).toEqual([language, [], [], []]);
      }
    },
  );

  it.each(pages)('sees no text of %s that is cut off or written over another one', async (path) => {
    expect((await onDesk(path)).illegible).toEqual([]);
    for (const language of ['en', 'fr', 'ar'])
      expect([language, (await onPhone(`${language}/${path}`)).illegible]).toEqual([language, []]);
  });

  it.each(pages)('sees all columns and whole labels of %s on a wide window', async (path) => {
    const { beyond, cut } = await onDesk(path);
    expect([beyond, cut]).toEqual([[], []]);
  });

  // The longest words and sentences, in the tables with the most columns.
  it.each(['progress', 'treaties/CETS-185', 'compare?with=XAA,XAB,XAC,XAD,XAF,world', 'board', 'donor', 'needs'])(
    'sees all columns and whole labels of %s in French and Russian',
    async (path) => {
      for (const language of ['fr', 'ru']) {
        const page = await visit(`${language}/${path}`, 1280);
        const { beyond, cut } = await layoutOf(page);
        expect([language, beyond, cut]).toEqual([language, [], []]);
        await page.close();
      }
    },
  );

  it('switches from the map to the tiles without a script', async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.address}en/world`);
    expect(await page.locator('#map figure svg').isVisible()).toBe(true);
    await page.locator('label', { hasText: 'Tiles' }).click();
    expect(await page.locator('#map figure svg').isVisible()).toBe(false);
    expect(await page.locator('#tiles figure svg').isVisible()).toBe(true);
    await context.close();
  });

  it('goes from a country on the map to its profile, and to the cell of an answer', async () => {
    const page = await visit('en/world/CAP.SUB', 1280);
    await page.locator('#countries a', { hasText: 'Alvaria' }).click();
    await page.waitForURL('**/country/XAA#CAP.SUB');
    await expect.poll(() => page.locator('[id="CAP.SUB"] table').isVisible()).toBe(true);
    expect(await page.locator('[id="CAP.SUB"] table').textContent()).toMatch(/cell F1\d · XAA 2026\.xlsx, revision 2/);
    await page.close();
  });

  it('sees the label of a mark as text, with any characters in a name', async () => {
    const page = await visit('en/world', 1280);
    await page.locator('#map svg a[aria-label^="Kestrelia"]').hover();
    expect(await page.locator('#tip').textContent()).toContain('Kestrelia <b>&"');
    expect(await page.locator('#tip b').count()).toBe(0);
    await page.close();
  });

  it('can use every page below a path of another site', async () => {
    const { port } = new URL(site.address);
    const proxy = createServer((asked, answer) => {
      const path = asked.url!.replace(/^\/x\/y/, '');
      if (path === asked.url) return answer.writeHead(404).end();
      asked.pipe(
        request(
          {
            host: '127.0.0.1',
            port,
            path,
            method: asked.method,
            headers: { ...asked.headers, host: `127.0.0.1:${port}` },
          },
          (got) => {
            answer.writeHead(got.statusCode!, got.headers);
            got.pipe(answer);
          },
        ),
      );
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const page = await site.browser.newPage();
    const failed: string[] = [];
    page.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
    await page.goto(`http://127.0.0.1:${(proxy.address() as { port: number }).port}/x/y/`);
    expect(page.url()).toMatch(/\/x\/y\/en\/overview$/);
    // The section first, then the page in it.
    await page.locator('nav.main-nav .section > a', { hasText: 'Countries' }).click();
    await page.locator('nav.main-nav .shown ul a', { hasText: 'Countries' }).click();
    await page.locator('#countries a', { hasText: 'Belmora' }).click();
    await page.waitForURL('**/x/y/en/country/XAB');
    expect(failed).toEqual([]);
    await page.close();
    proxy.closeAllConnections();
    proxy.close();
  });

  it('prints complete tables', async () => {
    const page = await visit('en/country/XAA', 1280);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('#pillars table').isVisible()).toBe(true);
    expect(await page.locator('nav.main-nav').isVisible()).toBe(false);
    await page.close();
  });

  it.each(printed)('prints %s on A4 as text, in less than one megabyte', async (path) => {
    const { boxes, bytes, isText, links } = (await onDesk(path)).print!;
    expect(boxes).toEqual([[595, 842]]);
    expect(bytes).toBeLessThan(1_000_000);
    expect(isText).toBe(true);
    // Links in a chart would become PDF annotations; they are restored after printing.
    expect(links).toBe(0);
  });

  // 703 pixels are the width of A4 between its margins.
  it.each(['plan', 'country/XAA', 'board'])('prints %s with whole words in the heads of its tables', async (path) => {
    const page = await visit(`en/${path}`, 703);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const broken = await page.locator('main th').evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility())
        .flatMap((one) => {
          const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
          const words: string[] = [];
          for (let text = texts.nextNode(); text; text = texts.nextNode())
            for (const { 0: word, index } of text.textContent!.matchAll(/\p{L}{2,}/gu)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) words.push(word);
            }
          return words;
        }),
    );
    expect(broken).toEqual([]);
    await page.close();
  });

  it('prints each answer of a country once: scores down to the pillar, then every answer', async () => {
    const page = await visit('en/country/XAA', 1280);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const shown = (block: string) =>
      page.locator(`#${block} table`).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    expect(await page.locator('#unfold .depth-1 > li').first().isVisible()).toBe(true);
    expect(await shown('unfold')).toBe(0);
    expect(await shown('answers')).toBe(await page.locator('#answers table').count());
    await page.close();
  });
});

async function visit(path: string, width: number, height = 900): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width, height } });
  // Error pages must be accessible as well.
  expect((await page.goto(`${site.address}${path}`))!.status(), path).toBe(200);
  return page;
}
