/** A small real installation with its own store, child processes, release builder and server, and a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { runCommand, type World } from '../../src/cli/index.ts';
import { serveInstallation } from '../../src/http/index.ts';
import { tinyWorld } from '../demo/tiny-world.ts';
import { openBrowser } from './browser.ts';

export type Installed = {
  /** Data folder and working folder of commands */
  readonly folder: string;
  /** Address of the site, with a slash at its end */
  readonly address: string;
  readonly browser: Browser;
  /** Opens a page of the site, with or without scripts */
  readonly visit: (path: string, as?: { scripts?: boolean; width?: number }) => Promise<Page>;
  /** Runs `gap` on the same data folder while the site is running */
  readonly gap: (...words: readonly string[]) => Promise<string>;
  /** Errors that the browser has reported so far, such as scripts that the content security policy blocked */
  readonly complaints: readonly string[];
  /** Lines of the log, which has only unexpected errors */
  readonly log: readonly string[];
  readonly close: () => Promise<void>;
};

/**
 * Starts an installation with the questionnaire of the project and six fictional States, XAA to XAF, none of them
 * invited.
 */
export async function install(): Promise<Installed> {
  const { root, remove } = tinyWorld(['cybercrime']);
  const folder = mkdtempSync(join(tmpdir(), 'gap-journey-'));
  const log: string[] = [];
  const complaints: string[] = [];
  let reported = '';
  const world: World = {
    contentRoot: root,
    folder,
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    workingFolder: folder,
    now: () => new Date(),
    out: (text) => {
      reported += text;
    },
    err: (text) => void log.push(text),
    terminal: false,
    serve: () => serveInstallation(world),
  };
  const [served, browser] = await Promise.all([world.serve(), openBrowser()]);
  return {
    folder,
    address: served.address,
    browser,
    complaints,
    log,
    visit: async (path, { scripts = true, width = 1280 } = {}) => {
      const page = await browser.newPage({ javaScriptEnabled: scripts, viewport: { width, height: 900 } });
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${served.address}${path}`);
      return page;
    },
    gap: async (...words) => {
      reported = '';
      if ((await runCommand(words, world)) !== 0) throw new Error(`gap ${words.join(' ')}: ${log.at(-1)}`);
      return reported;
    },
    close: async () => {
      await served.close();
      remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
