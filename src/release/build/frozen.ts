/** What a release is built from: the accepted answers, in order, as of one instant. */
import type { Cycle, CycleRules, FolderKind, PublicationChoices } from '../../domain/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { ReadAnswer, StoredTreatyFact } from '../../state/index.ts';
import type { DecidedPair, SupportReport } from '../../support/index.ts';
import type { Erratum } from '../files/manifest.ts';
import type { EarlierRelease } from '../protect/earlier.ts';

/** Dates in UTC. That a submission was received is a fact about participation; its content is not. */
export type ReturnDates = {
  readonly first: string;
  /** Date of the accepted revision; null if none is accepted. */
  readonly accepted: string | null;
};

/** A cycle with all submissions accepted in it. */
export type FrozenCycle = {
  readonly cycle: Cycle;
  /** As they were when the cycle opened. */
  readonly rules: CycleRules;
  readonly instrument: Instrument;
  /** Alpha-3 codes. */
  readonly invited: readonly string[];
  /** When submissions were received, by country; omitted if it was not recorded. */
  readonly receipts?: ReadonlyMap<string, ReturnDates>;
  /** The original deadline if it was moved later; null if none was set. Omitted if it was not recorded. */
  readonly firstDeadline?: string | null;
  /** By country, sorted by code. */
  readonly accepted: ReadonlyMap<string, readonly ReadAnswer[]>;
  /** The choices that cover the answers, by country; omitted if the questionnaire asks for none. */
  readonly choices?: ReadonlyMap<string, PublicationChoices>;
};

/** Support data in the data folder, in addition to what the answers say. */
export type FrozenSupport = {
  readonly imported: readonly SupportReport[];
  readonly decisions: readonly DecidedPair[];
};

export type Frozen = {
  /** Oldest first; the last one is released. */
  readonly cycles: readonly FrozenCycle[];
  readonly kind: FolderKind;
  /** Withdrawn countries, which are left out. */
  readonly errata?: readonly Erratum[];
  readonly treatyFacts: readonly StoredTreatyFact[];
  /** Imported reports of support, and decisions about duplicates; none if omitted. */
  readonly support?: FrozenSupport;
  /** What public releases already show, so that they and a new one together reveal no withheld answer. */
  readonly earlier?: readonly EarlierRelease[];
};
