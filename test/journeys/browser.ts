/**
 * A real browser for the journeys: the Chromium from npm, or the one of the system. All test files of a process share
 * it and its tabs, since opening a window takes longer than loading most pages.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { launchUnpacked, unpackedFolder } from './packed-browser.ts';

/**
 * Controls of Chromium windows that are web pages with a process each. They are disabled, since no one uses these
 * windows.
 */
const ownPages = ['InitialWebUI', 'WebUIReloadButton', 'WebUIToolbar', 'WebUIOmniboxPopup'];
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${ownPages}`,
  // Scripts of a page run once or twice: to optimise them takes more than it saves.
  '--js-flags=--no-opt',
];

let launched: Promise<Browser> | null = null;

/**
 * Opens the shared browser, which closes with the process. `newPage` gives an unused tab, which may still show an
 * earlier page.
 */
export function openBrowser(): Promise<Browser> {
  launched ??= first(unpackedBrowser, systemBrowser).then(withoutLimits).then(withTabs);
  return launched;
}

/** Starts the browser of the system, which is not shared, or the one of the journeys if there is none. */
export const launchBrowser = (): Promise<Browser> => first(systemBrowser, unpackedBrowser).then(withoutLimits);

/** Starts the first of these browsers that this machine has. */
function first(...start: readonly (() => Promise<Browser> | null)[]): Promise<Browser> {
  for (const one of start) {
    const browser = one();
    if (browser !== null) return browser;
  }
  throw new Error('There is no Chromium for this machine: install it as /usr/bin/chromium.');
}

function unpackedBrowser(): Promise<Browser> | null {
  const folder = unpackedFolder();
  return folder === null ? null : launchUnpacked(folder, quiet);
}

function systemBrowser(): Promise<Browser> | null {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  return system === undefined ? null : chromium.launch({ timeout: 0, executablePath: system, args: quiet });
}

/** Removes time limits: each step waits for its event, since everything takes longer on a busy machine. */
function withoutLimits(browser: Browser): Browser {
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(0);
    return context;
  };
  return browser;
}

const events = ['console', 'download', 'pageerror', 'request', 'response'] as const;

/** Reuses the tab of a closed page for the next page with the same options. */
function withTabs(browser: Browser): Browser {
  const idle = new Map<string, Page[]>();
  const newTab = async (kind: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext(kind);
    const page = await context.newPage();
    page.close = async () => {
      await clear(page, context);
      idle.set(JSON.stringify(kind), [...(idle.get(JSON.stringify(kind)) ?? []), page]);
    };
    return page;
  };
  browser.newPage = async ({ viewport = { width: 1280, height: 720 }, ...kind } = {}) => {
    const page = idle.get(JSON.stringify(kind))?.pop() ?? (await newTab(kind));
    await page.setViewportSize(viewport!);
    return page;
  };
  return browser;
}

async function clear(page: Page, context: BrowserContext): Promise<void> {
  for (const event of events) page.removeAllListeners(event);
  await page.unrouteAll();
  await page.emulateMedia({ media: null, colorScheme: null, forcedColors: null });
  await page.mouse.move(0, 0);
  await context.clearCookies();
}
