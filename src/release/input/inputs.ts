/**
 * The input tables of a release: all that its figures are made from, frozen and disclosed.
 *
 * `freeze.ts` fills them, `pipelines/` reads them as `input.<table>`, and the manifest names the SHA-256 of each. What an
 * edition may not show is not in them, so no statement downstream can give it away. One declaration gives the columns'
 * types in TypeScript and in DuckDB.
 *
 * A cycle is one questionnaire version, so what hangs on the questionnaire is keyed by `cycle`. An `item` is one cell
 * that can be answered: the question's code, or the full id of a part (`E04.sent`).
 */

/** A mark `?` allows null. */
type Kind = 'text' | 'text?' | 'integer' | 'integer?' | 'number' | 'number?' | 'truth';

/** Columns by table; `key` names the columns that are unique together and by which the rows are ordered. */
export const inputTables = {
  /** Every cycle of the instrument up to the one released, with the rules set for it. `position` from 1, oldest first. */
  cycles: {
    key: ['cycle'],
    columns: {
      cycle: 'text',
      instrument: 'text',
      version: 'text',
      position: 'integer',
      /** Year in which the cycle's answers stand: what pace is counted in. */
      year: 'integer',
      baseline_cycle: 'text?',
      target: 'number?',
      target_year: 'integer?',
      /** Points a year achieved over points a year required, from which a class of pace begins. */
      pace_on_track: 'number',
      pace_moderate: 'number',
      pace_insufficient: 'number',
      /** Share of paired draws in which a change must have the same sign to be told as one. */
      same_sign: 'number',
      /** Share of scored elements that must have a value. */
      coverage_threshold: 'number',
      /** Share of the scored questions asked, those that do not apply included, that must have a value. */
      answered_threshold: 'number',
      /** Groups of fewer countries have no mean. */
      least_group: 'integer',
      /** Day on which support must run to be active, ISO date. */
      reference_date: 'text',
      /** Mean score of an area at which nothing is needed. */
      need_target: 'number?',
      /** Questions by their part in the needs table; null where the instrument asks for none. */
      priority_question: 'text?',
      help_question: 'text?',
      readiness_question: 'text?',
      support_question: 'text?',
      is_current: 'truth',
    },
  },
  /** The rules with which each cycle opened, as they are hashed; the tables below and above say the same. */
  rules: { key: ['cycle'], columns: { cycle: 'text', rules: 'text' } },
  /** Lower bound of each tier, from 1. */
  tiers: { key: ['cycle', 'tier'], columns: { cycle: 'text', tier: 'integer', from_score: 'number' } },
  obstacle_questions: { key: ['cycle', 'question'], columns: { cycle: 'text', question: 'text' } },
  /** What a stated priority multiplies the gap by, and whether it is pressing. */
  priority_factors: {
    key: ['cycle', 'choice'],
    columns: { cycle: 'text', choice: 'text', factor: 'number', pressing: 'truth' },
  },
  /** What else a need could be made of: another target, other factors, or the gap alone. */
  need_variants: {
    key: ['cycle', 'variant'],
    columns: { cycle: 'text', variant: 'text', target: 'number', priority_counts: 'truth' },
  },
  need_variant_factors: {
    key: ['cycle', 'variant', 'choice'],
    columns: { cycle: 'text', variant: 'text', choice: 'text', factor: 'number' },
  },
  /** Which part of the support question says what: `role` is provider, project, area, from, to, value, iati or use. */
  support_parts: { key: ['cycle', 'role'], columns: { cycle: 'text', role: 'text', part: 'text' } },

  countries: {
    key: ['country'],
    columns: {
      country: 'text',
      alpha2: 'text?',
      region: 'text?',
      subregion: 'text?',
      /** Space-separated. */
      groups: 'text',
      illustrative: 'truth',
    },
  },
  invitations: { key: ['cycle', 'country'], columns: { cycle: 'text', country: 'text' } },
  /** Until when answers are awaited, and the day that was set first where it was moved. Earlier software did not keep it. */
  deadlines: { key: ['cycle'], columns: { cycle: 'text', deadline: 'text?', first_deadline: 'text?' } },
  /** When a country's first return came, and the one that is accepted: days in UTC. Earlier software did not keep them. */
  receipts: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', first_received: 'text', received: 'text?' },
  },
  /** Accepted submissions: a country that is here has reported. */
  submissions: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', revision: 'integer', version: 'text' },
  },
  /**
   * Disclosed answers of accepted submissions. Every scored cell of the edition has a row, blank where nothing was given
   * (without a place, revision 0, where the workbook had no such cell); any other cell that has no row is blank.
   */
  answers: {
    key: ['cycle', 'country', 'item'],
    columns: {
      cycle: 'text',
      country: 'text',
      section: 'text',
      question: 'text',
      part: 'text?',
      item: 'text',
      state: 'text',
      /** Choice by stored name, choices separated by spaces, number, ISO date or text; null unless answered. */
      value: 'text?',
      /** False where the country lets the answer feed scores and not be listed: nothing of the answer is in its row. */
      listed: 'truth',
      /**
       * `rounded`: counts with the score that its group of protected answers has in common; `withheld`: counts as not
       * released, as its value would show a protected answer; else `none`.
       */
      protection: 'text',
      /** What a rounded answer counts with, 0 to 100; null where it counts as missing, and where nothing is rounded. */
      surrogate: 'number?',
      /** True where a reviewer has accepted why it does not apply. */
      reason_accepted: 'truth',
      /**
       * Where the questionnaire's relevance hides it, judged by the disclosed answers alone: `zero` where it counts as
       * its lowest step, `leave` where it was not asked, `absent` where what it hangs on does not apply. Null where it shows.
       */
      hidden_as: 'text?',
      /** True where it shows, and would fall away if an answer that is missing turned out otherwise. */
      is_uncertain: 'truth',
      comment: 'text?',
      evidence: 'text?',
      evidence_state: 'text',
      /** True where the country confirmed the answer that was filled in beforehand; false where it gave it anew. */
      confirmed: 'truth',
      sheet: 'text?',
      cell: 'text?',
      revision: 'integer',
      upload_sha256: 'text?',
      file_name: 'text?',
    },
  },
  questions: {
    key: ['cycle', 'question'],
    columns: {
      cycle: 'text',
      section: 'text',
      question: 'text',
      position: 'integer',
      type: 'text',
      list: 'text?',
      class: 'text',
      core: 'truth',
      evidence_wanted: 'truth',
      /** True where the class is open to this edition for every country alike. */
      in_edition: 'truth',
    },
  },
  /** Every cell that can be answered. `name` is what its part is called in the questionnaire, `occurrence` from 1 in a repeat. */
  items: {
    key: ['cycle', 'item'],
    columns: {
      cycle: 'text',
      question: 'text',
      item: 'text',
      name: 'text?',
      occurrence: 'integer?',
      type: 'text',
      list: 'text?',
      position: 'integer',
    },
  },
  /** Cells that take a score. `scorer` is choice, share or goalposts. */
  scored_items: {
    key: ['cycle', 'item'],
    columns: {
      cycle: 'text',
      question: 'text',
      item: 'text',
      scorer: 'text',
      list: 'text?',
      low: 'number?',
      high: 'number?',
    },
  },
  /** The choices that a `share` counts. */
  share_choices: { key: ['cycle', 'item', 'choice'], columns: { cycle: 'text', item: 'text', choice: 'text' } },
  /** `score` is 0 to 100, or null where the choice is not scored. */
  choices: {
    key: ['cycle', 'list', 'choice'],
    columns: { cycle: 'text', list: 'text', choice: 'text', position: 'integer', score: 'number?' },
  },
  /** How a question of `cycle` answers to one of an earlier cycle. Only what compares: relation same or recoded. */
  crosswalk: {
    key: ['cycle', 'question', 'from_cycle'],
    columns: {
      cycle: 'text',
      question: 'text',
      from_cycle: 'text',
      from_question: 'text',
      relation: 'text',
      /** `old=new|old=new`; empty where nothing is recoded. */
      recode: 'text',
    },
  },

  dimensions: { key: ['dimension'], columns: { dimension: 'text', position: 'integer' } },
  pillars: {
    key: ['pillar'],
    columns: { pillar: 'text', dimension: 'text', weight: 'number', position: 'integer' },
  },
  /** `use` is scored or shown. */
  indicators: {
    key: ['indicator'],
    columns: { indicator: 'text', pillar: 'text', weight: 'number', position: 'integer', use: 'text' },
  },
  /** Without a part, all scored items of the question. Of the items of one `combine` group the best counts. */
  indicator_questions: {
    key: ['indicator', 'question', 'part'],
    columns: {
      indicator: 'text',
      question: 'text',
      part: 'text?',
      weight: 'number',
      combine: 'text?',
      position: 'integer',
    },
  },
  /** How the method is varied: each setting with its values, the method's own first. */
  variations: {
    key: ['setting', 'position'],
    columns: { setting: 'text', position: 'integer', value: 'text' },
  },
  /**
   * What is never scored and shown for context: `context` names the group that it is shown in, `role` what it is there.
   * Without a part, every part of the question.
   */
  context_questions: {
    key: ['context', 'role', 'question', 'name'],
    columns: { context: 'text', role: 'text', question: 'text', name: 'text?' },
  },
  areas: { key: ['area'], columns: { area: 'text', position: 'integer' } },
  area_questions: { key: ['area', 'question'], columns: { area: 'text', question: 'text' } },
  /** Raised where `indicator` is at least `at_least` while `beside` is under `under`. */
  flags: {
    key: ['flag'],
    columns: { flag: 'text', indicator: 'text', at_least: 'number', beside: 'text', under: 'number' },
  },

  /** `kind` is real or illustrative. Dates are ISO text; null means "not in the source", never "no". */
  treaty_facts: {
    key: ['treaty', 'country'],
    columns: {
      treaty: 'text',
      country: 'text',
      status: 'text',
      /** The day for which the status holds: that of the source, or on which the cycle opened where this is later. */
      status_on: 'text?',
      signature: 'text?',
      consent_date: 'text?',
      consent_action: 'text?',
      entry_into_force: 'text?',
      as_of: 'text',
      /** The source's own words where it names no exact day. */
      as_of_note: 'text?',
      source: 'text',
      note: 'text?',
      /** False where the source is general knowledge; such a fact is compared with nothing. */
      confirmed: 'truth',
      kind: 'text',
    },
  },
  /** When a treaty enters into force after consent, and what is known of its list of Parties. */
  treaties: {
    key: ['treaty'],
    columns: {
      treaty: 'text',
      in_force: 'text?',
      entry_months: 'integer?',
      entry_days: 'integer?',
      entry_rule: 'text?',
      complete: 'truth',
      complete_as_of: 'text?',
      parties_counted: 'integer?',
      count_source: 'text?',
    },
  },
  /** Real facts: the recommendations from which the plan starts, what has happened since, what measures each, and projects. */
  recommendations: {
    key: ['recommendation'],
    columns: { recommendation: 'text', position: 'integer', actors: 'text', source: 'text', as_of: 'text' },
  },
  milestones: {
    key: ['milestone'],
    columns: {
      milestone: 'text',
      recommendation: 'text',
      actors: 'text',
      date: 'text',
      source: 'text',
      as_of: 'text',
      confirmed: 'truth',
    },
  },
  recommendation_elements: {
    key: ['recommendation', 'element'],
    columns: { recommendation: 'text', element: 'text', position: 'integer' },
  },
  /** Points of the messages, and what belongs to each: kind is recommendation, indicator or treaty. */
  points: { key: ['point'], columns: { point: 'text', area: 'text', position: 'integer' } },
  point_links: {
    key: ['point', 'kind', 'code'],
    columns: { point: 'text', kind: 'text', code: 'text', position: 'integer' },
  },
  /** Lists are separated by spaces. Dates are a day, a month or a year, as the source has them. */
  projects: {
    key: ['project'],
    columns: {
      project: 'text',
      identifiers: 'text?',
      funders: 'text',
      implementers: 'text',
      countries: 'text',
      region: 'text?',
      areas: 'text',
      begins: 'text?',
      ends: 'text?',
      amount: 'number?',
      currency: 'text?',
      note: 'text?',
      part_of: 'text?',
      source: 'text',
      as_of: 'text',
    },
  },
  /**
   * What one source says of one activity of support: a line of a table, an activity of an IATI file, or a line that a country
   * answers and lets be shown. Which reports tell of one activity is decided in `staging.support_groups`.
   */
  support_reports: {
    key: ['report'],
    columns: {
      report: 'text',
      /** table, iati or answer. */
      source: 'text',
      /** real or illustrative. */
      kind: 'text',
      /** Whose answer it is: it goes with the answers of its country. Null for other sources. */
      cycle: 'text?',
      country: 'text?',
      region: 'text?',
      /** A day, month or year. */
      begins: 'text?',
      ends: 'text?',
      /** planned, runs, ended, suspended or cancelled, where the source has a status of its own. */
      status: 'text?',
      amount: 'number?',
      currency: 'text?',
      /** As of which the amount is stated. */
      year: 'integer?',
      part_of: 'text?',
      note: 'text?',
      results: 'integer',
      indicators: 'integer',
      documents: 'integer',
      link: 'text?',
      citation: 'text',
      as_of: 'text',
    },
  },
  /** Shares are 0 to 1; null where the source does not say. */
  support_countries: {
    key: ['report', 'country'],
    columns: { report: 'text', country: 'text', share: 'number?' },
  },
  support_areas: { key: ['report', 'area'], columns: { report: 'text', area: 'text', share: 'number?' } },
  /** `role` is funder or implementer; `name` is what the source calls it. */
  support_organisations: {
    key: ['report', 'role', 'organisation'],
    columns: { report: 'text', role: 'text', organisation: 'text', name: 'text' },
  },
  /** Normalised: two reports with the same identifier tell of one activity. */
  support_identifiers: { key: ['report', 'identifier'], columns: { report: 'text', identifier: 'text' } },
  /** What each report calls its activity, in each language. */
  support_names: { key: ['report', 'language'], columns: { report: 'text', language: 'text', name: 'text' } },
  /** Organisations of the reference tables in each language, whether or not a report names them. */
  organisation_names: {
    key: ['organisation', 'language'],
    columns: { organisation: 'text', language: 'text', name: 'text' },
  },
  /** What a person decided about two reports: `same` or `different`. */
  support_decisions: {
    key: ['report', 'other'],
    columns: { report: 'text', other: 'text', decision: 'text' },
  },
  treaty_questions: {
    key: ['cycle', 'question', 'treaty'],
    columns: { cycle: 'text', question: 'text', treaty: 'text' },
  },
  /** The choices that agree with a status of the source. A status without a row is compared with nothing. */
  treaty_answers: { key: ['cycle', 'status', 'choice'], columns: { cycle: 'text', status: 'text', choice: 'text' } },

  /** Names for people: kind is country, region, group, dimension, pillar, indicator, question, part, choice, area, section, treaty, flag, recommendation, milestone, actor, project. */
  labels: {
    key: ['kind', 'id', 'language'],
    columns: { kind: 'text', id: 'text', language: 'text', label: 'text', position: 'integer' },
  },
} as const satisfies Record<string, { key: readonly string[]; columns: Readonly<Record<string, Kind>> }>;

