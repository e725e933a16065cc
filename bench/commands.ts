/** Commands that only report, as a shell starts them, compared with plain Node: processor time of one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { command, inTurns } from './harness/rounds.ts';
import { anchorIn, type Row, timesIn } from './harness/row.ts';
import { openOneCycle } from './inputs/one-cycle.ts';

const gap = fileURLToPath(new URL('../bin/gap', import.meta.url));
const listed = ['--version', '--help', 'cycle list', 'release list', 'submission list'] as const;

/** For an installation with one cycle that is open to every fictional State. */
export async function* rows({ rounds = 5, times = 2, parts = 6 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-commands-'));
  try {
    await openOneCycle(folder);
    const env = { GAP_DATA: folder };
    const works = Object.fromEntries(
      listed.map((words) => [words, () => command([gap, ...words.split(' ')], { times, env })]),
    );
    const bare = () => command([process.execPath, '-e', '0'], { times });
    const taken = await inTurns<string>({ ...works, bare }, { rounds, parts });
    for (const words of listed)
      yield {
        work: `gap ${words}`,
        unit: 'ms',
        ...timesIn('ms', taken[words]!),
        anchor: anchorIn('ms', 'node -e 0', taken[words]!, taken.bare!),
        aim: { of: 'processor ratio', most: 2 },
        limit:
          'loading the compiled program takes 0.25 of Node itself, its query builder and SQLite 0.3, the shell 0.1, comparing files 0.05',
      };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await report(rows());
