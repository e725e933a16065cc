/** What one replication changes in the method. */

import type { Imputation } from '../columns/impute.ts';
import type { IndexData, IndexMethod, IndexNormalisation } from '../index/method.ts';
import type { LevelMean, TreeMethod } from '../index/up-the-tree.ts';
import type { RandomStream } from '../numeric/random.ts';

/**
 * What a run varies. The alternatives of a list are equally likely; null or an empty list keeps the method's own
 * value.
 */
export type Variations = {
  /** Maximum number of points to winsorise. */
  readonly winsorise: readonly (number | null)[];
  readonly normalise: readonly IndexNormalisation[];
  /** Mean of the levels; an aggregate with its own mean keeps it. */
  readonly aggregate: readonly Extract<LevelMean['by'], 'arithmetic' | 'geometric' | 'harmonic'>[];
  readonly impute: readonly Imputation['by'][];
  /** Each weight times 1 + noise × (2U − 1), for the nodes at these levels. */
  readonly weights: { readonly noise: number; readonly levels: readonly number[] } | null;
  /** One of the indicators, or none, is left out. */
  readonly leaveOut: boolean;
};

/** The factors of a run in their order; one uniform number per factor determines a replication. */
export const factors = ['impute', 'winsorise', 'normalise', 'weights', 'aggregate', 'leave_out'] as const;
export type Factor = (typeof factors)[number];

/** A uniform number in [0, 1) per factor; an absent factor keeps the method's own value. */
export type FactorChoices = Partial<Record<Factor, number>>;

/** The choices of one replication: enough to repeat it by hand. */
export type Draw = {
  readonly impute: Imputation['by'] | null;
  readonly winsorise: number | null | undefined;
  readonly normalise: IndexNormalisation | null;
  readonly aggregate: Variations['aggregate'][number] | null;
  readonly leftOut: string | null;
  /** Weight of each node by its index in the tree; null if weights are not varied. */
  readonly weights: Float64Array | null;
};

export function isVaried(vary: Variations, factor: Factor): boolean {
  if (factor === 'weights') return vary.weights !== null;
  if (factor === 'leave_out') return vary.leaveOut;
  return vary[factor].length > 1;
}

/**
 * @param given - weight of each node by its index in the tree
 * @returns a function from the uniform numbers to the choices of a replication
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
      impute: picked(choice.impute, vary.impute) ?? null,
      winsorise: picked(choice.winsorise, vary.winsorise),
      normalise: picked(choice.normalise, vary.normalise) ?? null,
      aggregate: picked(choice.aggregate, vary.aggregate) ?? null,
      leftOut: omitted === 0 ? null : indicators[omitted - 1]!.code,
      weights,
    };
  };
}

const picked = <T>(number: number | undefined, options: readonly T[]): T | undefined =>
  number === undefined ? undefined : options[Math.floor(number * options.length)];

/** The method with the choices of a replication, up to normalisation. */
export function methodOf(method: IndexMethod, draw: Omit<Draw, 'weights'>): IndexMethod {
  const { winsorise } = draw;
  return {
    ...method,
    impute: draw.impute === null ? method.impute : { ...method.impute, by: draw.impute },
    treat: winsorise === undefined || method.treat === null ? method.treat : { ...method.treat, most: winsorise },
    ...(draw.normalise === null ? {} : { normalise: draw.normalise, normaliseMeta: null }),
  };
}

/** The aggregation with the choices of a replication. */
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
