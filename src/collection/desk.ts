/** What the use cases have at hand, and what they ask of the outside world. */
import type { Answer, AnswerCounts, Finding, ToldFinding, WorkbookIdentity } from '../domain/index.ts';
import type { Store } from '../state/index.ts';

/** What the check of a workbook says of it. */
export type CheckedWorkbook = {
  readonly outcome: 'clean' | 'warnings' | 'errors' | 'refused';
  readonly identity: WorkbookIdentity & { readonly illustrative?: boolean | null };
  readonly counts: AnswerCounts;
  /** Every question of the workbook's scope, blank ones too. */
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  readonly told: readonly ToldFinding[];
};

/** Reads untrusted bytes in a process of its own. */
export type WorkbookChecker = {
  check(bytes: Uint8Array, options: { fileName: string; language: string }): Promise<CheckedWorkbook>;
  annotate(bytes: Uint8Array, language: string): Promise<Uint8Array>;
};

export type World = {
  readonly store: Store;
  /** Folder that holds questionnaires/, pipelines/ and texts/. */
  readonly contentRoot: string;
  readonly checker: WorkbookChecker;
  readonly now: () => Date;
  /** Makes upload ids. Default: random UUIDs. */
  readonly newId?: () => string;
};
