/** One round of assessment: a questionnaire version, the countries invited, dates, and a publication rule. */
import type { CycleRules } from './cycle-rules.ts';

export type Cycle = {
  /** `<instrument>-<version>`. */
  readonly id: string;
  readonly instrument: string;
  readonly version: string;
  /** Hash of the questionnaire's files when the cycle opened. What is frozen is their meaning. */
  readonly instrumentHash: string;
  /** What the questionnaire meant when the cycle opened, in canonical JSON; null if an earlier version of this software opened it. */
  readonly meaning: string | null;
  /** SHA-256 of the meaning; null if there is none. */
  readonly meaningHash: string | null;
  /** UTC instant. */
  readonly openedAt: string;
  /** Person id. */
  readonly openedBy: string;
  /** ISO date by which answers are due; null for none. */
  readonly closesOn: string | null;
  /** Score from 0 to 100 that is aimed at, and by which year; null if the cycle sets none. */
  readonly target: number | null;
  readonly targetYear: number | null;
  /** Cycle that progress is measured from; null for the first. */
  readonly baseline: string | null;
  /** Its rules as they were when it opened; null if an earlier version of this software opened it. */
  readonly rules: CycleRules | null;
  /** SHA-256 of the rules in canonical form; null if there are none. */
  readonly rulesHash: string | null;
};

/** What a data folder holds, set when it is made and never changed: invented answers and real ones never share one. */
export const folderKinds = ['illustrative', 'real'] as const;
export type FolderKind = (typeof folderKinds)[number];
