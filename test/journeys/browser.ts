/**
 * A real browser for the journeys: the system's Chromium, or the one that comes from npm. The files of a process share it, and
 * their tabs: to open a window costs more than most pages do.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Buttons of Chromium's own windows that are pages themselves, each with a process; no one looks at these windows. */
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
];

let launched: Promise<Browser> | null = null;

/** It is closed with the process. `newPage` gives a tab that nothing else uses; what was shown there is left with the next address. */
export function openBrowser(): Promise<Browser> {
  launched ??= launchBrowser().then(withTabs);
  return launched;
}

/** One of the caller's own. */
export const launchBrowser = (): Promise<Browser> => launch().then(withoutLimits);

async function launch(): Promise<Browser> {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (system) return chromium.launch({ timeout: 0, executablePath: system, args: quiet });
  // Unpacks the libraries that a bare machine lacks; it looks for this variable to know that it must.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  return chromium.launch({ timeout: 0, executablePath, args: [...packed.args, ...quiet] });
}

/** A step waits for what it is about and never gives up after a time: on a busy machine everything takes longer. */
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

/** A page that is closed leaves its tab to the next that asks for one of the same kind. */
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
  await page.emulateMedia({ media: null });
  await page.mouse.move(0, 0);
  await context.clearCookies();
}
