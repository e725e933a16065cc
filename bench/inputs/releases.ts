/** Made-up releases at work: one built, two compared, one with a reader's own weights. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  buildRelease,
  compareReleases,
  openRelease,
  partsOf,
  type Release,
  viewWithWeights,
  weighable,
} from '../../src/release/index.ts';
import { openScoreTreeThread } from '../../src/statistics/index.ts';
import type { Work } from '../harness/rounds.ts';
import type { Sample } from '../harness/row.ts';
import { type Change, changedInputs } from './changes.ts';
import { discard, keptRelease, keptReleaseParts, type ReleaseFiles } from './kept.ts';
import { inputsOf } from './release-inputs.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Memory at its highest in megabytes. */
type Timed = Sample & {
  readonly release: string;
  readonly files: ReleaseFiles;
  readonly peak: number;
  readonly tables: Release['tables'] | undefined;
};

/**
 * From the input tables to files on the disk; the tables are there before.
 *
 * @param change - from the kept release, which is followed; null for a full build
 */
export async function timedBuild(
  size: { countries: number; cycles?: number },
  change: Change | null = null,
): Promise<Timed> {
  const inputs = inputsOf(size, changedInputs(size, change));
  const kept = change === null ? null : await keptReleaseParts(size.countries);
  const follows =
    kept === null ? {} : { follows: { code: 'bench', read: kept.read, tables: kept.tables() }, code: 'bench' };
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-release-'));
  try {
    const began = performance.now();
    const used = process.cpuUsage();
    const { manifest, files, tables } = await buildRelease({ contentRoot, inputs, takesAnswers: true, ...follows });
    for (const path of files.keys()) mkdirSync(dirname(join(folder, path)), { recursive: true });
    // One after the other, as the store saves them.
    for (const [path, content] of files) await writeFile(join(folder, path), content);
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const peak = process.resourceUsage().maxRSS / 1024;
    return { wall, processor: (user + system) / 1_000, release: manifest.release, files, peak, tables };
  } finally {
    discard(folder);
  }
}

/** Compares a release with one in which ten answers were corrected; weighs one of them with another setting each time. */
export async function reading(countries: number): Promise<{ compare: Work; weigh: Work; close: () => Promise<void> }> {
  const before = await keptRelease(countries);
  const after = await keptRelease(countries, 'answers');
  const release = openRelease(before);
  const kept = release.scoreTree()!;
  const element = weighable(kept).find(({ parent }) => parent === null) ?? weighable(kept)[0]!;
  const part = partsOf(kept, element)[0]!.code;
  const thread = openScoreTreeThread();
  let setting = 0;
  return {
    compare: () => compareReleases(before, after),
    weigh: () => {
      setting += 1;
      return viewWithWeights(release, kept, element, { [part]: 1 + setting / 100 }, thread.run);
    },
    close: thread.close,
  };
}
