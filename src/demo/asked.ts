import type { Store } from '../state/index.ts';

/** @param share - done of all, 0 to 1 */
export type OnDemoProgress = (phase: string, says: string, share: number) => void;

export type RunDemo = {
  readonly store: Store;
  readonly contentRoot: string;
  /** The data folder, made when absent; temporary files are made in it and nowhere else. */
  readonly folder: string;
  /** For the publication of releases; the days of the fictional world come from content. */
  readonly now: () => Date;
  /** At most so many States; default all. */
  readonly states?: number;
  readonly onProgress?: OnDemoProgress;
  /** Told of what no one foresaw in a checked workbook. */
  readonly report?: (failure: string) => void;
};
