/** Made-up releases at work: one built, two compared, one with a reader's own weights. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
  viewWithWeights,
  weighable,
} from '../../src/release/index.ts';
import { openScoreTreeThread } from '../../src/statistics/index.ts';
import type { Work } from '../harness/rounds.ts';
import type { Sample } from '../harness/row.ts';
import { keptRelease, type ReleaseFiles } from './kept.ts';
import { benchInputs, inputsOf } from './release-inputs.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Memory at its highest in megabytes. */
type Timed = Sample & { readonly release: string; readonly files: ReleaseFiles; readonly peak: number };

/** From the input tables to files on the disk; the tables are there before. */
export async function timedBuild(size: { countries: number; cycles?: number }): Promise<Timed> {
  const inputs = inputsOf(size);
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-release-'));
  try {
    const began = performance.now();
    const used = process.cpuUsage();
    const { manifest, files } = await buildRelease({ contentRoot, inputs, takesAnswers: true });
    for (const path of files.keys()) mkdirSync(dirname(join(folder, path)), { recursive: true });
    // One after the other, as the store saves them.
    for (const [path, content] of files) await writeFile(join(folder, path), content);
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const peak = process.resourceUsage().maxRSS / 1024;
    return { wall, processor: (user + system) / 1_000, release: manifest.release, files, peak };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Compares a release with one in which ten answers were corrected; weighs one of them with another setting each time. */
export async function reading(countries: number): Promise<{ compare: Work; weigh: Work; close: () => Promise<void> }> {
  const before = await keptRelease(countries);
  const tables = benchInputs({ countries });
  const own = tables.answers.filter(
    ({ country, cycle, state }) => country === 'XAC' && cycle === tables.cycles.at(-1)!.cycle && state === 'answered',
  );
  for (const answer of own.slice(0, 10)) Object.assign(answer, { value: answer.value === '1' ? '2' : '1' });
  const after = (await buildRelease({ contentRoot, inputs: inputsOf({ countries }, tables) })).files;
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
