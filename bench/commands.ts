/** Commands that only report, from start to end, compared with plain Node: processor time of one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { command, inTurns } from './harness/rounds.ts';
import { anchorIn, type Row, timesIn } from './harness/row.ts';
import { openOneCycle } from './inputs/one-cycle.ts';

const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
const start = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));
const listed = ['--version', '--help', 'cycle list', 'release list', 'submission list'] as const;

/** For an installation with one cycle that is open to every fictional State. */
export async function* rows({ rounds = 7, times = 3 } = {}): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-commands-'));
  try {
    await openOneCycle(folder);
    const env = { GAP_DATA: folder };
    const node = (...words: string[]) => command([process.execPath, ...words], { times, env });
    const works = Object.fromEntries(listed.map((words) => [words, () => node(...flags, start, ...words.split(' '))]));
    const taken = await inTurns<string>({ ...works, bare: () => node('-e', '0') }, { rounds });
    for (const words of listed)
      yield {
        work: `gap ${words}`,
        unit: 'ms',
        ...timesIn('ms', taken[words]!),
        anchor: anchorIn('ms', 'node -e 0', taken.bare!),
        aim: { of: 'processor ratio', most: 2 },
        limit: 'Kysely, SQLite, the reader of YAML and the first formatted date each take more than Node itself',
      };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await report(rows());
