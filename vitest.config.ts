import { createHash } from 'node:crypto';
import { globSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { withCompiledChildren } from './test/compiled-copy.ts';

const root = import.meta.dirname;
const limit = 20 * 60_000;

/** What takes longest begins first, so that no core waits for it at the end. */
const longest = [
  'demo/demo',
  'release/following/bytes',
  'authoring/authoring',
  'attack/twins',
  'journeys/site/arabic',
  'journeys/site/pages',
  'http/site/every-file',
  'journeys/site/preferences',
  'cli/content/texts',
  'attack/scores-only',
  'http/site/draft-site',
  'walk/public-walk',
  'journeys/desk/desk',
  'journeys/desk/focal-point',
  'http/site/downloads',
  'collection/upload/processes',
  'content/kept',
  'cli/workbook/check',
  'collection/consent/walk',
  'release/following/flows',
  'demo/instruments',
  'cli/content/check',
  'http/two-servers',
  'release/scores/raising',
  'house/packages/compiled',
  'content/slips',
  'http/site/narrowed',
  'http/server/every-route',
  'journeys/site/real-folder',
  'release/public/withdraw',
  'journeys/site/charts',
  'cli/json',
  'http/site/kept-pages',
  'release/large-tables',
  'release/protect/possible-answers',
  'support/import',
  'http/site/withdrawn',
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

/** What was read of content without a fault is kept for the next process, by the code that read it. */
export function keptContent(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync(['src/content/**/*.ts', 'package-lock.json'], { cwd: root }).sort())
    hash.update(`${file} ${readFileSync(join(root, file), 'utf8')}`);
  return join(root, 'node_modules/.cache/gap-test-content', hash.digest('hex').slice(0, 16));
}

/** Threads and child processes run from the compiled copy (`test/compiled-copy.ts`), as in production: to strip the types of each anew takes longer than what they do. */
const fromCompiledCopy: Plugin = {
  name: 'threads and child processes from the compiled copy',
  enforce: 'pre',
  transform: (text, id) => {
    const path = id.split('?')[0]!;
    if (!path.startsWith(join(root, 'src/'))) return undefined;
    const changed = withCompiledChildren(text, path, 'process.env.GAP_TEST_COMPILED');
    return changed === text ? undefined : { code: changed, map: null };
  },
};

export default defineConfig({
  plugins: [fromCompiledCopy],
  test: {
    // No verdict depends on the clock: a test waits for what it is about, however busy the machine is. These limits only
    // end a run in which something never comes.
    testTimeout: limit,
    hookTimeout: limit,
    expect: { poll: { timeout: limit } },
    pool: 'forks',
    // Files share processes, and so what these have loaded, and one browser. None sets anything that another reads.
    isolate: false,
    // One more than the cores of a small machine, as a file often waits for a browser or a child process.
    maxWorkers: 3,
    env: { TZ: 'UTC', GAP_TEST_KEPT_CONTENT: keptContent(), ...inMemory() },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/compiled-copy.ts', 'test/journeys/packed-browser.ts'],
  },
});
