/** Published releases of the store, opened for the site. */

import { tmpdir } from 'node:os';
import { isKeptInput, openRelease, type ReleaseSource, readAside } from '../../release/index.ts';
import { releases as kept, type Store } from '../../state/index.ts';
import { publicReleasesOf } from './prepared/public-releases.ts';
import { isPublic, type PublishedRelease, type Releases } from './published.ts';

/**
 * Size of the tables of a release whose rows a server keeps, by that of their JSON: all of 194 countries and three
 * cycles. Of a larger release it makes only the rows of large tables that a page asks for.
 */
const mostTableBytes = 120_000_000;

/**
 * Public releases only: a draft has no public address, and a withdrawn one only its reason.
 *
 * @param now - used to detect work that has stopped, as nothing was recorded for a long time
 * @param folder - on a disk, for the large files of opened releases
 */
export function releasesOf(store: Store, now: () => Date = () => new Date(), folder: string = tmpdir()): Releases {
  return {
    ...publicReleasesOf(store, now),
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
    openFiles: async (id, paths) => {
      const found = await kept.find(store.connection, id);
      if (found?.state !== 'public') return null;
      const wanted = ['manifest.json', ...paths];
      const files = await Promise.all(wanted.map((path) => kept.file(store.connection, id, path)));
      const release = openRelease(new Map(files.flatMap((file) => (file ? [[file.path, file.bytes] as const] : []))));
      if (!isPublic(release.manifest)) return null;
      return { id, illustrative: release.manifest.illustrative, file: release.file };
    },
  };
}

/** @param files - by path, as built or as read from the store */
export function publishedRelease(files: ReleaseSource, publishedAt: string): PublishedRelease {
  const opened = openRelease(files, { mostBytes: mostTableBytes });
  const { manifest, marts, rows, large, columns, file, part, scoreTree } = opened;
  return {
    id: manifest.release,
    cycle: manifest.cycle,
    illustrative: manifest.illustrative,
    published: publishedAt,
    marts,
    rows,
    large,
    columns,
    file,
    part,
    scoreTree,
    files: ['manifest.json', ...manifest.files.map(({ path }) => path)],
  };
}
