import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openTypedInSite } from '../typed-in-site.ts';

const site = openTypedInSite();
const complaints: string[] = [];

/** Shapes and texts of the marks in the image of a block, without axes, legend and caption. */
const marksIn = (page: Page, block: string, live: boolean) =>
  page
    .locator(`[id="${block}"] figure.chart >> visible=true`)
    .first()
    .evaluate((figure, isLive) => {
      const shapes = ':is(path, circle, rect, text, line)';
      const drawn = [
        ...figure.querySelectorAll(isLive ? `.role-mark ${shapes}` : `g.marks ${shapes}:not([fill^='url('])`),
      ];
      // Vega draws outlines of groups and empty shapes, which the image omits.
      const painted = drawn.filter(
        (one) =>
          one.tagName === 'text' ||
          (one as SVGGraphicsElement).getBBox().width + (one as SVGGraphicsElement).getBBox().height > 0,
      );
      const said = painted.map(
        (one) =>
          one.getAttribute('data-tip') ??
          one.getAttribute('aria-label') ??
          one.closest('a')?.getAttribute('aria-label'),
      );
      return { painted: painted.length, tips: said.filter((tip) => tip !== null && tip !== undefined).length };
    }, live);

/** Points to hover over: a mark that nothing covers, and one with a number on top if there is any. */
const pointsOn = (page: Page, block: string) =>
  page
    .locator(`[id="${block}"] figure.chart >> visible=true`)
    .first()
    .evaluate(async (figure) => {
      figure.scrollIntoView({ block: 'center' });
      // Scrolling hides the tooltip, one frame later.
      for (let frame = 0; frame < 3; frame += 1) await new Promise((next) => requestAnimationFrame(next));
      const described = ':is([aria-label]:not(text), [data-tip])';
      const marks = [...figure.querySelectorAll(`.role-mark ${described}, g.marks ${described}`)];
      const texts = [...figure.querySelectorAll(':is(.role-mark, g.marks) text')];
      const frame = figure.getBoundingClientRect();
      const centre = (one: Element) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      };
      const seen = ({ x, y }: { x: number; y: number }) =>
        x > frame.left + 2 && x < Math.min(frame.right, innerWidth) - 2 && y > 2 && y < innerHeight - 2;
      const isMark = (one: Element | null) => one !== null && marks.some((mark) => mark === one || mark.contains(one));
      const covers = ({ x, y }: { x: number; y: number }) => document.elementsFromPoint(x, y).some(isMark);
      const points = texts.map(centre).filter((at) => seen(at) && covers(at));
      const free = marks.map(centre).filter((at) => seen(at) && isMark(document.elementFromPoint(at.x, at.y)));
      return { written: points[0] ?? null, free: free[0] ?? null };
    });

async function expectTips(page: Page, block: string, at: string): Promise<void> {
  const { written, free } = await pointsOn(page, block);
  expect(free, at).not.toBeNull();
  for (const point of [written, free]) {
    if (point === null) continue;
    await page.mouse.move(0, 0);
    await page.mouse.move(point.x, point.y);
    expect(await page.locator('#tip').isVisible(), `${at} ${JSON.stringify(point)}`).toBe(true);
    expect(await page.locator('#tip').textContent(), at).toMatch(/^[^_]*\S[^_]*$/);
  }
}

async function bringToLife(page: Page, block: string, at: string): Promise<void> {
  const section = page.locator(`[id="${block}"]`);
  const tab = page.locator(`.tabs:has([id="${block}"])`);
  if ((await tab.count()) > 0 && !(await section.locator('figure.chart').first().isVisible())) {
    const order = await tab.evaluate(
      (group, id) => [...group.querySelectorAll(':scope > section')].findIndex((one) => one.id === id),
      block,
    );
    await tab.locator(':scope > label').nth(order).click();
  }
  const before = await marksIn(page, block, false);
  await expectTips(page, block, at);
  await section.locator('button[data-live]').click();
  await section.locator('figure.live .role-mark').first().waitFor({ state: 'attached' });
  const after = await marksIn(page, block, true);
  expect(before.painted, at).toBeGreaterThan(0);
  expect(after.tips, at).toBe(before.tips);
  expect(
    Math.abs(after.painted - before.painted) / before.painted,
    `${at} ${before.painted} ${after.painted}`,
  ).toBeLessThan(0.02);
  expect(await section.locator('[role=status]').textContent(), at).not.toBe('');
  await expectTips(page, block, at);
}

