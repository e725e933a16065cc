/** Reads the reports of support in the data folder for one command. */
import { secretariat } from '../../domain/index.ts';
import { type KnownSupport, readKnownSupport } from '../../release/index.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { World } from '../world.ts';

/** @throws Problem `store_missing` */
export const knownSupport = (world: World): Promise<KnownSupport> =>
  withExistingStore(world, (store) =>
    store.snapshot((connection) =>
      readKnownSupport(connection, { contentRoot: world.contentRoot, person: secretariat }),
    ),
  );
