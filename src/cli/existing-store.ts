/** The store of an installation that must be there already: a backup or a check of a mistyped folder makes none. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { openStore, type Store } from '../state/index.ts';
import type { World } from './world.ts';

/** Closes the store whatever comes of `work`. @throws Problem `store_missing`, and what `openStore` throws */
export async function withExistingStore<T>(world: World, work: (store: Store) => Promise<T>): Promise<T> {
  const { databaseUrl, folder } = world;
  if (databaseUrl === null && !existsSync(join(folder, 'gap.sqlite'))) {
    throw new Problem('store_missing', 'GAP_DATA', { folder });
  }
  const store = await openStore({ databaseUrl, folder });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
