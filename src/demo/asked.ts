import type { Store } from '../state/index.ts';

/** What the demo is doing: workbooks as long as there are some, then the releases of its cycles. */
export type DemoStep = {
  readonly doing: 'workbooks' | 'releases';
  /** Id of the cycle of the workbooks. */
  readonly cycle: string;
  /** Number of States of this cycle, or of releases, that are done. */
  readonly done: number;
  readonly of: number;
};

/** @param share - share of the total completed, 0 to 1 */
export type OnDemoProgress = (step: DemoStep, share: number) => void;

export type RunDemo = {
  readonly store: Store;
  /** Address of the store, which processes of the demo open as well; null for SQLite in `folder`. */
  readonly databaseUrl: string | null;
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
