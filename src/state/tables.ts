/**
 * The tables of the state store, the same on SQLite and PostgreSQL. Instants are ISO text in UTC, booleans are 0 and
 * 1.
 */
import type { Generated } from 'kysely';
import type {
  AnswerClass,
  AnswerState,
  EvidenceState,
  FolderKind,
  ReasonReview,
  ReleaseState,
  RevisionKind,
  Severity,
  SubmissionState,
} from '../domain/index.ts';

export type Tables = {
  folder: { one: number; kind: FolderKind; made_at: string };
  cycles: {
    id: string;
    instrument: string;
    version: string;
    /** SHA-256 of all files of the questionnaire. */
    instrument_hash: string;
    /** Meaning of the questionnaire, in JSON; null for a cycle that was opened before it was stored. */
    meaning: string | null;
    meaning_hash: string | null;
    opened_at: string;
    opened_by: string;
    closes_on: string | null;
    target: number | null;
    target_year: number | null;
    baseline: string | null;
    /** Rules of the cycle in JSON, as of its opening; null for a cycle that was opened before they were stored. */
    rules: string | null;
    rules_hash: string | null;
    /** Position in the order of opening, counted from 1. */
    position: number;
  };
  submissions: {
    cycle: string;
    country: string;
    state: SubmissionState;
    revision: number;
    accepted_revision: number | null;
    taken_at: string | null;
    received_at: string | null;
    errors: number;
    warnings: number;
    decided_at: string | null;
    decided_by: string | null;
  };
  files: { sha256: string; size: number; bytes: Uint8Array };
  uploads: {
    id: string;
    /** Null once the bytes were deleted, because they did not belong in this folder. */
    sha256_kept: string | null;
    sha256: string;
    size: number;
    file_name: string;
    received_at: string;
    person: string;
    role: string;
    person_country: string | null;
    expected_cycle: string | null;
    expected_country: string | null;
    /** Null until it was checked. */
    outcome: string | null;
    /** Identity stated in the workbook, JSON; null until it was checked. */
    identity: string | null;
    cycle: string | null;
    country: string | null;
    revision: number | null;
    not_recorded: string | null;
    answer_counts: string | null;
    cell_counts: string | null;
    /** Number from `arrivals`. */
    arrival: number | null;
    /** Token of the process that reads it, and until when, in seconds on the clock of the store. */
    claim: string | null;
    claimed_until: number | null;
    tries: number;
    next_try: number;
    set_aside: number;
    /**
     * Its effect on the answers before it, JSON; null until it was checked, and for uploads from before this was
     * recorded.
     */
    effect: string | null;
  };
  revisions: {
    cycle: string;
    country: string;
    number: number;
    upload: string;
    received_at: string;
    person: string;
    errors: number;
    warnings: number;
    arrival: number;
    kind: RevisionKind;
    withdrawn_at: string | null;
  };
  arrivals: { one: number; last: number };
  answers: {
    cycle: string;
    country: string;
    revision: number;
    position: number;
    section: string;
    question: string;
    part: string | null;
    state: AnswerState;
    value_text: string | null;
    value_number: number | null;
    raw: string | null;
    reason: string | null;
    comment: string | null;
    note: string | null;
    evidence: string | null;
    evidence_state: EvidenceState;
    reason_review: ReasonReview | null;
    confirmed: number;
    class: AnswerClass;
    publication: string;
    upload: string;
    sheet: string;
    cell: string;
    withdrawn: number;
    unread: string | null;
    arrival: number;
  };
  findings: {
    upload: string;
    position: number;
    code: string;
    severity: Severity;
    sheet: string | null;
    cell: string | null;
    question: string | null;
    class: AnswerClass;
    details: string;
  };
  /**
   * What a country allows to be published, by section and for its needs: the narrowest since the last confirmed choice.
   */
  publication_choices: {
    cycle: string;
    country: string;
    /** Id of the answer that contains the choice, such as `A06.C`. */
    subject: string;
    choice: string;
    /** Revision in which it was chosen. */
    revision: number;
    changed_at: string;
    person: string;
  };
  /** How an upload would change what is published, compared with the choices that applied when it was read. */
  publication_changes: {
    upload: string;
    position: number;
    subject: string;
    from_choice: string;
    to_choice: string;
  };
  decisions: {
    id: Generated<number>;
    cycle: string;
    country: string;
    revision: number;
    step: string;
    person: string;
    decided_at: string;
    reason: string | null;
  };
  annotated_copies: { upload: string; language: string; bytes: Uint8Array };
  treaty_facts: {
    treaty: string;
    country: string;
    statement: string;
    signature: string | null;
    consent_date: string | null;
    consent_action: string | null;
    entry_into_force: string | null;
    as_of: string;
    as_of_note: string | null;
    source: string;
    note: string | null;
    confirmed: number;
    illustrative: number;
  };
  support_reports: {
    report: string;
    /** Name of the source from which it was imported. */
    source: string;
    file: string;
    /** The source's own instant or date, by which the newest report is determined. */
    updated: string;
    /** The report, JSON. */
    body: string;
    /** Faults of the report, JSON. */
    faults: string;
    illustrative: number;
    imported_at: string;
    imported_by: string;
  };
  /** `report` is the smaller of the two codes. */
  support_decisions: {
    report: string;
    other: string;
    decision: string;
    reason: string | null;
    decided_at: string;
    decided_by: string;
  };
  releases: {
    id: string;
    cycle: string;
    kind: FolderKind;
    manifest_hash: string;
    built_at: string;
    /** Position in the order of builds, counted by the store. */
    built: number;
    /** When it was last published; `place` decides the order. */
    published_at: string | null;
    state: ReleaseState;
    place: number | null;
    built_by: string | null;
    basis: string | null;
    published_by: string | null;
    withdrawal: number | null;
    replaced_by: string | null;
    corrects: string | null;
  };
  work: { name: string; share: number; at: string; turn: number };
  public_version: { one: number; version: number };
  withdrawals: {
    id: Generated<number>;
    release: string | null;
    country: string | null;
    cycle: string | null;
    reason: string;
    by_choice: Generated<number>;
    at: string;
    person: string;
    lifted_at: string | null;
    lifted_by: string | null;
    lift_reason: string | null;
  };
  release_files: { release: string; path: string; size: number; sha256: string; bytes: Uint8Array };
  audit: {
    id: Generated<number>;
    at: string;
    person: string;
    role: string;
    action: string;
    thing: string;
    cycle: string | null;
    country: string | null;
    from_state: string | null;
    to_state: string | null;
    details: string;
  };
  /** Seals of the audit log, in order. */
  audit_chain: { number: number; line: number; hash: string };
  /** One row: the number of sealed lines, and the last seal. */
  audit_head: { one: number; number: number; hash: string };
  migrations: { name: string };
};
