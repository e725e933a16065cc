/** What happened to an upload, before it is recorded. */
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
  /** How it would change what is published; left out where it made no new revision. */
  readonly publication?: readonly PublicationChange[];
  /** Thrown once the outcome is recorded. */
  readonly problem: Problem | null;
};

/** No revision, and why. Whose answers the findings quote is not settled, so they are held back as confidential. */
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
