/** The result of checking a file. */
import type { Answer, AnswerCounts, Finding, ReportedFinding, WorkbookIdentity } from '../../domain/index.ts';

export type CheckedWorkbook = {
  /** `refused`: not read at all, or not a workbook of this software. */
  readonly outcome: 'clean' | 'warnings' | 'errors' | 'refused';
  readonly identity: WorkbookIdentity;
  /** Over all questions of the instrument; zeros if the file was refused. */
  readonly counts: AnswerCounts;
  /** One for each answer cell of the workbook's scope, in questionnaire order. */
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** The same findings as sentences, in the same order. */
  readonly reported: readonly ReportedFinding[];
  /** Whether it is marked as a workbook of a fictional State; null if it does not say. */
  readonly illustrative: boolean | null;
  /** Version of the instrument of the answers and counts; differs from the identity's if they were carried over. */
  readonly version: string | null;
};

export type Expected = {
  /** Alpha-3 code of the expected country. */
  readonly country?: string | null;
  /** Cycle for which it is uploaded, such as `cybercrime-2026`. Without it, the newest version of its instrument. */
  readonly cycle?: string | null;
};

export type CheckOptions = {
  /** Language of the sentences; that of the workbook if null. */
  readonly language?: string | null;
  /** Name of the file, used if it is not a workbook; otherwise its content decides. */
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
