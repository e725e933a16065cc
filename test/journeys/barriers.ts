/** Checks of accessibility: violations that axe finds, and pages that are wider than their window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Results = { violations: { id: string; nodes: { html: string }[] }[] };

export function barriersOf(page: Page): Promise<string[]> {
  return page.evaluate(async (source) => {
    // Evaluated through DevTools, to which the content security policy of the page does not apply.
    new Function(source)();
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<Results> } };
    const results = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // Passed rules and selectors of elements are not reported, to save time.
      resultTypes: ['violations'],
      selectors: false,
      // Style sheets are loaded again only for rules that are not run.
      preload: false,
    });
    return results.violations.map(({ id, nodes }) => {
      const where = nodes.slice(0, 2).map(({ html }) => html.slice(0, 160));
      return `${id}: ${where.join(' ')} (${nodes.length})`;
    });
  }, axe);
}

/** Pixels by which a page is wider than its window, so that a reader would have to scroll sideways. */
export const pixelsSideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
