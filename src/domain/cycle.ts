/** One cycle of assessment: a questionnaire version, invited countries, dates, and publication rules. */
import type { CycleRules } from './cycle-rules.ts';

export type Cycle = {
  /** `<instrument>-<version>`. */
  readonly id: string;
  readonly instrument: string;
  readonly version: string;
  /** Hash of the questionnaire's files when the cycle opened. Only their meaning is frozen. */
  readonly instrumentHash: string;
  /**
   * Meaning of the questionnaire when the cycle opened, in canonical JSON; null if an earlier version of this
   * software opened it.
   */
  readonly meaning: string | null;
  /** SHA-256 of the meaning; null if there is none. */
  readonly meaningHash: string | null;
  /** UTC instant. */
  readonly openedAt: string;
  /** Person id. */
  readonly openedBy: string;
  /** ISO date of the deadline; null for none. */
  readonly closesOn: string | null;
  /** Target score from 0 to 100, and the year for it; null if the cycle sets none. */
  readonly target: number | null;
  readonly targetYear: number | null;
  /** Cycle with which progress is measured; null for the first. */
  readonly baseline: string | null;
  /** The rules with which it opened; null if an earlier version of this software opened it. */
  readonly rules: CycleRules | null;
  /** SHA-256 of the rules in canonical form; null if there are none. */
  readonly rulesHash: string | null;
};

/**
 * Kind of a data folder, set when it is initialised and never changed: invented and real answers never share a
 * folder.
 */
export const folderKinds = ['illustrative', 'real'] as const;
export type FolderKind = (typeof folderKinds)[number];
