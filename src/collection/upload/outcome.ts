/** The outcome of an upload, before it is recorded. */
import type { Finding, PublicationChange, ReceiptCounts, UploadEffect } from '../../domain/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { KeptFinding, UploadOutcome } from '../../state/index.ts';
import type { CheckedWorkbook } from '../../workbook/index.ts';
import type { NotRecorded } from './receipt.ts';

export type RecordedOutcome = {
  readonly outcome: UploadOutcome;
  readonly cycle: string | null;
  readonly country: string | null;
  readonly revision: number | null;
  readonly notRecorded: NotRecorded | null;
  readonly cells: ReceiptCounts | null;
  readonly effect: UploadEffect | null;
  readonly findings: readonly KeptFinding[];
  /** How it would change what is published; omitted if it creates no new revision. */
  readonly publication?: readonly PublicationChange[];
  /** Thrown after the outcome was recorded. */
  readonly problem: Problem | null;
};

/**
 * The outcome without a revision, with the reason. The findings are stored as confidential, as it is unknown whose
 * answers they quote.
 */
export const notRecorded = (
  checked: CheckedWorkbook,
  reason: NotRecorded,
  more: Partial<RecordedOutcome> = {},
): RecordedOutcome => ({
  outcome: checked.outcome,
  cycle: null,
  country: null,
  revision: null,
  notRecorded: reason,
  cells: null,
  effect: null,
  findings: checked.findings.map((finding: Finding) => ({ ...finding, class: 'confidential' })),
  problem: null,
  ...more,
});
