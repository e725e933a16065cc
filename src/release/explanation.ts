/** A figure unfolded: from a country's score down to the cells of its workbook, all read from one published release. */
import { Problem } from '../problem/index.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is read of a release: its tables, and what it calls itself. */
export type ExplainedRelease = {
  readonly marts: readonly string[];
  readonly rows: (mart: string) => readonly Row[];
  readonly id: string;
  readonly illustrative: boolean;
};

/** An element of the framework with what it gives to the one above. Scores are 0 to 100, null where none is published. */
export type ExplainedElement = {
  readonly element: string;
  readonly level: string;
  readonly label: string;
  readonly status: string;
  readonly score: number | null;
  /** Bounds: the score if all that is missing scored 0, and if it scored 100. */
  readonly ifMissingZero: number | null;
  readonly ifMissingFull: number | null;
  /** True where these are one: nothing is missing that could move the score. */
  readonly settled: boolean;
  /** Share, 0 to 1. */
  readonly coverage: number | null;
  readonly threshold: number | null;
  /** Share of the score above, among what has a score in this country; points given to it. */
  readonly weight: number | null;
  readonly contribution: number | null;
  /** 5 to 95 % of the draws of the method; null where none is made at this level. */
  readonly band: Band | null;
  readonly below: readonly ExplainedElement[];
  readonly items: readonly ExplainedItem[];
};

export type Band = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Of `ranked` countries; 1 is the highest. */
  readonly rankLow: number;
  readonly rankHigh: number;
  readonly ranked: number;
  readonly draws: number;
  readonly failed: number;
};

/** One answer. Where the country lets it feed scores and not be listed, `listed` is false and what it says is null. */
export type ExplainedItem = {
  readonly item: string;
  readonly question: string;
  readonly label: string;
  readonly listed: boolean;
  readonly state: string | null;
  /** As stored. */
  readonly value: string | null;
  /** As a reader of the questionnaire knows it: the label of a choice, else the value. */
  readonly said: string | null;
  readonly score: number | null;
  readonly weight: number | null;
  readonly contribution: number | null;
  readonly hidden: boolean;
  readonly evidence: string | null;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly revision: number | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  /** What authorities' tables say of the treaties that the question asks about. */
  readonly facts: readonly TreatyFactRead[];
};

export type TreatyFactRead = {
  readonly treaty: string;
  readonly label: string;
  readonly status: string;
  readonly asOf: string;
  readonly source: string;
  readonly confirmed: boolean;
  /** True where the answer says otherwise. */
  readonly contradicted: boolean;
};

export type Explanation = {
  readonly release: string;
  readonly cycle: string;
  readonly illustrative: boolean;
  readonly country: string;
  readonly countryLabel: string;
  /** The element above and its score; null for a dimension. */
  readonly parent: { readonly element: string; readonly label: string; readonly score: number | null } | null;
  readonly root: ExplainedElement;
  /** Points of the root that come from answers which are not listed. */
  readonly unlisted: number;
  /** The statements that made the score, the last first. */
  readonly models: readonly { model: string; title: string; means: string; sql: string }[];
};

/**
 * @param element - code of a dimension, pillar or indicator
 * @param language - of labels; the first that the release has where it lacks this one
 * @throws Problem `figure_unknown` where the release has no such country, element or cycle
 */
export function explain(
  release: ExplainedRelease,
  { country, element, cycle, language }: { country: string; element: string; cycle: string; language: string },
): Explanation {
  const rows = indexOf(release);
  const say = labels(release, language);
  const known = (kind: string, code: string, column: string, mart = 'scores') => {
    const codes = [...new Set(release.rows(mart).map((row) => String(row[column])))];
    if (!codes.includes(code)) throw new Problem('figure_unknown', kind, { kind, code, known: near(code, codes) });
  };
  known('cycle', cycle, 'cycle', 'cycles');
  known('country', country, 'country');
  const feeds = release.rows('framework').find((row) => row.level === 'question' && row.element === element);
  if (feeds)
    throw new Problem('figure_unknown', 'figure', { kind: 'figure', code: element, known: [text(feeds.parent)!] });
  known('figure', element, 'element');

  const row = rows.scores.get(key(cycle, country, element))?.[0];
  if (!row) throw new Problem('figure_unknown', 'figure', { kind: 'figure', code: element, known: [] });
  const root = unfold(row);
  const above = row.parent === null ? undefined : rows.scores.get(key(cycle, country, String(row.parent)))?.[0];
  return {
    release: release.id,
    cycle,
    illustrative: release.illustrative,
    country,
    countryLabel: say('country', country),
    parent: above
      ? {
          element: String(above.element),
          label: say(String(above.level), String(above.element)),
          score: number(above.score),
        }
      : null,
    root,
    unlisted: unlistedOf(root),
    models: modelsOf(release),
  };

  function unfold(one: Row): ExplainedElement {
    const code = String(one.element);
    const below = (rows.children.get(key(cycle, country, code)) ?? []).map(unfold);
    return {
      element: code,
      level: String(one.level),
      label: say(String(one.level), code),
      status: String(one.status),
      score: number(one.score),
      ifMissingZero: number(one.if_missing_zero),
      ifMissingFull: number(one.if_missing_full),
      settled: one.settled === true,
      coverage: number(one.coverage),
      threshold: number(one.threshold),
      weight: number(one.weight),
      contribution: number(one.contribution),
      band: bandOf(rows.bands.get(key(cycle, country, code))?.[0]),
      below: below.sort((a, b) => rows.places.get(a.element)! - rows.places.get(b.element)!),
      items: (rows.items.get(key(cycle, country, code)) ?? []).map(itemOf),
    };
  }

  /** A list that carries numbers shows them: `3 – covered in full`. */
  function saidOf(question: string, value: string | null): string | null {
    const list = rows.lists.get(question);
    if (value === null || !list) return value;
    const label = (name: string) => {
      const known = say('choice', `${list}:${name}`);
      if (known === `${list}:${name}`) return name;
      return /^\d+$/.test(name) && !known.startsWith(name) ? `${name} – ${known}` : known;
    };
    return value.split(' ').map(label).join(', ');
  }

  function itemOf(one: Row): ExplainedItem {
    const [item, question] = [String(one.item), String(one.question)];
    const contradicted = rows.contradictions.get(key(cycle, country, question))?.[0]?.treaty;
    const treaties = (rows.asked.get(key(cycle, question)) ?? []).map((asked) => String(asked.treaty));
    return {
      item,
      question,
      label: say('question', question),
      listed: one.listed === true,
      state: text(one.state),
      value: text(one.value_text),
      said: saidOf(question, text(one.value_text)),
      score: number(one.score),
      weight: number(one.weight_in_indicator),
      contribution: number(one.contribution),
      hidden: one.hidden === true,
      evidence: text(one.evidence_state),
      fileName: text(one.file_name),
      sha256: text(one.upload_sha256),
      revision: number(one.revision),
      sheet: text(one.sheet),
      cell: text(one.cell),
      facts: treaties.flatMap((treaty) =>
        (rows.facts.get(key(treaty, country)) ?? []).map((fact) => ({
          treaty,
          label: say('treaty', treaty),
          status: String(fact.status),
          asOf: String(fact.as_of),
          source: String(fact.source),
          confirmed: fact.confirmed === true,
          contradicted: contradicted === treaty,
        })),
      ),
    };
  }
}

