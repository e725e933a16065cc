import { createHash } from 'node:crypto';
import { globSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = import.meta.dirname;
const limit = 20 * 60_000;

/** Folders whose files share processes, and so what these have loaded and the one browser that they start. */
const sharing = [
  'cli',
  'collection',
  'content',
  'dashboard',
  'demo',
  'domain',
  'exchange',
  'i18n',
  'journeys',
  'questionnaire',
].map((folder) => `test/${folder}/**/*.test.ts`);

/** What takes longest begins first, so that no core waits for it at the end. */
const longest = [
  'demo/demo',
  'journeys/site/pages',
  'attack/twins',
  'journeys/site/charts',
  'journeys/desk/desk',
  'journeys/site/preferences',
  'authoring/authoring',
  'demo/every-page',
  'journeys/site/real-folder',
  'attack/scores-only',
  'journeys/desk/focal-point',
  'demo/instruments',
  'http/two-servers',
  'release/public/withdraw',
  'http/site/kept-pages',
  'cli/content/texts',
  'cli/workbook/check',
  'collection/consent/walk',
  'collection/upload/processes',
  'collection/upload/receive',
  'release/protect/disclosure',
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

// Processes that tests start from src, such as servers and builders, need not strip and compile the same modules each time.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/gap-test-modules');

/**
 * Test files run in processes of their own, each of which reads the same declarations, a third of its time. What was read
 * without a fault is kept for the next, by the code that read it.
 */
export function keptContent(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync(['src/content/**/*.ts', 'package-lock.json'], { cwd: root }).sort())
    hash.update(`${file} ${readFileSync(join(root, file), 'utf8')}`);
  return join(root, 'node_modules/.cache/gap-test-content', hash.digest('hex').slice(0, 16));
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
    env: { TZ: 'UTC', GAP_TEST_KEPT_CONTENT: keptContent(), ...inMemory() },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: sharing } },
    ],
  },
});
