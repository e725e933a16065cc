/** The line of a release in lists: what it is, and how much was reported. */
import { openRelease } from '../../release/index.ts';
import { releases as kept, type Store, type StoredRelease } from '../../state/index.ts';
import { type Counted, isPublic, type PublishedRelease, type ReleaseLine } from './published.ts';

/** Null if the edition is not public. */
export async function countRows(store: Store, { id }: Pick<StoredRelease, 'id'>): Promise<Counted | null> {
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
