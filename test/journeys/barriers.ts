/** Checks of accessibility: violations that axe finds, and pages that are wider than their window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Results = { violations: { id: string; nodes: { html: string }[] }[] };

/** Everything that is read of a page. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that read colours; all others read only what is there, where it stands and whether it is shown. */
export const colourRules: readonly string[] = ['color-contrast', 'link-in-text-block'];

/** Runs in the page, after axe. @param runOnly - tags or names of rules */
async function violations(runOnly: readonly string[]): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run: (options: object) => Promise<Results> } };
  const results = await axe.run({
    runOnly,
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
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * Evaluated through DevTools, to which the content security policy of the page does not apply, as a script of its own:
 * the browser keeps what it compiled of axe for the next page.
 */
export async function barriersOf(page: Page, runOnly: readonly string[] = standards): Promise<string[]> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  const evaluate = async (expression: string, awaitPromise: boolean) => {
    const { result, exceptionDetails } = await (await session).send('Runtime.evaluate', {
      expression,
      awaitPromise,
      returnByValue: awaitPromise,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  };
  await evaluate(axe, false);
  return (await evaluate(`(${violations})(${JSON.stringify(runOnly)})`, true)) as string[];
}

/** SHA-256 of what axe reads of a page besides colours: each element, where it stands, and whether it is shown. */
export const placesOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const all = [...document.querySelectorAll('*')].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const attributes = [...one.attributes].map(({ name, value }) => `${name}=${value}`);
      return [one.nodeName, ...attributes, x, y, width, height, one.checkVisibility({ visibilityProperty: true })];
    });
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(all)));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });

/** Pixels by which a page is wider than its window, so that a reader would have to scroll sideways. */
export const pixelsSideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
