/** Opens the desk of collection over the data folder for one command. */
import { type Desk, openDesk } from '../collection/index.ts';
import { openStore, type Store } from '../state/index.ts';
import { openChecker } from '../workbook/index.ts';
import { openExistingStore } from './store/existing-store.ts';
import type { World } from './world.ts';

/** Opens the store for the desk. */
type OpenDeskStore = (place: Pick<World, 'databaseUrl' | 'folder'>) => Promise<Store>;

/**
 * Calls `work` with the desk, and closes everything afterwards, whatever the result.
 *
 * @throws Problem `store_missing` if there is no data folder
 */
export const withDesk = <T>(world: World, work: (desk: Desk, store: Store) => Promise<T>): Promise<T> =>
  withDeskFrom(openExistingStore, world, work);

/** The same, but creates the data folder if there is none. */
export const withNewDesk = <T>(world: World, work: (desk: Desk, store: Store) => Promise<T>): Promise<T> =>
  withDeskFrom(openStore, world, work);

async function withDeskFrom<T>(
  open: OpenDeskStore,
  world: World,
  work: (desk: Desk, store: Store) => Promise<T>,
): Promise<T> {
  const { contentRoot, databaseUrl, folder, now } = world;
  const store = await open({ databaseUrl, folder });
  const checker = openChecker({ contentRoot, report: (failure) => world.err(`${failure}\n`) });
  try {
    const report = (error: Error) => world.err(`${error.message}\n`);
    const desk = openDesk({ store, contentRoot, checker, now, report });
    try {
      await desk.keepMeanings();
      return await work(desk, store);
    } finally {
      await desk.stopReading();
    }
  } finally {
    checker.close();
    await store.close();
  }
}
