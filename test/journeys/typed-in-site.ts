/** A site of the typed-in tables and a browser, both shared by all test files of a process. */
import type { Browser } from 'playwright-core';
import { beforeAll } from 'vitest';
import type { ServedSite } from '../../src/http/index.ts';
import { openBrowser } from './browser.ts';
import { serveTypedIn } from './published.ts';

let served: Promise<ServedSite> | null = null;

/** Call this where tests are declared. The result is available once they run. */
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
