/** What the use cases have at hand, and what they ask of the outside world. */
import type { Answer, AnswerCounts, Finding, WorkbookIdentity } from '../domain/index.ts';
import type { Store } from '../state/index.ts';
import type { Content } from './content.ts';

/** What the check of a workbook says of it. */
export type CheckedWorkbook = {
  readonly outcome: 'clean' | 'warnings' | 'errors' | 'refused';
  readonly identity: WorkbookIdentity & { readonly illustrative?: boolean | null };
  readonly counts: AnswerCounts;
  /** Every question of the workbook's scope, blank ones too. */
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** Version of the instrument that the answers are in: a later one than the workbook's where they were carried over. */
  readonly version: string | null;
};

/** Reads untrusted bytes in a process of its own. */
export type WorkbookChecker = {
  check(
    bytes: Uint8Array,
    options: {
      readonly fileName: string;
      readonly language: string | null;
      readonly expected?: { readonly country: string | null; readonly cycle: string | null };
    },
  ): Promise<CheckedWorkbook>;
  annotate(bytes: Uint8Array, language: string): Promise<Uint8Array>;
};

export type DeskWorld = {
  readonly store: Store;
  readonly content: Content;
  readonly checker: WorkbookChecker;
  readonly now: () => Date;
  /** Makes the ids of uploads. */
  readonly newId: () => string;
};

/** Bytes that an upload may have; a larger one is refused before it is stored. */
export const uploadLimit = 10_000_000;

/** The instant of a use case, as it is kept. */
export const instant = (world: Pick<DeskWorld, 'now'>): string => world.now().toISOString();
