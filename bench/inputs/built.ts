/** Builds of made-up releases, each in a separate process as the server builds one. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { forked } from '../harness/limited.ts';
import type { Sample } from '../harness/row.ts';
import type { Change } from './changes.ts';
import { keep, keptReleaseFolder } from './kept.ts';
import { timedBuild } from './releases.ts';

type Built = Sample & { readonly release: string };

const sizes = { smallest: { countries: 2, cycles: 1 }, world: { countries: 194 } } as const;
export type Size = keyof typeof sizes;

/**
 * Work of a benchmark; the first builds of 194 countries and of it with other answers are kept for those that read them.
 *
 * @param change - from a full build, which is followed; null for a full build
 * @throws Error, of the work, if the same inputs gave other bytes than its last time
 */
export function building(size: Size, change: Change | null = null): () => Promise<Sample> {
  let before: string | null = null;
  return async () => {
    const words = ['build', size, ...(change === null ? [] : [change])];
    const { release, ...sample } = await forked<Built>(fileURLToPath(import.meta.url), words);
    if (before !== null && before !== release) throw new Error(`${words.join(' ')}: the same inputs gave other bytes`);
    before = release;
    return sample;
  };
}

async function build(size: Size, change: Change | null): Promise<Built> {
  const { release, files, tables, wall, processor } = await timedBuild(sizes[size], change);
  const kept = keptReleaseFolder(194, change);
  const isRead = change === null || change === 'answers';
  if (size === 'world' && isRead && !existsSync(kept)) keep(kept, files, tables);
  return { release, wall, processor };
}

if (import.meta.main && process.argv[2] === 'build') {
  process.send!(await build(process.argv[3] as Size, (process.argv[4] as Change | undefined) ?? null));
  process.disconnect();
}
