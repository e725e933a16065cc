/** The site over typed-in tables, and a browser that visits it: both are those of all files of a process. */
import type { Browser } from 'playwright-core';
import { beforeAll } from 'vitest';
import type { ServedSite } from '../../src/http/index.ts';
import { openBrowser } from './browser.ts';
import { serveTypedIn } from './published.ts';

let served: Promise<ServedSite> | null = null;

/** Call it where the tests are declared; what it gives is there once they run. */
export function openTypedInSite(): { readonly address: string; readonly browser: Browser } {
  let opened: [ServedSite, Browser];
  beforeAll(async () => {
    served ??= serveTypedIn();
    opened = await Promise.all([served, openBrowser()]);
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
