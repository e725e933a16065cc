/** What is asked of the writer. */
import type { AnswerState, AnswerValue } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { Scope } from '../layout-scope.ts';

/** An earlier answer or a known fact, shown next to the answer cell until the country confirms it. */
export type Prefill = {
  /** Id of the cell as in the layout: `C04`, `E04.sent`. */
  readonly id: string;
  readonly value: AnswerValue;
  /** Where it comes from, in words for the country. */
  readonly source: string;
  /** ISO date: the day to which it refers. */
  readonly date: string;
  /** False if the source is general knowledge that no one has checked; true if left out. */
  readonly confirmed?: boolean;
};

/** What a country wrote in one row; a row of a question with parts, or its head, by its id. */
export type WrittenAnswer = {
  readonly id: string;
  /** Stored value, written as a person would: by its label, as a number, as a date. */
  readonly value?: AnswerValue | null;
  /** Stands in the answer cell as it is, instead of `value`: what people mistype. */
  readonly typed?: string | number;
  readonly state?: AnswerState | 'withdrawn' | null;
  readonly reason?: string | null;
  readonly comment?: string | null;
  readonly note?: string | null;
  readonly evidence?: string | null;
  /** What was picked in the confirm cell; left empty if null. */
  readonly confirmed?: boolean | null;
};

export type WorkbookOrder = {
  readonly instrument: Instrument;
  /** Such as `cybercrime-2026`. */
  readonly cycle: string;
  readonly country: { readonly code: string; readonly name: string };
  readonly language: string;
  readonly scope: Scope;
  readonly prefills: readonly Prefill[];
  readonly answers?: readonly WrittenAnswer[];
  /** Revision of this cycle that `answers` are of; 0 or left out if there is none. */
  readonly revision?: number;
  /** True for a fictional State: every sheet then states this. */
  readonly illustrative: boolean;
  /** ISO date of issue. */
  readonly issued: string;
  /** ISO date by which it is wanted back. */
  readonly due?: string | null;
  /** How to reach the secretariat; left out where the installation does not say. */
  readonly contact?: string | null;
  /** What lists of countries offer, by code; without them such a cell takes any text. */
  readonly countries?: readonly { readonly code: string; readonly name: string }[];
  readonly texts: Texts;
};
