import type { Store } from '../state/index.ts';

/** @param share - share of the total completed, 0 to 1 */
export type OnDemoProgress = (phase: string, says: string, share: number) => void;

export type RunDemo = {
  readonly store: Store;
  readonly contentRoot: string;
  /** The data folder, created if absent; temporary files are written only there. */
  readonly folder: string;
  /** For the publication of releases; dates of the fictional States come from content. */
  readonly now: () => Date;
  /** Maximum number of States; default all. */
  readonly states?: number;
  readonly onProgress?: OnDemoProgress;
  /** Receives unexpected failures of checked workbooks. */
  readonly report?: (failure: string) => void;
};
