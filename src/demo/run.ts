/**
 * Makes the demo, or finds it made.
 *
 * What was done before is in the store, so a demo that was interrupted continues where it stopped and one that is
 * whole is left as it is. What the work needs is loaded only if there is some, so that a whole demo is served at once.
 */
import { Problem } from '../problem/index.ts';
import { folder, releases } from '../state/index.ts';
import type { OnDemoProgress, RunDemo } from './asked.ts';
import { loadAllHints } from './hints.ts';

/**
 * @returns false if the demo was whole already and nothing was done
 * @throws Problem `folder_kind_differs` where the data folder holds real answers; `demo_not_received`; what use cases throw
 */
export async function runDemo(asked: RunDemo): Promise<boolean> {
  const { connection } = asked.store;
  if ((await folder.kind(connection)) === 'real') {
    throw new Problem('folder_kind_differs', 'GAP_DATA', { folder: 'real', given: 'illustrative' });
  }
  const published = new Set(
    // Also one that was withdrawn since: the demo does not publish it again.
    (await releases.list(connection)).flatMap(({ cycle, publishedAt }) => (publishedAt === null ? [] : [cycle])),
  );
  if (cyclesOf(asked.contentRoot).every((cycle) => published.has(cycle))) return false;
  const { makeDemo, noteWork } = await import('./make.ts');
  const noted = noteWork(asked.store, 'demo', asked.now().toISOString());
  const onProgress: OnDemoProgress = (phase, says, share) => {
    noted.at(share);
    asked.onProgress?.(phase, says, share);
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
