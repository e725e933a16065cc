/**
 * Opens the store of an existing installation: only `cycle open`, `demo` and `restore` create a data folder. It is
 * opened after the command line was parsed, so that usage errors are reported first.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../problem/index.ts';
import { openStore, type Store } from '../../state/index.ts';
import type { World } from '../world.ts';

type StorePlace = Pick<World, 'databaseUrl' | 'folder'>;

/** @throws Problem `store_missing`, `store_empty`, and the other problems of `openStore` */
export async function openExistingStore({ databaseUrl, folder }: StorePlace): Promise<Store> {
  if (databaseUrl === null) demandPath(join(folder, 'gap.sqlite'), folder);
  return openStore({ databaseUrl, folder, mustExist: true });
}

/** A server may wait for its first cycle in a folder that the operator created. @throws Problem `store_missing` */
export function demandFolder({ databaseUrl, folder }: StorePlace): void {
  if (databaseUrl === null) demandPath(folder, folder);
}

function demandPath(path: string, folder: string): void {
  if (!existsSync(path)) throw new Problem('store_missing', 'GAP_DATA', { folder });
}

/** Closes the store whatever the result of `work`. @throws Problem `store_missing`, and the problems of `openStore` */
export async function withExistingStore<T>(world: World, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openExistingStore(world);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
