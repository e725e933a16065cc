/**
 * Builds the demo unless it is complete.
 *
 * The store contains what was done before, so an interrupted demo continues and a complete one is not changed.
 * Modules for the work are loaded only if needed, so that a complete demo is served at once.
 */
import { Problem } from '../problem/index.ts';
import { folder, releases } from '../state/index.ts';
import type { OnDemoProgress, RunDemo } from './asked.ts';
import { loadAllHints } from './hints.ts';

/**
 * @returns false if the demo was complete already and nothing was done
 * @throws Problem `folder_kind_differs` if the data folder contains real answers; `demo_not_received`; the problems
 *   of the use cases
 */
export async function runDemo(asked: RunDemo): Promise<boolean> {
  const { connection } = asked.store;
  if ((await folder.kind(connection)) === 'real') {
    throw new Problem('folder_kind_differs', 'GAP_DATA', { folder: 'real', given: 'illustrative' });
  }
  const published = new Set(
    // Including releases withdrawn since, which the demo does not publish again.
    (await releases.list(connection)).flatMap(({ cycle, publishedAt }) => (publishedAt === null ? [] : [cycle])),
  );
  if (cyclesOf(asked.contentRoot).every((cycle) => published.has(cycle))) return false;
  const { makeDemo, noteWork } = await import('./make.ts');
  const noted = noteWork(asked.store, 'demo', asked.now().toISOString());
  const onProgress: OnDemoProgress = (step, share) => {
    noted.at(share);
    asked.onProgress?.(step, share);
  };
  try {
    await makeDemo({ ...asked, onProgress }, published);
  } finally {
    await noted.end();
  }
  return true;
}

/** Ids of the cycles of the demo, without reading a questionnaire. */
function cyclesOf(contentRoot: string): string[] {
  return [...loadAllHints(contentRoot)].flatMap(([instrument, { cycles }]) =>
    cycles.map(({ version }) => `${instrument}-${version}`),
  );
}
