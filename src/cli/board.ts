/** Reads the status board of the data folder, without loading the use cases of the desk. */
import { type Board, listSubmissions } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { withExistingStore } from './store/existing-store.ts';
import type { World } from './world.ts';

/** @param asked - `cycle`: id or version; default all. @throws Problem `store_missing`, `cycle_unknown` */
export const readBoard = (world: World, asked: { readonly cycle?: string } = {}): Promise<Board> =>
  withExistingStore(world, (store) => listSubmissions({ store }, { person: secretariat, ...asked }));
