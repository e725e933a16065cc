/** What one replication does otherwise than the method states. */

import type { Imputation } from '../columns/impute.ts';
import type { IndexData, IndexMethod, IndexNormalisation } from '../index/method.ts';
import type { LevelMean, TreeMethod } from '../index/up-the-tree.ts';
import type { RandomStream } from '../numeric/random.ts';

/** What a run varies. A list has its alternatives equally likely; null or an empty list leaves the method's own. */
export type Variations = {
  /** Points to winsorise at most. */
  readonly winsorise: readonly (number | null)[];
  readonly normalise: readonly IndexNormalisation[];
  /** Of the levels; an aggregate with its own way keeps it. */
  readonly aggregate: readonly Extract<LevelMean['by'], 'arithmetic' | 'geometric' | 'harmonic'>[];
  readonly impute: readonly Imputation['by'][];
  /** Each weight times 1 + noise × (2U − 1), of the nodes at these levels. */
  readonly weights: { readonly noise: number; readonly levels: readonly number[] } | null;
  /** One of the indicators, or none of them, is left out. */
  readonly leaveOut: boolean;
};

/** The factors of a run in their order; one uniform number a factor decides a replication. */
export const factors = ['impute', 'winsorise', 'normalise', 'weights', 'aggregate', 'leave_out'] as const;
export type Factor = (typeof factors)[number];

/** A uniform number in [0, 1) a factor; a factor that is absent keeps the method's own. */
export type FactorChoices = Partial<Record<Factor, number>>;

/** What one replication did: enough to do it again by hand. */
export type Draw = {
  readonly impute: Imputation['by'] | null;
  readonly winsorise: number | null | undefined;
  readonly normalise: IndexNormalisation | null;
  readonly aggregate: Variations['aggregate'][number] | null;
  readonly leftOut: string | null;
  /** Weight of each node by its place in the tree; null if weights are not varied. */
  readonly weights: Float64Array | null;
};

export function isVaried(vary: Variations, factor: Factor): boolean {
  if (factor === 'weights') return vary.weights !== null;
  if (factor === 'leave_out') return vary.leaveOut;
  return vary[factor].length > 1;
}

/**
 * @param given - weight of each node by its place in the tree
 * @returns the draws of a run from the numbers that decide them
 */
export function drawsOf(nodes: IndexData['nodes'], given: Float64Array, vary: Variations) {
  const indicators = nodes.filter(({ level }) => level === 1);
  const noisy = Int32Array.from(
    [...nodes.entries()].filter(([, { level }]) => vary.weights?.levels.includes(level) === true),
    ([at]) => at,
  );
  const noise = vary.weights?.noise ?? 0;
  const uniform = new Float64Array(noisy.length);
  return (choice: FactorChoices, random: RandomStream, room: Float64Array = given.slice()): Draw => {
    const pick = <T>(factor: Factor, options: readonly T[]): T | undefined =>
      choice[factor] === undefined ? undefined : options[Math.floor(choice[factor] * options.length)];
    const omitted =
      vary.leaveOut && choice.leave_out !== undefined ? Math.floor(choice.leave_out * (indicators.length + 1)) : 0;
    let weights: Float64Array | null = null;
    if (vary.weights !== null && choice.weights !== undefined) {
      weights = room;
      weights.set(given);
      random.fill(uniform);
      for (let at = 0; at < noisy.length; at += 1) weights[noisy[at]!]! *= 1 + noise * (2 * uniform[at]! - 1);
    }
    return {
      impute: pick('impute', vary.impute) ?? null,
      winsorise: pick('winsorise', vary.winsorise),
      normalise: pick('normalise', vary.normalise) ?? null,
      aggregate: pick('aggregate', vary.aggregate) ?? null,
      leftOut: omitted === 0 ? null : indicators[omitted - 1]!.code,
      weights,
    };
  };
}

/** The method with what a draw does otherwise up to normalisation. */
export function methodOf(method: IndexMethod, draw: Omit<Draw, 'weights'>): IndexMethod {
  const { winsorise } = draw;
  return {
    ...method,
    impute: draw.impute === null ? method.impute : { ...method.impute, by: draw.impute },
    treat: winsorise === undefined || method.treat === null ? method.treat : { ...method.treat, most: winsorise },
    ...(draw.normalise === null ? {} : { normalise: draw.normalise, normaliseMeta: null }),
  };
}

/** How a draw puts the tree together. */
export function treeMethodOf(method: TreeMethod, nodes: IndexData['nodes'], draw: Draw): TreeMethod {
  const { aggregate: by, weights } = draw;
  return {
    ...method,
    aggregate:
      by === null
        ? method.aggregate
        : method.aggregate.map(({ leastShare, rescale }) => ({ by, leastShare, ...(rescale && { rescale }) })),
    weights: weights === null ? method.weights : new Map(nodes.map(({ code }, at) => [code, weights[at]!])),
  };
}
