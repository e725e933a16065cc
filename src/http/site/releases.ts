/** Published releases of the store, opened for the site. */

import { tmpdir } from 'node:os';
import { remembered } from '../../content/index.ts';
import { isKeptInput, type Manifest, openRelease, type ReleaseSource, readAside } from '../../release/index.ts';
import { releases as kept, type Store, type StoredRelease, work } from '../../state/index.ts';
import type { PublishedRelease, ReleaseLine, Releases } from './published.ts';
import { withdrawnOf } from './withdrawn.ts';

/**
 * Size of the tables of a release whose rows a server keeps, by that of their JSON: all of 1,900 countries and three
 * cycles. The page of a country needs two thirds of them, so that with fewer each would read them again.
 */
const mostTableBytes = 600_000_000;

/**
 * Public releases only: a draft has no public address, and a withdrawn one only its reason.
 *
 * @param now - used to detect work that has stopped, as nothing was recorded for a long time
 * @param folder - on a disk, for the large files of opened releases
 */
export function releasesOf(store: Store, now: () => Date = () => new Date(), folder: string = tmpdir()): Releases {
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
      const files = await readAside(store, id, folder);
      if (!isPublic(openRelease(files).manifest)) return null;
      const read = async (path: string) => (await kept.file(store.connection, id, path))?.bytes ?? null;
      return {
        ...publishedRelease(files, found.publishedAt!),
        download: async (path) => (isKeptInput(path) ? null : read(path)),
      };
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
export function publishedRelease(files: ReleaseSource, publishedAt: string): PublishedRelease {
  const { manifest, marts, rows, columns, file, scoreTree } = openRelease(files, { mostBytes: mostTableBytes });
  return {
    id: manifest.release,
    cycle: manifest.cycle,
    illustrative: manifest.illustrative,
    published: publishedAt,
    marts,
    rows,
    columns,
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
