import type { Page } from 'playwright-core';

/** Goes to an address and waits until all resources of the page are loaded, including fonts. */
export async function goto(page: Page, address: URL): Promise<void> {
  await page.goto(address.href);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
