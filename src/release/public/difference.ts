/** Differences between two releases, shown with every correction. */
import { Problem } from '../../problem/index.ts';
import type { Manifest } from '../files/manifest.ts';
import { openRelease } from '../files/open.ts';
import type { MartRow } from '../files/rows.ts';
import type { ReleaseSource } from '../files/source.ts';
import { martPath } from '../files/table-files.ts';
import type { TableBytes } from '../files/table-index.ts';
import { type ChangedRows, changedRows, rowsWith } from './changed-rows.ts';

export type ScoreChange = {
  readonly cycle: string;
  readonly country: string;
  readonly element: string;
  /** Null if there was or is no published score. */
  readonly from: number | null;
  readonly to: number | null;
  /**
   * Causes as far as the releases show them: `answers` if listed answers behind it changed; `unlisted` if no listed
   * one did but some behind it are not listed; `method` otherwise. Never empty.
   */
  readonly causes: readonly ('answers' | 'unlisted' | 'method')[];
};

/** An answer behind a score that differs. Only answers that both releases list. */
export type AnswerChange = {
  readonly cycle: string;
  readonly country: string;
  readonly indicator: string;
  readonly item: string;
  readonly question: string;
  /** Full id of the part; null if the question is one answer. */
  readonly part: string | null;
  /** As stored, or the state if there is no value. */
  readonly from: string | null;
  readonly to: string | null;
  /** State in each release; `unlisted` if it feeds the score but is not shown, null if there is no row. */
  readonly fromState: string | null;
  readonly toState: string | null;
  /**
   * `new`: only in the second; `corrected`: in both, with another value; `withdrawn`: only in the first; `recounted`:
   * same value, other score.
   */
  readonly kind: 'new' | 'corrected' | 'withdrawn' | 'recounted';
  /** Current cell, or the former one. */
  readonly cell: string | null;
};

export type ReleaseDifference = {
  readonly from: string;
  readonly to: string;
  /** Tables whose content differs, sorted by name. */
  readonly marts: readonly string[];
  /** Scores that differ, sorted by cycle, country and element; differences below a millionth of a point are ignored. */
  readonly scores: readonly ScoreChange[];
  /** Answers that feed scores and differ, sorted by cycle, country and item. */
  readonly answers: readonly AnswerChange[];
  /** True if the weight of an element changed, or an element was added or removed. */
  readonly weightsChanged: boolean;
  /** True if the SQL statements differ: figures may then differ without a changed answer. */
  readonly modelsChanged: boolean;
  /** Names of statements and declarations that were changed, added or removed. */
  readonly models: readonly string[];
};

/** The parts of a release that are compared. */
export type ComparedRelease = {
  readonly manifest: Manifest;
  readonly rows: (mart: string) => readonly MartRow[];
  /** A published file by its path. */
  readonly file: (path: string) => Uint8Array | null;
  /** Bytes of a published file from one place up to another; omitted or null if whole files are in the memory. */
  readonly part?: ReleaseSource['part'] | null;
};

type Files = ReadonlyMap<string, Uint8Array>;

export const compareReleases = (before: Files, after: Files): ReleaseDifference =>
  compareOpened(openRelease(before), openRelease(after));

