/** Packages of commands that few people run: with a list and a lock file of their own, installed by their first run. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--fetch-retries=1', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The packages of ${folder} could not be installed.`);
  copyFileSync(lock, kept);
}
