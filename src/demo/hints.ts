/** The demo's settings in content: `questionnaires/<instrument>/demo.yaml`. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../content/index.ts';

export type DemoCycle = {
  /** Version of the questionnaire. */
  readonly version: string;
  /** ISO dates in the fictional calendar between which submissions are received. */
  readonly opens: string;
  readonly closes: string;
  /** Share of States that do not report. */
  readonly silent: number;
  /** Share of submissions that are not settled: they await a decision, or were returned. */
  readonly open: number;
};

export type DemoHints = {
  readonly seed: number;
  /** Oldest first. */
  readonly cycles: readonly DemoCycle[];
  /** Number of participating States, drawn from all; null for all. */
  readonly states: number | null;
  /** Share of workbooks with mistakes. */
  readonly careless: number;
  /** Share of answers with evidence that a reviewer has checked. */
  readonly verified: number;
  /** Fixed answers in the last cycle, by State and cell; such a State reports without mistakes and is accepted. */
  readonly sure: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /**
   * Questions that vary together, independent of their section; `spread` in standard deviations. So a State may be
   * strong in one theme and weak in a related one.
   */
  readonly themes: Readonly<Record<string, { readonly questions: readonly string[]; readonly spread: number }>>;
  /** Cells or questions that a State always leaves blank in the last cycle. */
  readonly unsaid: Readonly<Record<string, readonly string[]>>;
  /** Numbers by cell or question: for the weakest and for the strongest State. */
  readonly numbers: Readonly<Record<string, readonly [number, number]>>;
  /** Integers drawn uniformly between two, by cell: years. */
  readonly years: Readonly<Record<string, readonly [number, number]>>;
  /** Probabilities of choices by question or cell; choices that are not listed are drawn by capacity or uniformly. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Questions whose value increases with weaker capacity. */
  readonly inverse: readonly string[];
  /** Choices that exclude all others. */
  readonly alone: readonly string[];
  /** Texts by cell, question or `other`, in each language; one is drawn. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Number of occurrences of a repeat, by question: for the weakest and for the strongest State. */
  readonly occurrences: Readonly<Record<string, readonly [number, number]>>;
  /** Days relative to the reference date of a cycle, by cell. */
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
