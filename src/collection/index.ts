/**
 * Use cases from the opening of a cycle to sign-off. Each is one transaction including its audit line, and checks the
 * person's right itself. `openDesk` binds them to one store.
 */
import { randomUUID } from 'node:crypto';
import type { Store } from '../state/index.ts';
import { type Content, openContent } from './content.ts';
import { openCycle } from './cycle/cycle.ts';
import { extendCycle } from './cycle/extend.ts';
import { issueWorkbook } from './cycle/issue-workbook.ts';
import { keepMeanings } from './cycle/keep-meaning.ts';
import { prefillsFor } from './cycle/prefill.ts';
import { importTreaties } from './cycle/treaties.ts';
import { uninviteCountries } from './cycle/uninvite.ts';
import type { WorkbookChecker } from './desk.ts';
import { listSubmissions } from './review/board.ts';
import { acceptSubmission, reopenSubmission, returnSubmission } from './review/decision.ts';
import { reviewReasons } from './review/review-reasons.ts';
import { answersOf, compareRevisions, findingsOf, showSubmission } from './review/submission.ts';
import { verifyEvidence } from './review/verify.ts';
import { currentAnswers } from './revision/current.ts';
import { removeAnswers } from './revision/remove.ts';
import { withdrawRevision } from './revision/withdraw.ts';
import { importSupport, removeSupport } from './support/import.ts';
import { checkOnly } from './upload/check-only.ts';
import { annotatedCopy, originalFile } from './upload/file.ts';
import { openReader, type ReadingSettings, type ReadingWorld } from './upload/reader.ts';
import { describeReceipt, type Receipt, receiptOf } from './upload/receipt.ts';
import { readWaitingUploads, receiveWorkbook, recordUpload } from './upload/receive.ts';

export { type Content, openContent } from './content.ts';
export type { OpenCycle, OpenedCycle } from './cycle/cycle.ts';
export type { ExtendCycle, ExtendedCycle } from './cycle/extend.ts';
export type { IssuedWorkbook, IssueWorkbook } from './cycle/issue-workbook.ts';
export type { ImportedTreaties, ImportTreaties } from './cycle/treaties.ts';
export type { UninviteCountries } from './cycle/uninvite.ts';
export { uploadLimit, type WorkbookChecker } from './desk.ts';
export { type Board, type BoardLine, listSubmissions, type WaitingUpload } from './review/board.ts';
export type { Decide } from './review/decision.ts';
export { type ReviewReasons, type StatedReason, statedReasons } from './review/review-reasons.ts';
export type { RevisionFindings, ShownPublication, ShownSubmission } from './review/submission.ts';
export type { VerifyEvidence } from './review/verify.ts';
export type { CurrentAnswers } from './revision/current.ts';
export type { ImportedSupport, ImportSupport, SupportFile } from './support/import.ts';
export type { CheckedOnly } from './upload/check-only.ts';
export type { File } from './upload/file.ts';
export type { ReadingSettings } from './upload/reader.ts';
export type { NotRecorded, Receipt, ReceiptPublication } from './upload/receipt.ts';
export type { ReceiveWorkbook, RecordUpload } from './upload/receive.ts';

export type OpenDesk = {
  readonly store: Store;
  /** Folder that contains questionnaires/, pipelines/ and texts/. */
  readonly contentRoot: string;
  /** Default: the content in `contentRoot`. */
  readonly content?: Content;
  /** Reads workbooks in a separate process. */
  readonly checker: WorkbookChecker;
  readonly now: () => Date;
  /** Creates the ids of uploads. Default: random. */
  readonly newId?: () => string;
  readonly reading?: Partial<ReadingSettings>;
  /** Receives errors for which no caller waits. */
  readonly report?: (error: Error) => void;
};

/** The use cases over one store. Routes and commands may declare only the part that they use. */
export type Desk = ReturnType<typeof openDesk>;

export function openDesk({ store, contentRoot, content, checker, now, newId, reading, report }: OpenDesk) {
  const base = {
    store,
    content: content ?? openContent(contentRoot),
    checker,
    now,
    newId: newId ?? randomUUID,
    ...(report && { report }),
  };
  const reader = openReader(base, reading ?? {});
  const world: ReadingWorld = { ...base, reader };
  const over =
    <A, R>(useCase: (world: ReadingWorld, asked: A) => Promise<R>) =>
    (asked: A): Promise<R> =>
      useCase(world, asked);
  return {
    openCycle: over(openCycle),
    extendCycle: over(extendCycle),
    uninviteCountries: over(uninviteCountries),
    /** Must be called once before anything else, so that texts can be corrected in cycles of earlier software. */
    keepMeanings: () => keepMeanings(world),
    receiveWorkbook: over(receiveWorkbook),
    recordUpload: over(recordUpload),
    checkOnly: over(checkOnly),
    removeAnswers: over(removeAnswers),
    withdrawRevision: over(withdrawRevision),
    readWaitingUploads: () => readWaitingUploads(world),
    /** Reads the uploads that are due; a server calls it repeatedly, so that every process takes part. */
    readDue: () => reader.drain(),
    /** Stops reading; resolves when the uploads being read are done. */
    stopReading: () => reader.stop(),
    acceptSubmission: over(acceptSubmission),
    returnSubmission: over(returnSubmission),
    verifyEvidence: over(verifyEvidence),
    reviewReasons: over(reviewReasons),
    reopenSubmission: over(reopenSubmission),
    listSubmissions: over(listSubmissions),
    showSubmission: over(showSubmission),
    answersOf: over(answersOf),
    findingsOf: over(findingsOf),
    compareRevisions: over(compareRevisions),
    receiptOf: over(receiptOf),
    describeReceipt: (asked: { receipt: Pick<Receipt, 'findings' | 'identity'>; language: string }) =>
      describeReceipt(world, asked),
    originalFile: over(originalFile),
    annotatedCopy: over(annotatedCopy),
    prefillsFor: over(prefillsFor),
    currentAnswers: over(currentAnswers),
    issueWorkbook: over(issueWorkbook),
    importTreaties: over(importTreaties),
    importSupport: over(importSupport),
    removeSupport: over(removeSupport),
  };
}
