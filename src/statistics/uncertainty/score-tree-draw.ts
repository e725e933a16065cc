/** What one replication of a score tree changes in the method. */

import { type RandomStream, randomStream } from '../numeric/random.ts';
import type { ScoreTree } from './score-tree-shape.ts';

export const scoreTreeImputations = ['none', 'lowest', 'median'] as const;
/** What replaces a missing answer: nothing, the lowest score, or the median of the existing ones. */
export type ScoreTreeImputation = (typeof scoreTreeImputations)[number];

/**
 * Power means with the exponents 1, 0, −1, 2 and 3: geometric and quadratic, harmonic and cubic are symmetric around
 * 1.
 */
export const scoreTreeMeans = ['arithmetic', 'geometric', 'harmonic', 'quadratic', 'cubic'] as const;
export type ScoreTreeMean = (typeof scoreTreeMeans)[number];

/** What a run varies. The first value of each list is the method's own. */
export type ScoreTreeVariations = {
  /** Each weight times 1 + noise × (2U − 1), rounded to four decimals, at every level. */
  readonly noise: number;
  /** Exponents applied to an item's score (as a share of 100): below 1 the lower steps score more, above 1 less. */
  readonly curves: readonly number[];
  /** For elements that consist of elements. */
  readonly means: readonly ScoreTreeMean[];
  readonly imputations: readonly ScoreTreeImputation[];
  /** In each tree, one of the elements that consist of items, or none, is left out of the element above. */
  readonly leaveOut: boolean;
  /** Scores are mapped from 0–100 to lowest–100 and back, so that one zero does not make a geometric mean zero. */
  readonly lowest: number;
};

/** The factors of a run in their order; one uniform number per factor determines a replication. */
export const scoreTreeFactors = ['imputation', 'curve', 'weights', 'mean', 'leave_out'] as const;
export type ScoreTreeFactor = (typeof scoreTreeFactors)[number];
/** An absent factor keeps the method's own value. */
export type ScoreTreeChoice = Partial<Record<ScoreTreeFactor, number>>;

export type NodeWeights = { readonly items: Float64Array; readonly elements: Float64Array };

export type ScoreTreeDraw = {
  readonly imputation: ScoreTreeImputation;
  readonly curve: number;
  readonly mean: ScoreTreeMean;
  /** Indices of the elements that are left out: at most one in each tree. */
  readonly leftOut: readonly number[];
  readonly weights: NodeWeights;
};

export const weightsOf = ({ itemWeights, elements }: ScoreTree): NodeWeights => ({
  items: Float64Array.from(itemWeights),
  elements: Float64Array.from(elements, ({ weight }) => weight),
});

/** Factors that actually vary. */
export function variedFactors(vary: ScoreTreeVariations): ScoreTreeFactor[] {
  const isVaried: Record<ScoreTreeFactor, boolean> = {
    imputation: vary.imputations.length > 1,
    curve: vary.curves.length > 1,
    weights: vary.noise > 0,
    mean: vary.means.length > 1,
    leave_out: vary.leaveOut,
  };
  return scoreTreeFactors.filter((factor) => isVaried[factor]);
}

/** For each tree, the elements that consist of items. */
function treesOf({ elements }: ScoreTree): number[][] {
  const below = new Set(elements.flatMap(({ ofItems, children }) => (ofItems ? [] : children)));
  const leaves = (at: number): number[] => (elements[at]!.ofItems ? [at] : elements[at]!.children.flatMap(leaves));
  return [...elements.keys()].filter((at) => !below.has(at)).map(leaves);
}

/** @returns a function from the uniform numbers to the choices of a replication */
export function scoreTreeDraws(scoreTree: ScoreTree, vary: ScoreTreeVariations) {
  const given = weightsOf(scoreTree);
  const trees = treesOf(scoreTree);
  return (choice: ScoreTreeChoice, random: RandomStream): ScoreTreeDraw => {
    const pick = <T>(factor: ScoreTreeFactor, options: readonly T[]): T =>
      options[Math.floor((choice[factor] ?? 0) * options.length)]!;
    const perturbed = (weights: Float64Array) => {
      if (choice.weights === undefined || vary.noise === 0) return weights;
      const drawn = new Float64Array(weights.length);
      random.fill(drawn);
      for (let at = 0; at < drawn.length; at += 1)
        drawn[at] = weights[at]! * (Math.round(1e4 * (1 + vary.noise * (2 * drawn[at]! - 1))) / 1e4);
      return drawn;
    };
    return {
      imputation: pick('imputation', vary.imputations),
      curve: pick('curve', vary.curves),
      mean: pick('mean', vary.means),
      // The same number for each tree, so that every element is left out in the same share of the replications of its
      // tree.
      leftOut: vary.leaveOut ? trees.flatMap((optional) => pick('leave_out', [[], ...optional.map((at) => [at])])) : [],
      weights: { items: perturbed(given.items), elements: perturbed(given.elements) },
    };
  };
}

/** The uniform numbers of one replication, which depend only on the seed and its number. */
export function scoreTreeChoiceOf(
  seed: number,
  replication: number,
): { choice: ScoreTreeChoice; random: RandomStream } {
  const random = randomStream(seed, replication);
  const choice: ScoreTreeChoice = {};
  for (const factor of scoreTreeFactors) choice[factor] = random();
  return { choice, random };
}
