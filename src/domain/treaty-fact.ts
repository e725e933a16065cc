/** What a source states about one State and one treaty. */
export type TreatyFact = {
  /** Such as `CETS 185`; names are in `treaty_names.csv`. */
  readonly treaty: string;
  /** Alpha-3 code, or that of a body that may be a Party. */
  readonly country: string;
  readonly statement: 'signed' | 'consent' | 'withdrawn';
  /** ISO dates. Null means "not in the source", never "no". */
  readonly signature: string | null;
  readonly consentDate: string | null;
  /** Ratification, accession and the like, in the words of the source. */
  readonly consentAction: string | null;
  readonly entryIntoForce: string | null;
  /** ISO date for which the fact is known to be valid. */
  readonly asOf: string;
  /** The source's wording if it gives no exact day; otherwise null. */
  readonly asOfNote: string | null;
  readonly source: string;
  readonly note: string | null;
  /**
   * False if the source, or a part of it, is general knowledge: shown as "to be confirmed" and not compared with
   * answers.
   */
  readonly confirmed: boolean;
};
