import { readFileSync, statfsSync } from 'node:fs';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const limit = 20 * 60_000;

/** Folders whose tests share no state and start nothing, so that their files may share a process and what it has loaded. */
const pure = ['domain', 'content', 'questionnaire', 'i18n', 'exchange', 'dashboard'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** What takes longest begins first, so that no core waits for it at the end. */
const longest = [
  'demo/demo',
  'journeys/charts',
  'journeys/pages',
  'journeys/desk',
  'demo/every-page',
  'collection/consent-walk',
  'journeys/preferences',
  'journeys/focal-point',
  'release/withdraw',
  'collection/receive',
  'collection/processes',
  'release/disclosure',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/**
 * Stores of tests lie in memory where there is room: a test kills processes and never the machine, so nothing that it proves
 * needs a disk, and on a busy disk each transaction waits.
 */
function inMemory(): { TMPDIR: string } | Record<string, never> {
  if (process.env.TMPDIR || process.platform !== 'linux') return {};
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === '/dev/shm');
  if (!mount || /\bnoexec\b/.test(mount)) return {};
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 4_000_000_000 ? { TMPDIR: '/dev/shm' } : {};
}

export default defineConfig({
  test: {
    // No verdict depends on the clock: a test waits for what it is about, however busy the machine is. These limits only
    // end a run in which something never comes.
    testTimeout: limit,
    hookTimeout: limit,
    expect: { poll: { timeout: limit } },
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'UTC', ...inMemory() },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: pure } },
    ],
  },
});
