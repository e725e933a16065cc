/** Published releases of the store, opened for the site. */
import { remembered } from '../../content/index.ts';
import { type Manifest, openRelease } from '../../release/index.ts';
import { releases as kept, type Store, type StoredRelease, work } from '../../state/index.ts';
import type { PublishedRelease, ReleaseLine, Releases } from './published.ts';
import { withdrawnOf } from './withdrawn.ts';

/** Public releases only: a draft has no public address, and a withdrawn one only its reason. */
/** @param now - used to detect work that has stopped, as nothing was recorded for a long time */
export function releasesOf(store: Store, now: () => Date = () => new Date()): Releases {
  const lines = new Map<string, Promise<Counted | null>>();
  return {
    ...withdrawnOf(store),
    version: () => store.publicVersion(),
    working: async () => {
      const [last] = await work.list(store.connection);
      return last && now().getTime() - Date.parse(last.at) < stoppedAfter ? last : null;
    },
    latestIds: async () => (await kept.latestOfEach(store.connection)).map(({ id }) => id),
    open: async (id) => {
      const found = await kept.find(store.connection, id);
      if (found?.state !== 'public') return null;
      const files = await kept.files(store.connection, id);
      return isPublic(openRelease(files).manifest) ? publishedRelease(files, found.publishedAt!) : null;
    },
    identity: async (id) => {
      const found = await kept.find(store.connection, id);
      return found?.state === 'public' ? { manifest: found.manifestHash, published: found.publishedAt! } : null;
    },
    openFiles: async (id, paths) => {
      const found = await kept.find(store.connection, id);
      if (found?.state !== 'public') return null;
      const wanted = ['manifest.json', ...paths];
      const files = await Promise.all(wanted.map((path) => kept.file(store.connection, id, path)));
      const release = openRelease(new Map(files.flatMap((file) => (file ? [[file.path, file.bytes] as const] : []))));
      if (!isPublic(release.manifest)) return null;
      return { id, illustrative: release.manifest.illustrative, file: release.file };
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

/** The parts of a line that never change. */
type Counted = Omit<ReleaseLine, 'published'>;

/** Restricted editions have no public address either. */
const isPublic = ({ edition }: Manifest) => edition === 'public';

/** @param files - by path, as built or as read from the store */
export function publishedRelease(files: ReadonlyMap<string, Uint8Array>, publishedAt: string): PublishedRelease {
  const { manifest, marts, rows, file, scoreTree } = openRelease(files);
  return {
    id: manifest.release,
    cycle: manifest.cycle,
    illustrative: manifest.illustrative,
    published: publishedAt,
    marts,
    rows,
    file,
    scoreTree,
    files: ['manifest.json', ...manifest.files.map(({ path }) => path)],
  };
}

/** Reads only the required files, once for all processes. Null if the edition is not public. */
async function readCounts(store: Store, stored: StoredRelease): Promise<Counted | null> {
  const parts = ['counts of a release', stored.id, stored.manifestHash];
  const known = remembered<Counted>(parts, () => null);
  if (known !== null) return known;
  const counts = await countRows(store, stored);
  return remembered(parts, () => counts);
}

async function countRows(store: Store, { id }: StoredRelease): Promise<Counted | null> {
  const paths = ['manifest.json', 'marts/cycles.json', 'marts/question_scores.json'];
  const found = await Promise.all(paths.map((path) => kept.file(store.connection, id, path)));
  const release = openRelease(new Map(found.flatMap((file) => (file ? [[file.path, file.bytes] as const] : []))));
  const { manifest } = release;
  if (!isPublic(manifest)) return null;
  const { published: _, ...counts } = lineOf({ ...manifest, id, published: null, rows: release.rows });
  return counts;
}

export function lineOf({
  id,
  cycle,
  illustrative,
  published,
  rows,
}: Pick<PublishedRelease, 'id' | 'cycle' | 'illustrative' | 'published' | 'rows'>): ReleaseLine {
  const row = rows('cycles').find((one) => one.cycle === cycle);
  return {
    id,
    cycle,
    instrument: String(row?.instrument ?? cycle),
    illustrative,
    published: published ?? '',
    countries: Number(row?.reported ?? 0),
    invited: Number(row?.invited ?? 0),
    answers: rows('question_scores').filter((one) => one.cycle === cycle && one.state === 'answered').length,
  };
}
