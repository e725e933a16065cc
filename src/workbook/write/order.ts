/** The order for a workbook to write. */
import type { AnswerState, AnswerValue } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { Scope } from '../layout-scope.ts';

/** An earlier answer or a known fact, shown next to the answer cell until the country confirms it. */
export type Prefill = {
  /** Id of the cell as in the layout: `C04`, `E04.sent`. */
  readonly id: string;
  readonly value: AnswerValue;
  /** Its source, in words for the country. */
  readonly source: string;
  /** ISO date to which the value refers. */
  readonly date: string;
  /** False if the source is unverified general knowledge; true if omitted. */
  readonly confirmed?: boolean;
};

/** What a country entered in one row, by the id of the row: an answer cell, or the heading of a question with parts. */
export type WrittenAnswer = {
  readonly id: string;
  /** Stored value, written as a person would enter it: by its label, as a number, as a date. */
  readonly value?: AnswerValue | null;
  /** Written to the answer cell unchanged, instead of `value`, to reproduce typing errors. */
  readonly typed?: string | number;
  readonly state?: AnswerState | 'withdrawn' | null;
  readonly reason?: string | null;
  readonly comment?: string | null;
  readonly note?: string | null;
  readonly evidence?: string | null;
  /** Choice in the confirm cell; empty if null. */
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
  /** Revision of this cycle that `answers` come from; 0 or omitted if there is none. */
  readonly revision?: number;
  /** True for a fictional State: every sheet states it. */
  readonly illustrative: boolean;
  /** ISO date of issue. */
  readonly issued: string;
  /** ISO date of the deadline. */
  readonly due?: string | null;
  /** How to reach the secretariat; omitted if the installation has no contact. */
  readonly contact?: string | null;
  /** Choices for lists of countries, by code; without them such a cell accepts any text. */
  readonly countries?: readonly { readonly code: string; readonly name: string }[];
  readonly texts: Texts;
};
