/** What one replication of a forest does otherwise than the method says. */

import { randomStream } from '../numeric/random.ts';
import type { Forest } from './forest-shape.ts';

export const forestImputations = ['none', 'lowest', 'median'] as const;
/** What stands for an answer that is missing: nothing, the lowest score, or the median of those that have one. */
export type ForestImputation = (typeof forestImputations)[number];

/** Power means with the exponents 1, 0, -1, 2 and 3: geometric and quadratic, harmonic and cubic lie evenly around 1. */
export const forestMeans = ['arithmetic', 'geometric', 'harmonic', 'quadratic', 'cubic'] as const;
export type ForestMean = (typeof forestMeans)[number];

/** What a run varies. The first of each list is the method's own. */
export type ForestVariations = {
  /** Each weight times 1 + noise × (2U − 1), to four digits after the point, at every level. */
  readonly noise: number;
  /** Powers that an item's score (as a share of 100) is taken to: under 1 the lower steps are worth more, over 1 less. */
  readonly curves: readonly number[];
  /** Of elements that are made of elements. */
  readonly means: readonly ForestMean[];
  readonly imputations: readonly ForestImputation[];
  /** In each tree one of the elements that are made of items, or none, is left out of what stands above it. */
  readonly leaveOut: boolean;
  /** Scores move from 0–100 to lowest–100 and back again, so that a geometric mean is not zero for one zero. */
  readonly lowest: number;
};

/** The factors of a run in their order; one uniform number a factor decides a replication. */
export const forestFactors = ['imputation', 'curve', 'weights', 'mean', 'leave_out'] as const;
export type ForestFactor = (typeof forestFactors)[number];
/** A factor that is absent keeps the method's own. */
export type ForestChoice = Partial<Record<ForestFactor, number>>;

export type NodeWeights = { readonly items: Float64Array; readonly elements: Float64Array };

export type ForestDraw = {
  readonly imputation: ForestImputation;
  readonly curve: number;
  readonly mean: ForestMean;
  /** Places of the elements that are left out: at most one of a tree. */
  readonly leftOut: readonly number[];
  readonly weights: NodeWeights;
};

export const weightsOf = ({ itemWeights, elements }: Forest): NodeWeights => ({
  items: Float64Array.from(itemWeights),
  elements: Float64Array.from(elements, ({ weight }) => weight),
});

/** Factors that really vary. */
export function variedFactors(vary: ForestVariations): ForestFactor[] {
  const isVaried: Record<ForestFactor, boolean> = {
    imputation: vary.imputations.length > 1,
    curve: vary.curves.length > 1,
    weights: vary.noise > 0,
    mean: vary.means.length > 1,
    leave_out: vary.leaveOut,
  };
  return forestFactors.filter((factor) => isVaried[factor]);
}

/** Of each tree of the forest the elements that are made of items. */
function treesOf({ elements }: Forest): number[][] {
  const below = new Set(elements.flatMap(({ ofItems, children }) => (ofItems ? [] : children)));
  const leaves = (at: number): number[] => (elements[at]!.ofItems ? [at] : elements[at]!.children.flatMap(leaves));
  return [...elements.keys()].filter((at) => !below.has(at)).map(leaves);
}

/** @returns the draws of a run from the numbers that decide them */
export function forestDraws(forest: Forest, vary: ForestVariations) {
  const given = weightsOf(forest);
  const trees = treesOf(forest);
  return (choice: ForestChoice, random: () => number): ForestDraw => {
    const pick = <T>(factor: ForestFactor, options: readonly T[]): T =>
      options[Math.floor((choice[factor] ?? 0) * options.length)]!;
    const shaken = (weights: Float64Array) => {
      if (choice.weights === undefined || vary.noise === 0) return weights;
      const drawn = weights.slice();
      for (let at = 0; at < drawn.length; at += 1)
        drawn[at]! *= Math.round(1e4 * (1 + vary.noise * (2 * random() - 1))) / 1e4;
      return drawn;
    };
    return {
      imputation: pick('imputation', vary.imputations),
      curve: pick('curve', vary.curves),
      mean: pick('mean', vary.means),
      // Of each tree by the same number, so that in each every element has its own share of the draws.
      leftOut: vary.leaveOut ? trees.flatMap((mayGo) => pick('leave_out', [[], ...mayGo.map((at) => [at])])) : [],
      weights: { items: shaken(given.items), elements: shaken(given.elements) },
    };
  };
}

/** The uniform numbers of one replication: the same whenever it is drawn. */
export function forestChoiceOf(seed: number, replication: number): { choice: ForestChoice; random: () => number } {
  const random = randomStream(seed, replication);
  const choice: ForestChoice = {};
  for (const factor of forestFactors) choice[factor] = random();
  return { choice, random };
}
