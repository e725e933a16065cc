/**
 * The state store. Each noun has its statements: `uploads.keep(tx, …)`, `answers.ofRevision(connection, …, entitlement)`.
 * Reads take a connection (`store.connection`, a snapshot or a transaction), writes take a transaction.
 */
export * as annotatedCopies from './annotated-copies.ts';
export type { KeptAnswer, ReadAnswer, RevisionPlace, Settled } from './answers.ts';
export * as answers from './answers.ts';
export * as arrivals from './arrivals.ts';
export type { AuditLine, NewAuditLine } from './audit.ts';
export * as audit from './audit.ts';
export { type BackupSummary, readBackup } from './backup/read-backup.ts';
export { restoreBackup } from './backup/restore.ts';
export { writeBackup } from './backup/write-backup.ts';
export type { Connection, Transaction } from './connection.ts';
export * as cycles from './cycles.ts';
export type { KeptFinding } from './findings.ts';
export * as findings from './findings.ts';
export * as folder from './folder.ts';
export { makeFolder } from './make-folder.ts';
export { movable } from './movable-bytes.ts';
export * as publicVersion from './public-version.ts';
export * as publications from './publications.ts';
export type { NewRelease, ReleaseFile, StoredRelease } from './releases.ts';
export * as releases from './releases.ts';
export type { Decision, Revision } from './revisions.ts';
export * as revisions from './revisions.ts';
export { openStore, type Store, type StorePlace } from './store.ts';
export { checkStore, type StoreCheck } from './store-check.ts';
export * as submissions from './submissions.ts';
export type { StoredTreatyFact } from './treaty-facts.ts';
export * as treatyFacts from './treaty-facts.ts';
export type { CheckedUpload, Claim, NewUpload, Upload, UploadOutcome } from './uploads.ts';
export * as uploads from './uploads.ts';
export * as waiting from './waiting.ts';
export type { Withdrawal, Withdrawn } from './withdrawals.ts';
export * as withdrawals from './withdrawals.ts';
export type { Work } from './work.ts';
export * as work from './work.ts';
