/** A questionnaire as the rest of the product sees it: loaded, checked, with its texts. */
import type { AnswerClass } from '../domain/index.ts';
import type { Expression } from './relevance/expression.ts';

/** What one cell takes. */
export const cellTypes = ['select_one', 'select_multiple', 'integer', 'decimal', 'date', 'text'] as const;
export type CellType = (typeof cellTypes)[number];

/** What a question is made of: one cell, named parts, a part a row of a list, or named parts several times. */
export const questionTypes = [...cellTypes, 'group', 'grid', 'repeat'] as const;
export type QuestionType = (typeof questionTypes)[number];

export type Choice = {
  /** Stored name, or stored number for a list that carries numbers. */
  readonly name: string;
  /** 0 to 100; null if the choice leaves the denominator, and in a list that is not scored. */
  readonly score: number | null;
};

export type ChoiceList = {
  readonly name: string;
  /** True if choices are stored as numbers (`law`, `ops`, `prio`). */
  readonly numbered: boolean;
  readonly scored: boolean;
  /** True if the choices come from a source outside the instrument and are not listed in it. */
  readonly openEnded: boolean;
  /** Where they come from, such as `countries`; null if `choices` lists them all. */
  readonly source: string | null;
  /** In the order of the file; empty for an open-ended list. */
  readonly choices: readonly Choice[];
};

export type Limits = {
  readonly min: number | null;
  readonly max: number | null;
  readonly longest: number | null;
  /** For a date: a day, or a year counted from that of the version (`year-2`); `dayOfBound` resolves it. */
  readonly from?: string;
  readonly until?: string;
};

/** One part of a group or repeat: what its cell takes. */
export type PartDeclaration = {
  readonly name: string;
  readonly type: CellType;
  readonly list: string | null;
  readonly limits: Limits;
};

/** How an answer becomes a score. `choice` takes the list's scores; `share` counts the choices that are named. */
export type Scorer =
  | { readonly by: 'choice'; readonly part: string | null }
  | { readonly by: 'share'; readonly of: readonly string[]; readonly part: string | null }
  | { readonly by: 'goalposts'; readonly low: number; readonly high: number; readonly part: string | null };

/** Steps for which a question may have to be answered. */
export const requirements = ['acceptance'] as const;

export type Question = {
  readonly code: string;
  readonly section: string;
  readonly type: QuestionType;
  /** Choice list of a select, or of the cells of a grid. */
  readonly list: string | null;
  /** For a grid: the cell type of a row; else null. */
  readonly cellType: CellType | null;
  /** For a grid: the choice list whose choices are its rows, or `sections`. */
  readonly rows: string | null;
  readonly parts: readonly PartDeclaration[];
  /** For a repeat: how many times at most. */
  readonly most: number | null;
  readonly limits: Limits;
  /** XLSForm expression; null if the question always shows. For a grid, a reference to another grid means its same row. */
  readonly relevance: Expression | null;
  readonly whenHidden: 'zero' | 'leave' | null;
  readonly class: AnswerClass;
  readonly core: boolean;
  /** `acceptance`: a revision without it is accepted only for a reason. Null if nothing waits for it. */
  readonly requiredFor: (typeof requirements)[number] | null;
  /** Kind of evidence wanted, a text id under `evidence`; null if none is asked for. */
  readonly evidence: string | null;
  readonly legal: readonly string[];
  readonly seeds: readonly string[];
  /** Where a prefill comes from: `last_cycle`, `treaty`, `directory`, `round_list`, `support`; null for none. */
  readonly prefill: string | null;
  /** Treaty whose status this question states, as named in `pipelines/reference/treaties.csv`. */
  readonly treaties: readonly string[];
  readonly scorer: Scorer | null;
  /**
   * The reasons for which it may not apply to a country, as text ids under `reasons`; none listed: any reason. Null if
   * it applies to every country. "Does not apply" leaves a denominator only once a reviewer has accepted the reason.
   */
  readonly mayNotApply: { readonly reasons: readonly string[] } | null;
};

export type Section = { readonly code: string; readonly questions: readonly Question[] };

/** Every text of one language; a missing one falls back to the working language, marked. */
export type InstrumentTexts = {
  readonly language: string;
  readonly reviewed: boolean;
  readonly title: string;
  readonly sections: Readonly<Record<string, { title: string; answered_by: string; sheet: string }>>;
  readonly questions: Readonly<Record<string, { label: string; help?: string; parts?: Record<string, string> }>>;
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly evidence: Readonly<Record<string, string>>;
  /** Why a question may not apply, in words. */
  readonly reasons: Readonly<Record<string, string>>;
};

/**
 * What a question was: `same`: answers carry over and compare; `recoded`: through `recode`; `changed`: carried as a hint,
 * never compared; `new`; `dropped`.
 */
/** A text as it is now and as it was, in one language. */
export type EarlierText = { readonly language: string; readonly now: string; readonly earlier: string };

export const crosswalkRelations = ['same', 'recoded', 'changed', 'new', 'dropped'] as const;

export type CrosswalkLine = {
  /** Null for a dropped question. */
  readonly question: string | null;
  /** Instrument and version that `fromQuestion` stands in, such as `cybercrime` `2024`. */
  readonly fromInstrument: string;
  readonly fromVersion: string;
  /** Null for a new question. */
  readonly fromQuestion: string | null;
  readonly relation: (typeof crosswalkRelations)[number];
  /** From stored choice there to stored choice here, for `recoded`; a choice that is not in it keeps its name. */
  readonly recode: Readonly<Record<string, string>>;
  readonly note: string;
};

/** What names an instrument: its folder, and the folder of its version within. */
export type InstrumentName = { readonly id: string; readonly version: string };

export type Instrument = InstrumentName & {
  /** Those it is offered in; the first is its working language, which has every text. */
  readonly languages: readonly string[];
  readonly sections: readonly Section[];
  /** Every question by code, in order. */
  readonly questions: ReadonlyMap<string, Question>;
  readonly lists: ReadonlyMap<string, ChoiceList>;
  readonly texts: ReadonlyMap<string, InstrumentTexts>;
  readonly crosswalk: readonly CrosswalkLine[];
  /** What texts said before they were reworded: a workbook that was issued with them is understood all the same. */
  readonly earlierTexts: readonly EarlierText[];
  /**
   * SHA-256 of its files in name order. Cycles and workbooks of earlier versions of this software name it; what is frozen
   * now is `meaningHash`.
   */
  readonly filesHash: string;
};

/** One answer cell of a questionnaire: what the writer draws, the reader looks for and the validator checks. */
export type CellDeclaration = {
  /** Same as `part` or, for a single question, the question code: what is in the code column. */
  readonly id: string;
  readonly question: Question;
  /** Full part id, or null for a single answer. */
  readonly part: string | null;
  /** Row of a grid or name of a part; null for a single answer. */
  readonly name: string | null;
  /** From 1, for a repeat. */
  readonly occurrence: number | null;
  readonly type: CellType;
  readonly list: ChoiceList | null;
  readonly limits: Limits;
};
