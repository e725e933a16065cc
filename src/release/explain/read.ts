/** Reads the tables of one published release for an explanation, and indexes them once. */
import { Problem } from '../../problem/index.ts';
import type { LargeTables } from '../files/large-tables.ts';

export type ExplainedRow = Readonly<Record<string, unknown>>;

/** What is read of a release: its tables and its labels. */
export type ExplainedRelease = {
  readonly marts: readonly string[];
  readonly rows: (mart: string) => readonly ExplainedRow[];
  readonly large?: LargeTables | null;
  readonly id: string;
  readonly illustrative: boolean;
};

/**
 * The requested figure: codes, and the language of labels. If the release lacks this language, its first one is used.
 */
export type AskedFigure = {
  readonly country: string;
  readonly element: string;
  readonly cycle: string;
  readonly language: string;
};

/** What every explanation states, and the SQL models that produced the figure, last first. */
export type ExplainedFigure<Kind extends string> = {
  readonly kind: Kind;
  readonly release: string;
  readonly cycle: string;
  readonly illustrative: boolean;
  readonly models: readonly ExplainedModel[];
};

/** The figure is of one country, and based on its answers. */
export type ExplainedOfCountry<Kind extends string> = ExplainedFigure<Kind> & {
  readonly country: string;
  readonly countryLabel: string;
  /** Points of it that come from answers which are not listed. */
  readonly unlisted: number;
};

export type ExplainedModel = {
  readonly model: string;
  readonly title: string;
  readonly means: string;
  readonly sql: string;
};

export const key = (...parts: readonly unknown[]) => parts.map(String).join('\n');
export const number = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);
export const text = (cell: unknown): string | null =>
  cell === null || cell === undefined || cell === '' ? null : String(cell);

export type ReleaseIndex = ReturnType<typeof makeIndex>;
const indexes = new WeakMap<ExplainedRelease['rows'], ReleaseIndex>();

/** Built once per release, as a page asks for one figure out of thousands. */
export function indexOf(release: ExplainedRelease): ReleaseIndex {
  const known = indexes.get(release.rows);
  if (known) return known;
  const made = makeIndex(release);
  indexes.set(release.rows, made);
  return made;
}

/** Rows of a table; none if the release is older than the table, so that it can still be explained. */
export const rowsIn = (release: ExplainedRelease, mart: string): readonly ExplainedRow[] =>
  release.marts.includes(mart) ? release.rows(mart) : [];

/** The rows of a table by the key of some columns, grouped when the first is asked for; of a large table, only those. */
function grouped(release: ExplainedRelease, mart: string, columns: readonly string[]) {
  const keyOf = (row: ExplainedRow) => key(...columns.map((column) => row[column]));
  let all: ReadonlyMap<string, readonly ExplainedRow[]> | null = null;
  return {
    get: (wanted: string): readonly ExplainedRow[] | undefined => {
      if (!release.large?.has(mart)) {
        all ??= Map.groupBy(rowsIn(release, mart), keyOf);
        return all.get(wanted);
      }
      const values = wanted.split('\n');
      const rows = release.large.rows(mart, Object.fromEntries(columns.map((column, at) => [column, values[at]!])));
      return rows.length === 0 ? undefined : rows;
    },
  };
}

function makeIndex(release: ExplainedRelease) {
  const by = (mart: string, ...columns: readonly string[]) => grouped(release, mart, columns);
  return {
    cycles: by('cycles', 'cycle'),
    scores: by('scores', 'cycle', 'country', 'element'),
    children: by('scores', 'cycle', 'country', 'parent'),
    items: by('question_scores', 'cycle', 'country', 'indicator'),
    scored: by('question_scores', 'cycle', 'country', 'item'),
    bands: by('bands', 'cycle', 'country', 'element'),
    changes: by('progress', 'to_cycle', 'country', 'element'),
    compared: by('compared_answers', 'cycle', 'country', 'indicator'),
    /** Questions of which the better counts, by the name under which they count. */
    combined: Map.groupBy(
      rowsIn(release, 'framework').filter(({ combine }) => typeof combine === 'string'),
      ({ combine }) => String(combine),
    ),
    needs: by('needs', 'cycle', 'country', 'area'),
    needItems: by('need_items', 'cycle', 'country', 'area'),
    variants: by('need_variants', 'cycle', 'country', 'area'),
    support: by('support', 'cycle', 'country', 'area'),
    answers: by('answers', 'cycle', 'country', 'item'),
    regions: by('region_scores', 'cycle', 'region', 'element'),
    contradictions: by('contradictions', 'cycle', 'country', 'question'),
    asked: by('treaty_questions', 'cycle', 'question'),
    facts: by('treaty_status', 'treaty', 'country'),
    lists: new Map(
      release
        .rows('framework')
        .filter(({ level, list }) => level === 'question' && list)
        .map(({ element, list }) => [String(element), String(list)]),
    ),
    places: new Map(release.rows('framework').map((row, at) => [String(row.element), number(row.position) ?? at])),
  };
}

export type Labels = (kind: string, id: string) => string;

export function labelsOf(release: ExplainedRelease, language: string): Labels {
  const found = new Map<string, string>();
  for (const row of release.rows('labels')) {
    const at = key(row.kind, row.id);
    if (row.language === language || !found.has(at)) found.set(at, String(row.label));
  }
  return (kind, id) => found.get(key(kind, id)) ?? id;
}

/**
 * @param code - code that must occur in `column` of the mart
 * @throws Problem `figure_unknown` with the codes nearest to it
 */
export function demand(release: ExplainedRelease, kind: string, code: string, mart: string, column: string): void {
  const codes = codesIn(release, mart, column);
  if (!codes.includes(code)) throw new Problem('figure_unknown', kind, { kind, code, known: near(code, codes) });
}

/** The different codes in a column of a table. */
export const codesIn = (release: ExplainedRelease, mart: string, column: string): readonly string[] =>
  release.large?.has(mart)
    ? release.large.values(mart, column)
    : [...new Set(rowsIn(release, mart).map((row) => String(row[column])))];

/**
 * Tables and everything that they read, by the lineage that the release publishes; each table precedes those it
 * reads.
 */
export function modelsOf(release: ExplainedRelease, ...marts: readonly string[]): readonly ExplainedModel[] {
  const reads = Map.groupBy(release.rows('lineage'), ({ model }) => String(model));
  const models = new Map(release.rows('models').map((row) => [String(row.model), row]));
  const found = new Set<string>();
  const follow = (model: string) => {
    if (found.has(model) || !models.has(model)) return;
    found.add(model);
    for (const row of reads.get(model) ?? []) follow(String(row.reads));
  };
  for (const mart of marts) follow(`marts.${mart}`);
  return [...found].map((model) => {
    const row = models.get(model)!;
    return { model, title: String(row.title), means: String(row.means), sql: String(row.sql) };
  });
}

/** Codes that the user may have meant: those that share most of its letters in the same positions, at most twelve. */
export function near(code: string, codes: readonly string[]): readonly string[] {
  const alike = (other: string) =>
    [...other].filter((letter, at) => code.toUpperCase()[at] === letter.toUpperCase()).length;
  return [...codes].sort((a, b) => alike(b) - alike(a) || (a < b ? -1 : 1)).slice(0, 12);
}
