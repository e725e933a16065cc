/** The line of a release in lists: what it is, and how much was reported. */
import { openRelease } from '../../release/index.ts';
import { releases as kept, type Store, type StoredRelease } from '../../state/index.ts';
import { type Counted, isPublic, type PublishedRelease, type ReleaseLine } from './published.ts';

/** Null if the edition is not public. */
export async function countRows(store: Store, { id }: Pick<StoredRelease, 'id'>): Promise<Counted | null> {
  const paths = ['manifest.json', 'marts/cycles.json', 'marts/question_scores.json'];
  const found = await Promise.all(paths.map((path) => kept.file(store.connection, id, path)));
  const bytes = new Map(found.flatMap((file) => (file ? [[file.path, file.bytes] as const] : [])));
  const part = (path: string, from: number, to: number) => bytes.get(path)!.subarray(from, to);
  const { manifest, rows, large } = openRelease({ get: (path) => bytes.get(path), part }, { mostBytes: 0 });
  if (!isPublic(manifest)) return null;
  const { published: _, ...counts } = lineOf({ ...manifest, id, published: null, rows, large });
  return counts;
}

export function lineOf({
  id,
  cycle,
  illustrative,
  published,
  rows,
  large,
}: Pick<PublishedRelease, 'id' | 'cycle' | 'illustrative' | 'published' | 'rows' | 'large'>): ReleaseLine {
  const row = rows('cycles').find((one) => one.cycle === cycle);
  return {
    id,
    cycle,
    instrument: String(row?.instrument ?? cycle),
    illustrative,
    published: published ?? '',
    countries: Number(row?.reported ?? 0),
    invited: Number(row?.invited ?? 0),
    answers: large?.has('question_scores')
      ? large.count('question_scores', { cycle, state: 'answered' })
      : rows('question_scores').filter((one) => one.cycle === cycle && one.state === 'answered').length,
  };
}
