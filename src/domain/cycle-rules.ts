/** The rules of a cycle: `pipelines/framework/<instrument>/cycles.yaml`, one entry for each questionnaire version. */
import type { ExplicitPublication } from './disclosure.ts';

/** Frozen when the cycle opens. Plain data, so that it can be stored as JSON and hashed. */
export type CycleRules = {
  /** Year of the reference date; pace is measured in years. */
  readonly year: number;
  /**
   * Reference date of the answers, ISO; support must be running on it to be active. Null if not set yet, see
   * `referenceDateOf`.
   */
  readonly referenceDate: string | null;
  /** Version of the questionnaire with which progress is measured; null for the first. */
  readonly baseline: string | null;
  /** Score, 0 to 100; null if none is set. */
  readonly target: number | null;
  readonly targetYear: number | null;
  /** Share, 0 to 1. */
  readonly coverageThreshold: number;
  /** Share of the scored questions that must have a value; questions that do not apply are in the denominator. */
  readonly answeredThreshold: number;
  /** Lower bounds of the second tier and those above. */
  readonly tiers: readonly number[];
  /** Minimum number of reporting countries for a mean to be shown. */
  readonly leastGroup: number;
  readonly pace: {
    readonly on_track: number;
    readonly moderate: number;
    readonly insufficient: number;
    /** Share of the paired replications in which a change must have the same sign. */
    readonly same_sign: number;
  };
  /** Null if the instrument does not ask about needs. */
  readonly need: NeedRules | null;
  readonly publication: PublicationRules;
};

/**
 * Reference date of the answers, ISO. Rules without one take the first deadline, and store it when it is set; until
 * then, the end of the year.
 */
export const referenceDateOf = (rules: Pick<CycleRules, 'referenceDate' | 'year'>, closesOn: string | null): string =>
  rules.referenceDate ?? closesOn ?? `${rules.year}-12-31`;

export type NeedRules = {
  readonly target: number;
  readonly question: string;
  /** The factor by which each stored priority multiplies the gap. */
  readonly factors: Readonly<Record<string, number>>;
  readonly pressing: readonly string[];
  readonly help: string | null;
  readonly readiness: string | null;
  readonly support: {
    readonly question: string;
    readonly parts: Readonly<Record<string, string>>;
    /** ISO 4217 code of the currency in which values are asked for; absent if the question names none. */
    readonly currency?: string;
  } | null;
  readonly obstacles: readonly string[];
  /** Alternative assumptions about needs, by name. */
  readonly variants: Readonly<Record<string, NeedVariant>>;
};

export type NeedVariant = {
  readonly target: number;
  /** Like those of the need; null if only the gap counts, whatever the priority. */
  readonly factors: Readonly<Record<string, number>> | null;
};

/** How answers become public. An instrument declares one of two ways; there is no default. */
export type PublicationRules =
  /** It has no publication question, and declares that every public question is published. */
  | { readonly by: 'instrument' }
  /** The answers in which a country states which of its answers may be published. */
  | {
      readonly by: 'country';
      /** Grid with one row for each section. */
      readonly sections: string;
      /** The question whether its needs may be shown, and the questions in which it states them. */
      readonly needs: string | null;
      readonly needQuestions: readonly string[];
      /** Meaning of each stored choice. */
      readonly choices: Readonly<Record<string, ExplicitPublication>>;
      /**
       * Sections without a row of their own, about the submission itself: published as widely as the widest choice
       * made.
       */
      readonly followWidest: readonly string[];
    };
