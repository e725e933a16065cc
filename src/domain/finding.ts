/** An error or warning about an upload. Its sentences are in `texts/<language>/findings.yaml`, by its code. */

/** An error makes the answer count as blank; a warning leaves it as read. */
export type Severity = 'error' | 'warning';

export type Finding = {
  /** Permanent; each has a `what` and a `fix` in `texts/<language>/findings.yaml`. */
  readonly code: string;
  readonly severity: Severity;
  /** Sheet name as displayed; null if the whole file is meant. */
  readonly sheet: string | null;
  /** Cell address such as `F14`. */
  readonly cell: string | null;
  readonly question: string | null;
  /** Values for the sentence: the text found, likely choices, a limit. */
  readonly details: Readonly<Record<string, string | number>>;
};

/** A finding as sentences. */
export type ReportedFinding = Omit<Finding, 'details'> & { readonly message: string; readonly fix: string };

/** The identity that a workbook states. Null if it does not say. */
export type WorkbookIdentity = {
  readonly instrument: string | null;
  readonly version: string | null;
  readonly cycle: string | null;
  readonly country: string | null;
  readonly language: string | null;
  /** Revision whose answers it was issued with; absent if it was issued without answers, or does not say. */
  readonly revision?: number;
  /** Identifies the texts that it was issued with; absent if it does not say. */
  readonly texts?: string;
};
