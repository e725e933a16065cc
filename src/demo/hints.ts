/** What the demo takes from content: `questionnaires/<instrument>/demo.yaml`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../content/index.ts';

export type DemoCycle = {
  /** Version of the questionnaire. */
  readonly version: string;
  /** ISO dates in the fictional world between which returns come in. */
  readonly opens: string;
  readonly closes: string;
  /** Share of States that do not report. */
  readonly silent: number;
  /** Share of returns that the secretariat has not settled: they wait, or were sent back. */
  readonly open: number;
};

export type DemoHints = {
  readonly seed: number;
  /** Oldest first. */
  readonly cycles: readonly DemoCycle[];
  /** How many States take part, drawn from all; null for every one. */
  readonly states: number | null;
  /** Share of workbooks that come with mistakes. */
  readonly careless: number;
  /** Share of answers with evidence that a reviewer has looked into. */
  readonly verified: number;
  /** Answers of the last cycle that are so for certain, by State and cell; such a State reports without a slip and is accepted. */
  readonly sure: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /**
   * Questions that stand or fall together, apart from their section; `spread` in steps of a standard deviation. So a
   * State may be strong in one thing and weak in what goes with it.
   */
  readonly themes: Readonly<Record<string, { readonly questions: readonly string[]; readonly spread: number }>>;
  /** Cells or questions of the last cycle that a State leaves blank for certain. */
  readonly unsaid: Readonly<Record<string, readonly string[]>>;
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

/** @returns null if the instrument has no demo */
export function loadHints(contentRoot: string, instrument: string): DemoHints | null {
  const file = `questionnaires/${instrument}/demo.yaml`;
  if (!existsSync(join(contentRoot, file))) return null;
  const written = readContent<Partial<DemoHints> & Pick<DemoHints, 'seed' | 'cycles'>>(contentRoot, file);
  return {
    states: null,
    careless: 0.2,
    verified: 0.15,
    sure: {},
    unsaid: {},
    themes: {},
    numbers: {},
    years: {},
    choices: {},
    inverse: [],
    alone: [],
    texts: {},
    occurrences: {},
    days: {},
    ...written,
    cycles: written.cycles.map((cycle) => ({ ...cycle, silent: cycle.silent ?? 0.08, open: cycle.open ?? 0 })),
  };
}

/** Every instrument that has a demo, by its id. */
export function loadAllHints(contentRoot: string): ReadonlyMap<string, DemoHints> {
  const folders = readdirSync(join(contentRoot, 'questionnaires'), { withFileTypes: true });
  const instruments = folders.filter((entry) => !entry.isFile()).map(({ name }) => name);
  return new Map(
    instruments.sort().flatMap((instrument) => {
      const hints = loadHints(contentRoot, instrument);
      return hints ? [[instrument, hints] as const] : [];
    }),
  );
}
