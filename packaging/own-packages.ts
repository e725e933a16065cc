/** Packages of commands that few people run: with a list and a lock file of their own, installed by their first run. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';

/**
 * Installs the packages in `folder/package-lock.json` into `folder/node_modules`, unless they are there.
 *
 * @throws if npm fails, such as without a network
 */
export function installPackages(folder: string): void {
  const lock = join(folder, 'package-lock.json');
  const kept = join(folder, 'node_modules/.lock.json');
  if (existsSync(kept) && readFileSync(kept, 'utf8') === readFileSync(lock, 'utf8')) return;
  // Kept packages of npm are not asked for again, so that an installation is repeated without a network.
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1', '--loglevel=error'];
  const { status } = spawnSync('npm', ['ci', ...options], {
    cwd: folder,
    // What these commands print is not what npm does for them.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The packages of ${folder} could not be installed.`);
  // For an empty list npm makes none.
  mkdirSync(dirname(kept), { recursive: true });
  copyFileSync(lock, kept);
}

/**
 * The same in a folder of `place` named by the SHA-256 of the lock file, so that trees that share their packages share
 * these too, and another version has another folder.
 *
 * @param lists - folder of `package.json` and `package-lock.json`
 * @returns the folder with `node_modules`
 * @throws if npm fails, such as without a network
 */
export function installShared(lists: string, place: string): string {
  const folder = sharedFolder(lists, place);
  if (existsSync(folder)) return folder;
  mkdirSync(place, { recursive: true });
  process.stderr.write(`${relative(process.cwd(), lists)}: installing its packages, once\n`);
  // Renamed at the end, as two processes may install at once.
  const made = mkdtempSync(join(place, 'installing-'));
  try {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(lists, name), join(made, name));
    installPackages(made);
    renameSync(made, folder);
    return folder;
  } catch (error) {
    if (existsSync(folder)) return folder;
    throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** The folder in which {@link installShared} installs, whether it is there or not. */
export function sharedFolder(lists: string, place: string): string {
  const lock = readFileSync(join(lists, 'package-lock.json'));
  return join(place, createHash('sha256').update(lock).digest('hex').slice(0, 16));
}
