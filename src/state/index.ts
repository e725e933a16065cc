/**
 * The state store. Each record type has its own statements: `uploads.keep(tx, …)`, `answers.ofRevision(connection, …,
 * entitlement)`. Reads take a connection (`store.connection`, a snapshot or a transaction), writes take a
 * transaction.
 */

export { type BackupSummary, readBackup } from './backup/read-backup.ts';
export { restoreBackup } from './backup/restore.ts';
export { writeBackup } from './backup/write-backup.ts';
export type { Connection, Transaction } from './engine/connection.ts';
export { makeFolder } from './engine/make-folder.ts';
export { movable } from './engine/movable-bytes.ts';
export * as annotatedCopies from './records/annotated-copies.ts';
export type { KeptAnswer, ReadAnswer, RevisionPlace, Settled } from './records/answers.ts';
export * as answers from './records/answers.ts';
export * as arrivals from './records/arrivals.ts';
export type { AuditLine, NewAuditLine } from './records/audit.ts';
export * as audit from './records/audit.ts';
export * as cycles from './records/cycles.ts';
export type { KeptFinding } from './records/findings.ts';
export * as findings from './records/findings.ts';
export * as folder from './records/folder.ts';
export * as publicVersion from './records/public-version.ts';
export * as publications from './records/publications.ts';
export type { NewRelease, ReleaseFile, StoredRelease } from './records/releases.ts';
export * as releases from './records/releases.ts';
export type { Decision, Revision } from './records/revisions.ts';
export * as revisions from './records/revisions.ts';
export * as submissions from './records/submissions.ts';
export type { StoredSupport, SupportDecision } from './records/support.ts';
export * as support from './records/support.ts';
export type { StoredTreatyFact } from './records/treaty-facts.ts';
export * as treatyFacts from './records/treaty-facts.ts';
export type { CheckedUpload, Claim, NewUpload, Upload, UploadOutcome } from './records/uploads.ts';
export * as uploads from './records/uploads.ts';
export * as waiting from './records/waiting.ts';
export type { CountryWithdrawal, Withdrawal, Withdrawn } from './records/withdrawals.ts';
export * as withdrawals from './records/withdrawals.ts';
export type { Work } from './records/work.ts';
export * as work from './records/work.ts';
export { openStore, type Store, type StorePlace } from './store.ts';
export { checkStore, type StoreCheck } from './store-check.ts';
