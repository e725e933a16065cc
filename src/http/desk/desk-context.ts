/** What a page of the desk is written with, and what it is made of. */
import type { Html, PageContext } from '../site/page-context.ts';
import type { Refused } from '../site/problem-words.ts';

export type Values = Record<string, string | number | boolean>;

/** What a page of the desk is written with. */
export type DeskContext = PageContext & {
  /** A text of `texts/<language>/desk.yaml`. */
  readonly t: (key: string, values?: Values) => string;
  /** An instant, by its day and minute in UTC. */
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
  /** What went wrong with the form that was sent, shown above all. */
  readonly refused?: Refused | null;
  /** What was just done. */
  readonly done?: string | null;
  /** Goes into the head, such as how a page without scripts follows what continues. */
  readonly head?: Html;
};
