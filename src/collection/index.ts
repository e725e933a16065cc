/**
 * Use cases from the opening of a cycle to sign-off. Each is one transaction with its audit line, and asks the person's
 * right itself. `openDesk` gives them over one store.
 */
import { randomUUID } from 'node:crypto';
import type { Store } from '../state/index.ts';
import { listSubmissions } from './board.ts';
import { checkOnly } from './check-only.ts';
import { closeCycle } from './closing-day.ts';
import { type Content, openContent } from './content.ts';
import { currentAnswers } from './current.ts';
import { openCycle } from './cycle.ts';
import { acceptSubmission, reopenSubmission, returnSubmission } from './decision.ts';
import type { WorkbookChecker } from './desk.ts';
import { annotatedCopy, originalFile } from './file.ts';
import { noteWorkbookTaken, prefillsFor } from './prefill.ts';
import { openReader, type ReadingSettings, type ReadingWorld } from './reader.ts';
import { type Receipt, receiptOf, tellReceipt } from './receipt.ts';
import { readWaitingUploads, receiveWorkbook, recordUpload } from './receive.ts';
import { removeAnswers } from './remove.ts';
import { reviewReasons } from './review-reasons.ts';
import { answersOf, compareRevisions, findingsOf, showSubmission } from './submission.ts';
import { importTreaties } from './treaties.ts';
import { verifyEvidence } from './verify.ts';
import { withdrawRevision } from './withdraw.ts';

export type { Board, BoardLine, WaitingUpload } from './board.ts';
export type { CheckedOnly } from './check-only.ts';
export type { CloseCycle } from './closing-day.ts';
export { type Content, openContent } from './content.ts';
export type { CurrentAnswers } from './current.ts';
export type { OpenCycle, OpenedCycle } from './cycle.ts';
export { findCycle } from './cycle.ts';
export type { Decide } from './decision.ts';
export { uploadLimit, type WorkbookChecker } from './desk.ts';
export type { File } from './file.ts';
export type { ReadingSettings } from './reader.ts';
export type { NotRecorded, Receipt, ReceiptPublication } from './receipt.ts';
export type { ReceiveWorkbook, RecordUpload } from './receive.ts';
export { type ReviewReasons, type StatedReason, statedReasons } from './review-reasons.ts';
export type { RevisionFindings, ShownPublication, ShownSubmission } from './submission.ts';
export type { ImportedTreaties, ImportTreaties } from './treaties.ts';
export type { VerifyEvidence } from './verify.ts';

export type OpenDesk = {
  readonly store: Store;
  /** Folder that holds questionnaires/, pipelines/ and texts/. */
  readonly contentRoot: string;
  /** Default: what stands under `contentRoot`. */
  readonly content?: Content;
  /** Reads workbooks in a process of its own. */
  readonly checker: WorkbookChecker;
  readonly now: () => Date;
  /** Makes the ids of uploads. Default: random. */
  readonly newId?: () => string;
  readonly reading?: Partial<ReadingSettings>;
  /** Told of errors that nobody waits for. */
  readonly report?: (error: Error) => void;
};

/** The use cases over one store. A route or command may take the part of it that it uses. */
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
    closeCycle: over(closeCycle),
    receiveWorkbook: over(receiveWorkbook),
    recordUpload: over(recordUpload),
    checkOnly: over(checkOnly),
    removeAnswers: over(removeAnswers),
    withdrawRevision: over(withdrawRevision),
    readWaitingUploads: () => readWaitingUploads(world),
    /** Reads what is due; a server calls it again and again, so that every process takes part. */
    readDue: () => reader.drain(),
    /** Reads no more; resolves when what is being read is done. */
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
    tellReceipt: (asked: { receipt: Pick<Receipt, 'findings' | 'identity'>; language: string }) =>
      tellReceipt(world, asked),
    originalFile: over(originalFile),
    annotatedCopy: over(annotatedCopy),
    prefillsFor: over(prefillsFor),
    currentAnswers: over(currentAnswers),
    noteWorkbookTaken: over(noteWorkbookTaken),
    importTreaties: over(importTreaties),
  };
}
