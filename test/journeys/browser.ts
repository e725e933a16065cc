/** A real browser for the journeys: the system's Chromium, or the one that comes from npm. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (system) return withoutLimits(await chromium.launch({ timeout: 0, executablePath: system, args: quiet }));
  // Unpacks the libraries that a bare machine lacks; it looks for this variable to know that it must.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  return withoutLimits(await chromium.launch({ timeout: 0, executablePath, args: [...packed.args, ...quiet] }));
}

/** A step waits for what it is about and never gives up by itself: on a busy machine everything takes longer. */
function withoutLimits(browser: Browser): Browser {
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(0);
    return context;
  };
  return browser;
}
