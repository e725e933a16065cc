/** Something wrong or doubtful in an upload. Its sentences stand in `texts/<language>/findings.yaml`, by its code. */

/** An error makes the answer count as blank; a warning leaves it as read. */
export type Severity = 'error' | 'warning';

export type Finding = {
  /** Stable for good; each has a `what` and a `fix` in `texts/<language>/findings.yaml`. */
  readonly code: string;
  readonly severity: Severity;
  /** Sheet name as the person sees it; null if the whole file is meant. */
  readonly sheet: string | null;
  /** Cell address such as `F14`. */
  readonly cell: string | null;
  readonly question: string | null;
  /** What the sentence needs: the text found, the choices meant, a limit. */
  readonly details: Readonly<Record<string, string | number>>;
};

/** A finding as a person reads it. */
export type ReportedFinding = Omit<Finding, 'details'> & { readonly message: string; readonly fix: string };

/** What a workbook states it is. Null if it does not say. */
export type WorkbookIdentity = {
  readonly instrument: string | null;
  readonly version: string | null;
  readonly cycle: string | null;
  readonly country: string | null;
  readonly language: string | null;
  /** Revision whose answers it was issued with; absent where it was issued without, or does not say. */
  readonly revision?: number;
  /** Names the texts that it was issued with; absent where it does not say. */
  readonly texts?: string;
};
