import type { Tie } from '../columns/standing.ts';

/** An element of several trees that share their items. */
export type ScoreTreeElement = {
  readonly weight: number;
  /** Indices of its parts: items, or elements that precede it. */
  readonly children: readonly number[];
  /** True if it consists of items; it is then always their arithmetic mean. */
  readonly ofItems: boolean;
};

/** Each element follows its parts. */
export type ScoreTree = { readonly itemWeights: readonly number[]; readonly elements: readonly ScoreTreeElement[] };

/** Scores are between 0 and 100; two that differ by a billionth of a point are tied. */
export const tieOfScores: Tie = { share: 0, points: 1e-9 };
