/** What is set with a cycle: `pipelines/framework/<instrument>/cycles.yaml`, one entry a questionnaire version. */
import type { ExplicitPublication } from './disclosure.ts';

/** Frozen when the cycle opens. Plain data, so that it can be kept as JSON and hashed. */
export type CycleRules = {
  /** Year of the reference date: what pace is counted in. */
  readonly year: number;
  /** Reference date of the answers, ISO, on which support must run to be active; null: not settled yet, see `referenceDateOf`. */
  readonly referenceDate: string | null;
  /** Version of the questionnaire that progress is measured from; null for the first. */
  readonly baseline: string | null;
  /** Score, 0 to 100; null if none is set. */
  readonly target: number | null;
  readonly targetYear: number | null;
  /** Share, 0 to 1. */
  readonly coverageThreshold: number;
  /** Share of the scored questions asked, those that do not apply included, that must have a value. */
  readonly answeredThreshold: number;
  /** Lower bounds of the second tier and those above. */
  readonly tiers: readonly number[];
  /** Fewest reporting countries of which a mean is shown. */
  readonly leastGroup: number;
  readonly pace: {
    readonly on_track: number;
    readonly moderate: number;
    readonly insufficient: number;
    /** Share of paired replications in which a change must have the same sign. */
    readonly same_sign: number;
  };
  /** Null if the instrument asks for no needs. */
  readonly need: NeedRules | null;
  readonly publication: PublicationRules;
};

/**
 * Reference date of the answers, ISO. Rules without one take the first due date, which is
 * kept with them when it is set; before any is set, the end of the year.
 */
export const referenceDateOf = (rules: Pick<CycleRules, 'referenceDate' | 'year'>, closesOn: string | null): string =>
  rules.referenceDate ?? closesOn ?? `${rules.year}-12-31`;

export type NeedRules = {
  readonly target: number;
  readonly question: string;
  /** What each stored priority multiplies the gap by. */
  readonly factors: Readonly<Record<string, number>>;
  readonly pressing: readonly string[];
  readonly help: string | null;
  readonly readiness: string | null;
  readonly support: {
    readonly question: string;
    readonly parts: Readonly<Record<string, string>>;
    /** ISO 4217 code of the currency in which values are asked for; absent where the question names none. */
    readonly currency?: string;
  } | null;
  readonly obstacles: readonly string[];
  /** What else a need could be made of, by name: shown next to it. */
  readonly variants: Readonly<Record<string, NeedVariant>>;
};

export type NeedVariant = {
  readonly target: number;
  /** As those of the need; null if the gap alone counts, whatever the priority. */
  readonly factors: Readonly<Record<string, number>> | null;
};

/** What makes answers public. An instrument states which of the two it is; there is no third, and no default. */
export type PublicationRules =
  /** It asks no publication question, and declares that every public question is published. */
  | { readonly by: 'instrument' }
  /** In which answers a country states what of its other answers may be shown. */
  | {
      readonly by: 'country';
      /** Grid with one row for each section. */
      readonly sections: string;
      /** Question on whether its needs may be shown, and the questions in which it states them. */
      readonly needs: string | null;
      readonly needQuestions: readonly string[];
      /** What each stored choice means. */
      readonly choices: Readonly<Record<string, ExplicitPublication>>;
      /** Sections without a row of their own, about the return itself: published as widely as the widest choice made. */
      readonly followWidest: readonly string[];
    };
