/** Input, output and thresholds of the checks of a construct. */

import type { Node } from '../index/tree.ts';
import type { NodeColumns, TreeMethod } from '../index/up-the-tree.ts';

/**
 * Every check, in the order in which it is reported, with its default threshold.
 *
 * - `coverage`: share of units with a value; at least
 * - `constant`: number of distinct values; at least
 * - `skewness`, `kurtosis`: corrected for bias, kurtosis as excess; at most, in absolute value. As in COINr, the
 *   verdict is `look` only if both exceed their limits
 * - `outliers`: share of units beyond the quartiles by more than 1.5 times the distance between them; at most
 * - `floor`, `ceiling`: share of units at the lowest and the highest possible score; at most
 * - `duplicate`: absolute correlation with another indicator; below: above it, both have the same values on another
 *   scale, or reversed
 * - `collinear`: absolute correlation with another indicator; at most
 * - `negative_with_sibling`: lowest correlation with a sibling; at least
 * - `reversed`: correlation with the mean of the siblings; at least: below it the direction is likely wrong
 * - `weak_in_parent`: the same correlation; at least: below it the element probably does not belong there
 * - `fits_elsewhere`: correlation with another aggregate minus that with its own without the element itself; at most
 * - `alpha`: Cronbach's alpha of the children of an aggregate; at least
 * - `alpha_all`: Cronbach's alpha of all indicators below the index at once; at least
 * - `alpha_without`: increase of alpha when one child is left out; at most
 * - `first_component`: share of variance that the first principal component explains; at least
 * - `components_above_one`: number of principal components with a variance above 1; at most
 * - `loading`: loading of a child on the first component; at least
 * - `effective_weight`: weight in the index as a multiple of an equal share of its level; at most
 * - `influence`: correlation of an element with the index; at least
 * - `removal`: mean absolute change of rank when an element has weight 0, as a share of the units; at most
 */
export const constructThresholds = {
  coverage: 2 / 3,
  constant: 2,
  skewness: 2,
  kurtosis: 3.5,
  outliers: 0.05,
  floor: 0.5,
  ceiling: 0.5,
  duplicate: 1 - 1e-9,
  collinear: 0.92,
  negative_with_sibling: -0.4,
  reversed: -0.2,
  weak_in_parent: 0.3,
  fits_elsewhere: 0,
  alpha: 0.7,
  alpha_all: 0.7,
  alpha_without: 0.05,
  first_component: 0.5,
  components_above_one: 1,
  loading: 0,
  effective_weight: 3,
  influence: 0.3,
  removal: 0.1,
} as const satisfies Record<string, number>;

export type ConstructCheck = keyof typeof constructThresholds;
export type ConstructThresholds = Readonly<Record<ConstructCheck, number>>;

export type ConstructRow = {
  readonly check: ConstructCheck;
  /** Code of the indicator or aggregate that is checked. */
  readonly element: string;
  /** The other element of a pair, or the aggregate that the value is about; null if there is none. */
  readonly beside: string | null;
  readonly value: number | null;
  readonly threshold: number;
  /** Number of units that the value is based on. */
  readonly units: number;
  /** `fail` is a defect to correct; `look` requires a judgement; `not_computed` if the data allow no value. */
  readonly verdict: 'pass' | 'look' | 'fail' | 'not_computed';
};

/** Input of the checks. */
export type Construct = {
  /** The whole tree: indicators at level 1, the index at the highest level. */
  readonly nodes: readonly Node[];
  /** Scores of every indicator and aggregate by code, in the direction in which more is better; shape [unit]. */
  readonly scores: NodeColumns;
  /** How indicators are aggregated, for the effect of removing one. */
  readonly method: TreeMethod;
  readonly thresholds: ConstructThresholds;
  /** The lowest and the highest possible score; null if unknown, and the range of each column is used. */
  readonly scale: { readonly low: number; readonly high: number } | null;
};