type TypeOf<K extends Kind> = K extends 'text'
  ? string
  : K extends 'text?'
    ? string | null
    : K extends 'truth'
      ? boolean
      : K extends 'integer' | 'number'
        ? number
        : number | null;

export type InputTable = keyof typeof inputTables;

/** One row of an input table. */
export type InputRow<T extends InputTable> = {
  readonly [C in keyof (typeof inputTables)[T]['columns']]: (typeof inputTables)[T]['columns'][C] extends Kind
    ? TypeOf<(typeof inputTables)[T]['columns'][C]>
    : never;
};

/** All of them. The order of rows does not matter: they are ordered by their key when loaded. */
export type Inputs = { readonly [T in InputTable]: readonly InputRow<T>[] };

/** No rows in any table: what a test adds its few rows to. */
export function emptyInputs(): { [T in InputTable]: InputRow<T>[] } {
  return Object.fromEntries(Object.keys(inputTables).map((table) => [table, []])) as unknown as {
    [T in InputTable]: InputRow<T>[];
  };
}

const sqlTypes = { text: 'varchar', integer: 'integer', number: 'double', truth: 'boolean' } as const;

/** Columns of an input table with their DuckDB types, in order. */
export function sqlColumns(table: InputTable): Record<string, string> {
  const columns: Readonly<Record<string, Kind>> = inputTables[table].columns;
  return Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => [name, sqlTypes[kind.replace('?', '') as keyof typeof sqlTypes]]),
  );
}

/** What the models say of themselves: filled by the build, read as `input.models` and `input.lineage`. */
export const modelTables = {
  models: {
    key: ['position'],
    columns: {
      model: 'varchar',
      title: 'varchar',
      grain: 'varchar',
      kind: 'varchar',
      position: 'integer',
      means: 'varchar',
      sql: 'varchar',
    },
  },
  lineage: { key: ['model', 'reads'], columns: { model: 'varchar', reads: 'varchar' } },
} as const;

/** Columns and types of every input table, by its name in statements (`input.cycles`). */
export const inputTypes = (): Record<string, Record<string, string>> =>
  Object.fromEntries([
    ...(Object.keys(inputTables) as InputTable[]).map((table) => [`input.${table}`, sqlColumns(table)]),
    ...Object.entries(modelTables).map(([table, { columns }]) => [`input.${table}`, columns]),
  ]);
