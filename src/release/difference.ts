/** What one release says otherwise than another: shown with every correction. */
import { type MartRow, openRelease } from './open.ts';

export type ScoreChange = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  /** Null where there was, or is, no published score. */
  readonly from: number | null;
  readonly to: number | null;
};

export type ReleaseDifference = {
  readonly from: string;
  readonly to: string;
  /** Tables whose content differs, in order of name. */
  readonly marts: readonly string[];
  /** Scores that differ, in order of cycle, country and element; changes below a millionth of a point are none. */
  readonly scores: readonly ScoreChange[];
  /** True where the statements are not the same: figures may then differ without a changed answer. */
  readonly modelsChanged: boolean;
};

type Files = ReadonlyMap<string, Uint8Array>;

export function compareReleases(before: Files, after: Files): ReleaseDifference {
  const [from, to] = [openRelease(before), openRelease(after)];
  const hashes = new Map(from.manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const changed = to.manifest.files.filter(({ path, sha256 }) => path.endsWith('.json') && hashes.get(path) !== sha256);
  const named = new Set(to.manifest.files.map(({ path }) => path));
  const gone = from.manifest.files.filter(({ path }) => path.endsWith('.json') && !named.has(path));
  const statements = (release: typeof from) =>
    release.manifest.models.map(({ path, sha256 }) => `${path} ${sha256}`).join();
  return {
    from: from.manifest.release,
    to: to.manifest.release,
    marts: [...changed, ...gone].map(({ mart }) => mart).sort(),
    scores: scoreChanges(from.rows('scores'), to.rows('scores')),
    modelsChanged: statements(from) !== statements(to),
  };
}

function scoreChanges(before: readonly MartRow[], after: readonly MartRow[]): ScoreChange[] {
  const keyOf = ({ cycle, country, level, element }: MartRow) => [cycle, country, level, element].join(' ');
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...earlier.keys(), ...later.keys()])].sort().flatMap((key) => {
    const row = (later.get(key) ?? earlier.get(key))!;
    const from = (earlier.get(key)?.score ?? null) as number | null;
    const to = (later.get(key)?.score ?? null) as number | null;
    const same = from === null || to === null ? from === to : Math.abs(to - from) < 1e-6;
    const { cycle, country, element } = row as { cycle: string; country: string; element: string };
    return same ? [] : [{ cycle, country, element, from, to }];
  });
}