const key = (...parts: readonly string[]) => parts.join('\n');
const number = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);
const text = (cell: unknown): string | null =>
  cell === null || cell === undefined || cell === '' ? null : String(cell);

const indexes = new WeakMap<ExplainedRelease['rows'], ReturnType<typeof makeIndex>>();

/** Made once a release: a page asks for one figure of thousands. */
function indexOf(release: ExplainedRelease) {
  const known = indexes.get(release.rows);
  if (known) return known;
  const made = makeIndex(release);
  indexes.set(release.rows, made);
  return made;
}

function makeIndex(release: ExplainedRelease) {
  const by = (mart: string, ...columns: readonly string[]) =>
    // A release from before the table was published has none: it still unfolds.
    Map.groupBy(release.marts.includes(mart) ? release.rows(mart) : [], (row) =>
      key(...columns.map((column) => String(row[column]))),
    );
  return {
    scores: by('scores', 'cycle', 'country', 'element'),
    children: by('scores', 'cycle', 'country', 'parent'),
    items: by('question_scores', 'cycle', 'country', 'indicator'),
    bands: by('bands', 'cycle', 'country', 'element'),
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

function labels(release: ExplainedRelease, language: string): (kind: string, id: string) => string {
  const found = new Map<string, string>();
  for (const row of release.rows('labels')) {
    const at = key(String(row.kind), String(row.id));
    if (row.language === language || !found.has(at)) found.set(at, String(row.label));
  }
  return (kind, id) => found.get(key(kind, id)) ?? id;
}

function bandOf(row: Row | undefined): Band | null {
  if (!row || typeof row.p05 !== 'number') return null;
  return {
    median: row.median as number,
    low: row.p05,
    high: row.p95 as number,
    rankLow: row.rank_p05 as number,
    rankHigh: row.rank_p95 as number,
    ranked: row.ranked as number,
    draws: row.replications as number,
    failed: row.failed as number,
  };
}

/** Points of the root that no listed part accounts for. A part without a score gives none. */
function unlistedOf({ score, below, items }: ExplainedElement): number {
  if (score === null) return 0;
  if (below.length > 0) {
    return below.reduce((sum, one) => sum + (one.weight ?? 0) * unlistedOf(one), 0);
  }
  if (items.every(({ listed }) => listed)) return 0;
  return score - items.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}

/** The table of scores and all that it reads, by the lineage which the release publishes. */
function modelsOf(release: ExplainedRelease): Explanation['models'] {
  const reads = Map.groupBy(release.rows('lineage'), ({ model }) => String(model));
  const models = new Map(release.rows('models').map((row) => [String(row.model), row]));
  const found = new Set<string>();
  const follow = (model: string) => {
    if (found.has(model) || !models.has(model)) return;
    found.add(model);
    for (const row of reads.get(model) ?? []) follow(String(row.reads));
  };
  follow([...models.keys()].find((model) => /(^|\.)scores$/.test(model) && model.startsWith('marts')) ?? 'scores');
  return [...found].map((model) => {
    const row = models.get(model)!;
    return { model, title: String(row.title), means: String(row.means), sql: String(row.sql) };
  });
}

/** Codes that a reader may have meant: those that share most of its letters in place, a dozen at most. */
function near(code: string, codes: readonly string[]): readonly string[] {
  const alike = (other: string) => [...other].filter((letter, at) => code.toUpperCase()[at] === letter).length;
  return [...codes].sort((a, b) => alike(b) - alike(a) || (a < b ? -1 : 1)).slice(0, 12);
}
