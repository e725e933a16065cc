/** What a release is made from: accepted answers in their order at one instant. */
import type { Cycle, CycleRules, FolderKind, PublicationChoices } from '../../domain/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { ReadAnswer, StoredTreatyFact } from '../../state/index.ts';
import type { DecidedPair, SupportReport } from '../../support/index.ts';
import type { Erratum } from '../files/manifest.ts';
import type { EarlierRelease } from '../protect/earlier.ts';

/** Days, in UTC. What was received is a fact of participation; what is in it is not. */
export type ReturnDates = {
  readonly first: string;
  /** Of the revision that is accepted; null if none is. */
  readonly accepted: string | null;
};

/** A cycle with all that was accepted in it. */
export type FrozenCycle = {
  readonly cycle: Cycle;
  /** As they were when the cycle opened. */
  readonly rules: CycleRules;
  readonly instrument: Instrument;
  /** Alpha-3 codes. */
  readonly invited: readonly string[];
  /** When returns came, by country; left out where no one recorded it. */
  readonly receipts?: ReadonlyMap<string, ReturnDates>;
  /** The day that was set first where it was moved since; null if none was set. Left out where no one recorded it. */
  readonly firstDeadline?: string | null;
  /** By country, in order of code. */
  readonly accepted: ReadonlyMap<string, readonly ReadAnswer[]>;
  /** The choices that cover the answers, by country; left out where the questionnaire asks for none. */
  readonly choices?: ReadonlyMap<string, PublicationChoices>;
};

/** What the data folder knows of support, next to what its answers say. */
export type FrozenSupport = {
  readonly imported: readonly SupportReport[];
  readonly decisions: readonly DecidedPair[];
};

export type Frozen = {
  /** Oldest first; the last is the one released. */
  readonly cycles: readonly FrozenCycle[];
  readonly kind: FolderKind;
  /** Withdrawn countries that were left out. */
  readonly errata?: readonly Erratum[];
  readonly treatyFacts: readonly StoredTreatyFact[];
  /** Reports of support that were imported, and decisions about which are one; none if it is left out. */
  readonly support?: FrozenSupport;
  /** What releases that are public show, so that they and a new one together show no kept-back answer. */
  readonly earlier?: readonly EarlierRelease[];
};