export function compareOpened(from: ComparedRelease, to: ComparedRelease): ReleaseDifference {
  const hashes = new Map(from.manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const changed = to.manifest.files.filter(({ path, sha256 }) => path.endsWith('.json') && hashes.get(path) !== sha256);
  const named = new Set(to.manifest.files.map(({ path }) => path));
  const gone = from.manifest.files.filter(({ path }) => path.endsWith('.json') && !named.has(path));
  const rowsOf = (mart: string, grain: readonly string[]): ChangedRows =>
    hashes.get(martPath(mart, 'json')) === hashOf(to.manifest, mart)
      ? { before: [], after: [] }
      : changedRows(tableOf(from, mart), tableOf(to, mart), grain);
  const answers = answerChanges(rowsOf('question_scores', ['cycle', 'country', 'indicator', 'item']));
  const models = modelChanges(from.manifest, to.manifest);
  const weightsChanged = weightsOf(from) !== weightsOf(to);
  const scores = scoreChanges(rowsOf('scores', ['cycle', 'country', 'level', 'element']));
  const causes = causesFrom(scores, answers, from, to, models.length > 0 || weightsChanged);
  return {
    from: from.manifest.release,
    to: to.manifest.release,
    marts: [...changed, ...gone].map(({ mart }) => mart).sort(),
    scores: scores.map((score) => ({ ...score, causes: causes(score) })),
    answers,
    weightsChanged,
    modelsChanged: models.length > 0,
    models,
  };
}

const hashOf = ({ files }: Manifest, mart: string) => files.find(({ path }) => path === martPath(mart, 'json'))?.sha256;

function tableOf({ manifest, file, part }: ComparedRelease, mart: string): TableBytes {
  const path = martPath(mart, 'json');
  const listed = manifest.files.find((one) => one.path === path);
  if (part && listed) return { size: listed.bytes, part: (from, to, into) => part(path, from, to, into) };
  const bytes = file(path);
  if (bytes === null)
    throw new Problem('release_unreadable', `release ${manifest.release}`, { id: manifest.release, file: path });
  return { size: bytes.length, part: (from, to) => bytes.subarray(from, to) };
}

/** Paths of the files that changed; one that was moved to another folder of the same schema did not. */
function modelChanges(before: Manifest, after: Manifest): string[] {
  const [earlier, later] = [before, after].map(
    ({ models }) => new Map(models.map((file) => [placeKey(file.path), file])),
  );
  const keys = new Set([...earlier!.keys(), ...later!.keys()]);
  return [...keys]
    .flatMap((key) => {
      const [old, now] = [earlier!.get(key), later!.get(key)];
      return old?.sha256 === now?.sha256 ? [] : [(now ?? old)!.path];
    })
    .sort();
}

/** Schema and name of a model's file, whatever folder of a subject it is in: `marts/scores.sql`. */
const placeKey = (path: string) => path.replace(/^models\/pipelines\/([^/]+)\/(?:[^/]+\/)?([^/]+)$/, '$1/$2');

const weightsOf = (release: ComparedRelease): string =>
  JSON.stringify(release.rows('framework').map(({ element, parent, weight }) => [element, parent, weight]));

type Scored = Omit<ScoreChange, 'causes'>;

/**
 * An answer affects its indicator and all elements above it; a change that no answer can explain is due to the
 * method.
 */
function causesFrom(
  scores: readonly Scored[],
  answers: readonly AnswerChange[],
  from: ComparedRelease,
  to: ComparedRelease,
  methodChanged: boolean,
): (score: Scored) => ScoreChange['causes'] {
  const parents = new Map(
    [from, to].flatMap((release) =>
      release
        .rows('framework')
        .flatMap((row) => (row.level === 'question' ? [] : [[String(row.element), row.parent] as const])),
    ),
  );
  const keyOf = (cycle: unknown, country: unknown, element: unknown) => [cycle, country, element].join(' ');
  /** Every element that one of these answers feeds, by cycle and country. */
  const elementsAbove = (rows: readonly { readonly [column: string]: unknown }[]): Set<string> => {
    const reached = new Set<string>();
    for (const { cycle, country, indicator } of rows) {
      for (let at: unknown = indicator; at; at = parents.get(String(at))) {
        const key = keyOf(cycle, country, at);
        if (reached.has(key)) break;
        reached.add(key);
      }
    }
    return reached;
  };
  const answered = elementsAbove(answers);
  const moved = [
    ...new Map(scores.map(({ cycle, country }) => [`${cycle} ${country}`, [cycle, country] as const])).values(),
  ];
  const unlisted = elementsAbove(
    (moved.length === 0 ? [] : [from, to])
      .flatMap((one) => rowsWith(tableOf(one, 'question_scores'), 'false', moved))
      .filter((row) => row.listed === false),
  );
  return ({ cycle, country, element }) => {
    const key = keyOf(cycle, country, element);
    const method = methodChanged ? (['method'] as const) : [];
    if (answered.has(key)) return ['answers', ...method];
    if (unlisted.has(key)) return ['unlisted', ...method];
    return ['method'];
  };
}

function answerChanges({ before, after }: ChangedRows): AnswerChange[] {
  const keyOf = ({ cycle, country, indicator, item }: MartRow) => [cycle, country, item, indicator].join(' ');
  const stateOf = (row: MartRow | undefined) => (row === undefined ? null : String(row.state ?? 'unlisted'));
  const reported = (row: MartRow | undefined) =>
    row === undefined || row.state === 'blank' ? null : String(row.value_text ?? row.state ?? 'not listed');
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...earlier.keys(), ...later.keys()])].sort().flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const [from, to] = [reported(was), reported(is)];
    const row = (is ?? was)!;
    const worth = was?.score === is?.score && was?.standing === is?.standing;
    // A new question that no one answered is no change.
    if (from === to && (worth || was === undefined || is === undefined)) return [];
    const { cycle, country, indicator, item } = row as Record<'cycle' | 'country' | 'indicator' | 'item', string>;
    const kind = from === to ? 'recounted' : from === null ? 'new' : to === null ? 'withdrawn' : 'corrected';
    const [question, part] = [String(row.question), row.part === null ? null : String(row.part)];
    const states = { fromState: stateOf(was), toState: stateOf(is) };
    const cell = row.cell === null ? null : `${row.sheet}!${row.cell}`;
    return [{ cycle, country, indicator, item, question, part, from, to, ...states, kind, cell }];
  });
}

function scoreChanges({ before, after }: ChangedRows): Scored[] {
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
