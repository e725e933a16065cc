/** Published releases as the store keeps them, opened for the site. */
import { openRelease } from '../release/index.ts';
import { releases as kept, type Store } from '../state/index.ts';
import type { PublishedRelease, Releases } from './published.ts';

/** Published releases only: one that is built and not published has no address. */
export function releasesOf(store: Store): Releases {
  return {
    latestIds: async () => (await kept.latestOfEach(store.connection)).map(({ id }) => id),
    open: async (id) => {
      const found = await kept.find(store.connection, id);
      if (!found?.publishedAt) return null;
      return publishedRelease(await kept.files(store.connection, id), found.publishedAt);
    },
  };
}

/** @param files - by path, as built or as the store gives them back */
export function publishedRelease(files: ReadonlyMap<string, Uint8Array>, publishedAt: string): PublishedRelease {
  const { manifest, marts, rows, file } = openRelease(files);
  return {
    id: manifest.release,
    cycle: manifest.cycle,
    illustrative: manifest.illustrative,
    published: publishedAt,
    marts,
    rows,
    file,
    files: ['manifest.json', ...manifest.files.map(({ path }) => path)],
  };
}
