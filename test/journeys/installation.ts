/** A small real installation: its own store, child processes, release builder and server, and a browser before it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { runCommand, type World } from '../../src/cli/index.ts';
import { serveInstallation } from '../../src/http/index.ts';
import { tinyWorld } from '../demo/tiny-world.ts';
import { openBrowser } from './browser.ts';

export type Installed = {
  /** Data folder, and where commands are typed. */
  readonly folder: string;
  /** Address of the site, with a slash at its end. */
  readonly address: string;
  readonly browser: Browser;
  /** A page of a reader with scripts or without, at an address below the site's. */
  readonly visit: (path: string, as?: { scripts?: boolean; width?: number }) => Promise<Page>;
  /** Runs `gap` over the same data folder while the site is up, as someone at a terminal would. */
  readonly gap: (...words: readonly string[]) => Promise<string>;
  /** What the browser complained of so far, such as a script that the policy stopped. */
  readonly complaints: readonly string[];
  /** Lines of the log: unexpected errors only. */
  readonly log: readonly string[];
  readonly close: () => Promise<void>;
};

/** The questionnaire is the project's own; the world is of six States, XAA to XAF, of which no one is invited yet. */
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
