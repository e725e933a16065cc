/** A questionnaire as the rest of the software uses it: loaded, checked, with its texts. */
import type { AnswerClass } from '../domain/index.ts';
import type { Expression } from './relevance/expression.ts';

/** The type of one cell. */
export const cellTypes = ['select_one', 'select_multiple', 'integer', 'decimal', 'date', 'text'] as const;
export type CellType = (typeof cellTypes)[number];

/**
 * The structure of a question: one cell, named parts (`group`), a cell for each row of a list (`grid`), or several
 * occurrences of named parts (`repeat`).
 */
export const questionTypes = [...cellTypes, 'group', 'grid', 'repeat'] as const;
export type QuestionType = (typeof questionTypes)[number];

export type Choice = {
  /** Stored name, or stored number in a numbered list. */
  readonly name: string;
  /** 0 to 100; null if the choice is excluded from the denominator, and in a list that is not scored. */
  readonly score: number | null;
};

export type ChoiceList = {
  readonly name: string;
  /** True if choices are stored as numbers (`law`, `ops`, `prio`). */
  readonly numbered: boolean;
  readonly scored: boolean;
  /** True if the choices come from a source outside the instrument and are not listed in it. */
  readonly openEnded: boolean;
  /** Their source, such as `countries`; null if `choices` contains them all. */
  readonly source: string | null;
  /** In the order of the file; empty for an open-ended list. */
  readonly choices: readonly Choice[];
};

export type Limits = {
  readonly min: number | null;
  readonly max: number | null;
  readonly longest: number | null;
  /** For a date: a day, or a year relative to the version (`year-2`); `dayOfBound` resolves it. */
  readonly from?: string;
  readonly until?: string;
};

/** One part of a group or repeat, and the type of its cell. */
export type PartDeclaration = {
  readonly name: string;
  readonly type: CellType;
  readonly list: string | null;
  readonly limits: Limits;
};

/** How an answer is scored. `choice` uses the scores of the list; `share` counts the named choices. */
export type Scorer =
  | { readonly by: 'choice'; readonly part: string | null }
  | { readonly by: 'share'; readonly of: readonly string[]; readonly part: string | null }
  | { readonly by: 'goalposts'; readonly low: number; readonly high: number; readonly part: string | null };

/** Steps of the review for which a question may be required. */
export const requirements = ['acceptance'] as const;

export type Question = {
  readonly code: string;
  readonly section: string;
  readonly type: QuestionType;
  /** Choice list of a select, or of the cells of a grid. */
  readonly list: string | null;
  /** For a grid: the cell type of a row; otherwise null. */
  readonly cellType: CellType | null;
  /** For a grid: the choice list whose choices are its rows, or `sections`. */
  readonly rows: string | null;
  readonly parts: readonly PartDeclaration[];
  /** For a repeat: the maximum number of occurrences. */
  readonly most: number | null;
  readonly limits: Limits;
  /**
   * Parsed XLSForm expression; null if the question is always shown. In a grid, a reference to another grid means its
   * row of the same name.
   */
  readonly relevance: Expression | null;
  readonly whenHidden: 'zero' | 'leave' | null;
  readonly class: AnswerClass;
  readonly core: boolean;
  /** `acceptance`: a revision without this answer can only be accepted with a reason. Null if it is not required. */
  readonly requiredFor: (typeof requirements)[number] | null;
  /** Kind of evidence that is requested, a text id under `evidence`; null for none. */
  readonly evidence: string | null;
  readonly legal: readonly string[];
  readonly seeds: readonly string[];
  /** Source of the prefill: `last_cycle`, `treaty`, `directory`, `round_list`, `support`; null for none. */
  readonly prefill: string | null;
  /** Treaties whose status this question asks for, as named in `pipelines/reference/treaties.csv`. */
  readonly treaties: readonly string[];
  readonly scorer: Scorer | null;
  /**
   * The reasons for which it may not apply to a country, as text ids under `reasons`; an empty list accepts any
   * reason. Null if it applies to every country. An answer "does not apply" is excluded from a denominator only after
   * a reviewer has accepted the reason.
   */
  readonly mayNotApply: { readonly reasons: readonly string[] } | null;
};

export type Section = { readonly code: string; readonly questions: readonly Question[] };

/** Every text of one language; a missing text is replaced by that of the working language, marked. */
export type InstrumentTexts = {
  readonly language: string;
  readonly reviewed: boolean;
  readonly title: string;
  readonly sections: Readonly<Record<string, { title: string; answered_by: string; sheet: string }>>;
  readonly questions: Readonly<Record<string, { label: string; help?: string; parts?: Record<string, string> }>>;
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly evidence: Readonly<Record<string, string>>;
  /** Wording of the reasons why a question may not apply. */
  readonly reasons: Readonly<Record<string, string>>;
};

/**
 * Relation to an earlier question: `same`: answers carry over and are comparable; `recoded`: the same after `recode`;
 * `changed`: carried over as a hint, never compared; `new`; `dropped`.
 */
/** A current text and its earlier wording, in one language. */
export type EarlierText = { readonly language: string; readonly now: string; readonly earlier: string };

export const crosswalkRelations = ['same', 'recoded', 'changed', 'new', 'dropped'] as const;

export type CrosswalkLine = {
  /** Null for a dropped question. */
  readonly question: string | null;
  /** Instrument and version of `fromQuestion`, such as `cybercrime` `2024`. */
  readonly fromInstrument: string;
  readonly fromVersion: string;
  /** Null for a new question. */
  readonly fromQuestion: string | null;
  readonly relation: (typeof crosswalkRelations)[number];
  /** For `recoded`, from earlier to current stored choice; a choice that is not listed keeps its name. */
  readonly recode: Readonly<Record<string, string>>;
  readonly note: string;
};

/** Identifies an instrument: its folder, and the folder of its version within. */
export type InstrumentName = { readonly id: string; readonly version: string };

export type Instrument = InstrumentName & {
  /** Languages of the instrument; the first is its working language, which has every text. */
  readonly languages: readonly string[];
  readonly sections: readonly Section[];
  /** Every question by code, in order. */
  readonly questions: ReadonlyMap<string, Question>;
  readonly lists: ReadonlyMap<string, ChoiceList>;
  readonly texts: ReadonlyMap<string, InstrumentTexts>;
  readonly crosswalk: readonly CrosswalkLine[];
  /** Earlier wordings of texts: workbooks that were issued with them are still understood. */
  readonly earlierTexts: readonly EarlierText[];
  /**
   * SHA-256 of its files in name order. Used by cycles and workbooks of earlier versions of this software; new ones
   * use `meaningHash`.
   */
  readonly filesHash: string;
};

/** One answer cell of a questionnaire, as used by the writer, the reader and the validation of workbooks. */
export type CellDeclaration = {
  /** Same as `part` or, for a single question, the question code: the content of the code column. */
  readonly id: string;
  readonly question: Question;
  /** Full part id, or null for a single answer. */
  readonly part: string | null;
  /** Row of a grid or name of a part; null for a single answer. */
  readonly name: string | null;
  /** Counted from 1, for a repeat. */
  readonly occurrence: number | null;
  readonly type: CellType;
  readonly list: ChoiceList | null;
  readonly limits: Limits;
};
