/** What the drawing of illustrative answers takes from content: `questionnaires/<instrument>/demo.yaml`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type DemoHints = {
  readonly seed: number;
  /** Versions of the questionnaire, oldest first: a cycle each. */
  readonly versions: readonly string[];
  /** Share of States that do not report in each cycle. */
  readonly silent: number;
  /** Share of workbooks that come with mistakes. */
  readonly careless: number;
  /** Numbers by cell or question: at the weakest and at the strongest State. */
  readonly numbers: Readonly<Record<string, readonly [number, number]>>;
  /** Whole numbers drawn evenly between two, by cell: years. */
  readonly years: Readonly<Record<string, readonly [number, number]>>;
  /** Chances of single choices by question or cell; what is not listed is drawn by capacity or evenly. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Questions whose level rises where capacity is weak. */
  readonly inverse: readonly string[];
  /** Choices of several that are given alone. */
  readonly alone: readonly string[];
  /** Texts by cell, question or `other`, in each language; one is drawn. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Occurrences of a repeat, by question: at the weakest and at the strongest State. */
  readonly occurrences: Readonly<Record<string, readonly [number, number]>>;
  /** Days from the reference date of a cycle, by cell. */
  readonly days: Readonly<Record<string, readonly [number, number]>>;
};

/** @returns null where the instrument has no demo */
export function loadHints(contentRoot: string, instrument: string): DemoHints | null {
  const file = join(contentRoot, 'questionnaires', instrument, 'demo.yaml');
  if (!existsSync(file)) return null;
  const written = parse(readFileSync(file, 'utf8')) as Partial<DemoHints> & Pick<DemoHints, 'seed' | 'versions'>;
  return {
    silent: 0.08,
    careless: 0.2,
    numbers: {},
    years: {},
    choices: {},
    inverse: [],
    alone: [],
    texts: {},
    occurrences: {},
    days: {},
    ...written,
  };
}
