/** The site over typed-in tables, and a browser that visits it: opened for the tests of one file. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { ServedSite } from '../../src/http/index.ts';
import { launchBrowser } from './browser.ts';
import { serveTypedIn } from './published.ts';

/** Call it where the tests are declared; what it gives is there once they run. */
export function openTypedInSite(): { readonly address: string; readonly browser: Browser } {
  let opened: [ServedSite, Browser];
  beforeAll(async () => {
    opened = await Promise.all([serveTypedIn(), launchBrowser()]);
  });
  afterAll(async () => {
    await opened[1].close();
    await opened[0].close();
  });
  return {
    get address() {
      return opened[0].address;
    },
    get browser() {
      return opened[1];
    },
  };
}
