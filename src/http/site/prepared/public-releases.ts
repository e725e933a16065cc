/** What is public, read from the store without opening a release. */
import { remembered } from '../../../content/index.ts';
import { releases as kept, type Store, type StoredRelease, work } from '../../../state/index.ts';
import type { Counted, PublicReleases } from '../published.ts';
import { withdrawnOf } from '../withdrawn.ts';

/** @param now - used to detect work that has stopped, as nothing was recorded for a long time */
export function publicReleasesOf(store: Store, now: () => Date): PublicReleases {
  const lines = new Map<string, Promise<Counted | null>>();
  return {
    ...withdrawnOf(store),
    version: () => store.publicVersion(),
    working: async () => {
      const [last] = await work.list(store.connection);
      return last && now().getTime() - Date.parse(last.at) < stoppedAfter ? last : null;
    },
    latestIds: async () => (await kept.latestOfEach(store.connection)).map(({ id }) => id),
    identity: async (id) => {
      const found = await kept.find(store.connection, id);
      return found?.state === 'public' ? { manifest: found.manifestHash, published: found.publishedAt! } : null;
    },
    list: async () => {
      const all = await Promise.all(
        (await kept.listPublic(store.connection)).map(async (release) => {
          const known = lines.get(release.id) ?? readCounts(store, release);
          lines.set(release.id, known);
          known.catch(() => lines.delete(release.id));
          const counts = await known;
          return counts === null ? null : { ...counts, published: release.publishedAt! };
        }),
      );
      return all.filter((line) => line !== null);
    },
  };
}

/** Milliseconds. */
const stoppedAfter = 120_000;

/** Reads only the required files, once for all processes. Null if the edition is not public. */
async function readCounts(store: Store, stored: StoredRelease): Promise<Counted | null> {
  const parts = ['counts of a release', stored.id, stored.manifestHash];
  const known = remembered<Counted>(parts, () => null);
  if (known !== null) return known;
  const counts = await (await import('../release-line.ts')).countRows(store, stored);
  return remembered(parts, () => counts);
}
