/** Types for the pages of the desk: their context, and their content. */
import type { Html, PageContext } from '../site/page-context.ts';
import type { Refused } from '../site/problem-words.ts';

export type Values = Record<string, string | number | boolean>;

/** What the functions that write a page of the desk need. */
export type DeskContext = PageContext & {
  /** A text of `texts/<language>/desk.yaml`. */
  readonly t: (key: string, values?: Values) => string;
  /** An instant in UTC, to the minute. */
  readonly when: (iso: string) => string;
  readonly day: (iso: string) => string;
  readonly number: (value: number, digits?: number) => string;
  /** Address of a page below the language, relative to this one. */
  readonly to: (path: string) => string;
  readonly country: (code: string) => string;
  readonly cycle: (id: string) => string;
};

export type DeskPage = {
  readonly title: string;
  readonly lede: Html | string;
  readonly main: Html;
  /** Error of the submitted form, shown at the top. */
  readonly refused?: Refused | null;
  /** Message about a completed action. */
  readonly done?: string | null;
  /** Additional elements of the head, such as a refresh for browsers without scripts. */
  readonly head?: Html;
};
