import type { Page } from 'playwright-core';

/** Goes to an address and waits until all that the page is drawn with has come, its fonts too. */
export async function goto(page: Page, address: URL): Promise<void> {
  await page.goto(address.href);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
