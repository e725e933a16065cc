/** Reads the reports of support in the data folder for one command. */
import { secretariat } from '../../domain/index.ts';
import { type DecidePair, decidePair, type KnownSupport, readKnownSupport } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { openExistingStore } from '../store/existing-store.ts';
import type { Command, World } from '../world.ts';

/** @throws Problem `store_missing` */
export async function knownSupport(world: World): Promise<KnownSupport> {
  const store = await openExistingStore(world);
  try {
    const { contentRoot } = world;
    return await store.snapshot((connection) => readKnownSupport(connection, { contentRoot, person: secretariat }));
  } finally {
    await store.close();
  }
}

/** Decides about the pair named on the command line. */
export async function decideOn(
  command: Command,
  args: readonly string[],
  world: World,
  { step, done, idle }: { step: DecidePair['step']; done: string; idle: string },
): Promise<number> {
  const { options, places } = readLine(command, args, {
    optional: step === 'undo' ? [] : ['reason'],
    places: { least: 2, most: 2, are: 'two reports' },
  });
  const [report = '', other = ''] = places;
  const store = await openExistingStore(world);
  try {
    const asked = { report, other, step, reason: options.reason ?? null, person: secretariat };
    const changed = await decidePair({ store, contentRoot: world.contentRoot, now: world.now }, asked);
    world.out(`${report} and ${other}: ${changed ? `${done} The next build of a release applies it.` : idle}\n`);
    world.writeJson?.({ report, other, changed });
    return 0;
  } finally {
    await store.close();
  }
}

export const decisionJson = {
  report: 'the first report',
  other: 'the second report',
  changed: 'true if the decision is new',
};
