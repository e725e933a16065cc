/**
 * Megabytes of the installed packages, as `packaging/slim.mjs` leaves them: all, and those that production has; and of those
 * that a command installs at its first run.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { sharedFolder } from '../packaging/own-packages.ts';
import { unpackedFolder } from '../test/journeys/packed-browser.ts';
import { report } from './harness/describe.ts';
import type { Row } from './harness/row.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>> };

export async function* rows(): AsyncGenerator<Row> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  // Those within another package come with it.
  const top = Object.entries(packages).filter(([path]) => path.split('node_modules/').length === 2);
  const production = top.filter(([, { dev, devOptional }]) => !dev && !devOptional);
  yield row(
    'all packages',
    top.map(([path]) => path),
    400,
  );
  yield row(
    'without development',
    production.map(([path]) => path),
    220,
  );
  yield rowOfFirstRuns();
}

/** Where a command has what its first run installed: unpacked, for the browser of the tests. */
const firstRuns = (): readonly (readonly [command: string, folder: string | null])[] => {
  const cache = join(root, 'node_modules/.cache');
  return [
    ['npm run lint', sharedFolder(join(root, 'packaging/lint'), join(cache, 'gap-lint'))],
    ['npm test', unpackedFolder()],
    ['npm run fonts', join(root, 'packaging/fonts/node_modules')],
    ['npm run mutate', join(root, 'packaging/mutate/node_modules')],
  ];
};

/** Those that have run here. */
function rowOfFirstRuns(): Row {
  const there = firstRuns().flatMap(([command, folder]) =>
    folder !== null && existsSync(folder) ? [{ command, size: sizeOf(folder, new Set()) / 1e6 }] : [],
  );
  const list = there.map(({ command, size }) => `${command} ${Math.round(size)}`).join(', ');
  const measured = [there.reduce((sum, { size }) => sum + size, 0)];
  return { work: `besides, by the first run of a command: ${list || 'none has run'}`, unit: 'MB', measured };
}

function row(work: string, paths: readonly string[], most: number): Row {
  const sizes = slimmed(paths);
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  const largest = sizes.toSorted(([, a], [, b]) => b - a).slice(0, 4);
  const limit = `what has no smaller build: ${largest.map(([path, size]) => `${path} ${Math.round(size / 1e6)} MB`).join(', ')}`;
  // A count of bytes is the same in every round.
  const measured = Array.from({ length: 5 }, () => bytes / 1e6);
  return { work, unit: 'MB', measured, aim: { of: 'measured', most }, limit };
}

/**
 * Bytes of each package in a copy, from which is removed what nothing reads. Its files are not those of the installed ones by
 * other names: a new name changes the time of a file, after which the bundles of the lists count as outdated.
 */
function slimmed(paths: readonly string[]): [string, number][] {
  const folder = realpathSync(join(root, 'node_modules'));
  mkdirSync(join(folder, '.cache'), { recursive: true });
  const copy = mkdtempSync(join(folder, '.cache/gap-bench-installed-'));
  try {
    const names = paths
      .map((path) => path.slice('node_modules/'.length))
      .filter((name) => existsSync(join(folder, name)));
    mkdirSync(join(copy, 'node_modules'));
    cpSync(join(root, 'packaging/slim.mjs'), join(copy, 'packaging/slim.mjs'));
    run(folder, 'cp', ['-a', '--parents', ...names, join(copy, 'node_modules')]);
    run(copy, process.execPath, ['packaging/slim.mjs']);
    const seen = new Set<number>();
    return names.map((name) => [name, sizeOf(join(copy, 'node_modules', name), seen)]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function run(cwd: string, command: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** @param seen - files by number: two names of one file take its room once */
function sizeOf(folder: string, seen: Set<number>): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + sizeOf(path, seen);
    const { ino, size } = lstatSync(path);
    if (seen.has(ino)) return sum;
    seen.add(ino);
    return sum + size;
  }, 0);
}

if (import.meta.main) await report(rows());
