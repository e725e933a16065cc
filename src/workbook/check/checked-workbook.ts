/** What came of checking a file. */
import type { Answer, AnswerCounts, Finding, ReportedFinding, WorkbookIdentity } from '../../domain/index.ts';

export type CheckedWorkbook = {
  /** `refused`: not read at all, or no workbook of ours. */
  readonly outcome: 'clean' | 'warnings' | 'errors' | 'refused';
  readonly identity: WorkbookIdentity;
  /** Of all questions of the instrument; zeros where the file was refused. */
  readonly counts: AnswerCounts;
  /** One for each answer cell of the workbook's scope, in the order of the questionnaire. */
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** The same findings as a person reads them, in the same order. */
  readonly reported: readonly ReportedFinding[];
  /** Whether it is marked as one of a fictional State; null if it does not say. */
  readonly illustrative: boolean | null;
  /** Version of the instrument that answers and counts are in: another than the identity's where they were carried over. */
  readonly version: string | null;
};

export type Expected = {
  /** Alpha-3 code of the country whose workbook it ought to be. */
  readonly country?: string | null;
  /** Cycle it is sent for, such as `cybercrime-2026`. Without it, the newest version of its instrument. */
  readonly cycle?: string | null;
};

export type CheckOptions = {
  /** Language of the sentences; the workbook's own where null. */
  readonly language?: string | null;
  /** What the file is called, for the sentence about what is no workbook; its content decides all else. */
  readonly name?: string | null;
  readonly expected?: Expected;
};

export const noIdentity: WorkbookIdentity = {
  instrument: null,
  version: null,
  cycle: null,
  country: null,
  language: null,
};

export const noCounts: AnswerCounts = {
  questions: 0,
  answered: 0,
  not_applicable: 0,
  not_known: 0,
  not_released: 0,
  blank: 0,
};

export function outcomeOf(findings: readonly Finding[]): CheckedWorkbook['outcome'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'errors';
  return findings.length > 0 ? 'warnings' : 'clean';
}
