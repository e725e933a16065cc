/** What one release says otherwise than another: shown with every correction. */
import { type MartRow, type OpenRelease, openRelease } from './open.ts';

export type ScoreChange = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  /** Null where there was, or is, no published score. */
  readonly from: number | null;
  readonly to: number | null;
  /** Why, as far as the releases tell: `answers` behind it changed, or the `method` did. Never empty. */
  readonly causes: readonly ('answers' | 'method')[];
};

/** An answer behind a score that is not what it was. Only answers that both releases list. */
export type AnswerChange = {
  readonly cycle: string;
  readonly country: string;
  readonly indicator: string;
  readonly item: string;
  /** As stored, or the state where there is no value. */
  readonly from: string | null;
  readonly to: string | null;
  /** `new`: not there before; `corrected`: in both; `withdrawn`: there no more. */
  readonly kind: 'new' | 'corrected' | 'withdrawn';
  /** Where it stands now, or stood. */
  readonly cell: string | null;
};

export type ReleaseDifference = {
  readonly from: string;
  readonly to: string;
  /** Tables whose content differs, in order of name. */
  readonly marts: readonly string[];
  /** Scores that differ, in order of cycle, country and element; changes below a millionth of a point are none. */
  readonly scores: readonly ScoreChange[];
  /** Answers that feed scores and differ, in order of cycle, country and item. */
  readonly answers: readonly AnswerChange[];
  /** True where an element weighs otherwise, or is new or gone. */
  readonly weightsChanged: boolean;
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
  const answers = answerChanges(from.rows('question_scores'), to.rows('question_scores'));
  const modelsChanged = statements(from) !== statements(to);
  const weightsChanged = weightsOf(from) !== weightsOf(to);
  return {
    from: from.manifest.release,
    to: to.manifest.release,
    marts: [...changed, ...gone].map(({ mart }) => mart).sort(),
    scores: scoreChanges(from.rows('scores'), to.rows('scores')).map((score) => ({
      ...score,
      causes: causesOf(score, answers, from, modelsChanged || weightsChanged),
    })),
    answers,
    weightsChanged,
    modelsChanged,
  };
}

const weightsOf = (release: OpenRelease): string =>
  JSON.stringify(release.rows('framework').map(({ element, parent, weight }) => [element, parent, weight]));

/** An answer moves its indicator and all above it; whatever no answer explains is the method. */
function causesOf(
  { cycle, country, element }: Omit<ScoreChange, 'causes'>,
  answers: readonly AnswerChange[],
  release: OpenRelease,
  methodChanged: boolean,
): ScoreChange['causes'] {
  const parents = new Map(
    release.rows('framework').flatMap((row) => (row.level === 'question' ? [] : [[row.element, row.parent] as const])),
  );
  const feeds = (from: unknown): boolean =>
    from === element || (parents.get(from as string) ? feeds(parents.get(from as string)) : false);
  const answered = answers.some((one) => one.cycle === cycle && one.country === country && feeds(one.indicator));
  return answered ? (methodChanged ? ['answers', 'method'] : ['answers']) : ['method'];
}

function answerChanges(before: readonly MartRow[], after: readonly MartRow[]): AnswerChange[] {
  const keyOf = ({ cycle, country, indicator, item }: MartRow) => [cycle, country, item, indicator].join(' ');
  const told = (row: MartRow | undefined) =>
    row === undefined || row.state === 'blank' ? null : String(row.value_text ?? row.state ?? 'not listed');
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...earlier.keys(), ...later.keys()])].sort().flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const [from, to] = [told(was), told(is)];
    const row = (is ?? was)!;
    const worth = was?.score === is?.score && was?.standing === is?.standing;
    if (from === to && worth) return [];
    const { cycle, country, indicator, item } = row as Record<'cycle' | 'country' | 'indicator' | 'item', string>;
    const kind = from === null ? 'new' : to === null ? 'withdrawn' : 'corrected';
    const cell = row.cell === null ? null : `${row.sheet}!${row.cell}`;
    return [{ cycle, country, indicator, item, from, to, kind, cell }];
  });
}

function scoreChanges(before: readonly MartRow[], after: readonly MartRow[]): Omit<ScoreChange, 'causes'>[] {
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