/** Every page with a button for an interactive chart, and the block: found by following links. */
async function liveCharts(): Promise<{ path: string; block: string }[]> {
  const found: { path: string; block: string }[] = [];
  const asked = new Set<string>();
  const next = ['en/world'];
  const kinds = new Map<string, number>();
  while (next.length > 0) {
    const path = next.pop()!;
    if (asked.has(path)) continue;
    asked.add(path);
    const reply = await fetch(new URL(path, site.address));
    if (!reply.ok) continue;
    const text = await reply.text();
    const sections = text.split(/<section class="block/).slice(1);
    for (const section of sections) {
      if (section.includes('data-live=')) found.push({ path, block: / id="([^"]+)"/.exec(section)![1]! });
    }
    for (const [, href] of text.matchAll(/ href="([^"#?]+)/g)) {
      const to = new URL(href!, new URL(path, site.address));
      if (to.origin !== new URL(site.address).origin || !to.pathname.startsWith('/en/')) continue;
      // A few pages of each dashboard are enough, since they differ only in their rows.
      const kind = to.pathname.split('/').slice(1, 3).join('/') + (to.pathname.split('/').length > 3 ? '/…' : '');
      const seen = kinds.get(kind) ?? 0;
      if (asked.has(to.pathname.slice(1)) || next.includes(to.pathname.slice(1)) || seen > 2) continue;
      kinds.set(kind, seen + 1);
      next.push(to.pathname.slice(1));
    }
  }
  return found;
}

describe('an interactive chart', () => {
  it('shows the marks of the image with their tooltips, also below a number, on every page', async () => {
    const charts = await liveCharts();
    expect(new Set(charts.map(({ path }) => path.split('/')[1])).size).toBeGreaterThanOrEqual(4);
    for (const [path, those] of Map.groupBy(charts, ({ path }) => path)) {
      const page = await visit(path);
      for (const { block } of those) await bringToLife(page, block, `${path}#${block}`);
      await page.close();
    }
    expect(complaints).toEqual([]);
  });

  it('has the focus where the keyboard has asked for it', async () => {
    const page = await visit('en/world');
    await page.locator('#regions button[data-live]').focus();
    await page.keyboard.press('Enter');
    await page.locator('#regions figure.live svg').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('figure')?.className))
      .toContain('live');
    await page.close();
  });

  it.each([
    [404, 'A newer release is available'],
    [410, 'A newer release is available'],
    [500, 'could not be loaded'],
    [0, 'could not be loaded'],
    [200, 'could not be loaded'],
  ])('that cannot be loaded (%s) states why and keeps the image', async (status, words) => {
    const page = await visit('en/world');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route('**/live/**', (route) =>
      status === 0 ? route.abort() : route.fulfill({ status, body: '{"dataflow": ' }),
    );
    const regions = page.locator('#regions');
    const picture = await regions
      .locator('figure svg')
      .first()
      .evaluate((svg) => svg.outerHTML);
    await regions.locator('button[data-live]').click();
    await expect.poll(() => regions.locator('[role=status]').textContent()).toContain(words);
    expect(
      await regions
        .locator('figure svg')
        .first()
        .evaluate((svg) => svg.outerHTML),
    ).toBe(picture);
    await page.unroute('**/live/**');
    await regions.locator('button[data-live]').click();
    await regions.locator('figure.live svg').waitFor();
    expect(await regions.locator('button[data-live]').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });
});

async function visit(path: string): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on(
    'console',
    (message) =>
      ['error', 'warning'].includes(message.type()) &&
      !/status of|ERR_FAILED/.test(message.text()) &&
      complaints.push(message.text()),
  );
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site.address}${path}`);
  return page;
}
