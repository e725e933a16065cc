/** Published releases as the store keeps them, opened for the site. */
import { type Manifest, openRelease } from '../release/index.ts';
import { releases as kept, type Store, type StoredRelease } from '../state/index.ts';
import type { PublishedRelease, ReleaseLine, Releases } from './published.ts';

/** Published releases only: one that is built and not published has no address. */
export function releasesOf(store: Store): Releases {
  const lines = new Map<string, Promise<ReleaseLine | null>>();
  return {
    latestIds: async () => (await kept.latestOfEach(store.connection)).map(({ id }) => id),
    open: async (id) => {
      const found = await kept.find(store.connection, id);
      if (!found?.publishedAt) return null;
      const files = await kept.files(store.connection, id);
      return isPublic(openRelease(files).manifest) ? publishedRelease(files, found.publishedAt) : null;
    },
    list: async () => {
      const published = (await kept.list(store.connection)).filter(({ publishedAt }) => publishedAt !== null);
      const told = await Promise.all(
        published.map((release) => {
          const line = lines.get(release.id) ?? readLine(store, release);
          lines.set(release.id, line);
          line.catch(() => lines.delete(release.id));
          return line;
        }),
      );
      return told.filter((line) => line !== null).sort((a, b) => (order(a) < order(b) ? 1 : -1));
    },
  };
}

/** What donors or the secretariat may see has no address either. */
const isPublic = ({ edition }: Manifest) => edition === 'public';

const order = ({ published, id }: ReleaseLine) => `${published} ${id}`;

/** @param files - by path, as built or as the store gives them back */
export function publishedRelease(files: ReadonlyMap<string, Uint8Array>, publishedAt: string): PublishedRelease {
  const { manifest, marts, rows, file, forest } = openRelease(files);
  return {
    id: manifest.release,
    cycle: manifest.cycle,
    illustrative: manifest.illustrative,
    published: publishedAt,
    marts,
    rows,
    file,
    forest,
    files: ['manifest.json', ...manifest.files.map(({ path }) => path)],
  };
}

/** What a line tells never changes; only the files that tell it are read. Null where it is not for everybody. */
async function readLine(store: Store, { id, publishedAt }: StoredRelease): Promise<ReleaseLine | null> {
  const paths = ['manifest.json', 'marts/cycles.json', 'marts/question_scores.json'];
  const found = await Promise.all(paths.map((path) => kept.file(store.connection, id, path)));
  const release = openRelease(new Map(found.flatMap((file) => (file ? [[file.path, file.bytes] as const] : []))));
  const { manifest } = release;
  if (!isPublic(manifest)) return null;
  return lineOf({ ...manifest, id, published: publishedAt, rows: release.rows });
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
