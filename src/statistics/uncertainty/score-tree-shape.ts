import type { Tie } from '../columns/standing.ts';

/** Several trees that share their items. */
export type ScoreTreeElement = {
  readonly weight: number;
  /** Places of what it is made of: of items, or of elements that come before it. */
  readonly children: readonly number[];
  /** Made of items: always their arithmetic mean. */
  readonly ofItems: boolean;
};

/** Each element comes after what it is made of. */
export type ScoreTree = { readonly itemWeights: readonly number[]; readonly elements: readonly ScoreTreeElement[] };

/** Scores are between 0 and 100; two that differ by a billionth of a point are the same. */
export const tieOfScores: Tie = { share: 0, points: 1e-9 };
