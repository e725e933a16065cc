/** What each replication of the bands did otherwise than the method: enough to do it again by hand. */
import type { Step } from '../../pipeline/index.ts';
import { forestChoiceOf, forestDraws } from '../../statistics/index.ts';
import { type CycleReader, readVariedCycle } from './forest.ts';

/** One row a replication, from 0. */
export const methodDraws =
  (read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, forest, vary } = varied;
    const draws = forestDraws(forest, vary);
    const factors = (drawn: Float64Array, given: (at: number) => number, codes: readonly string[]) =>
      [...drawn].map((weight, at) => `${codes[at]}=${Math.round((1e4 * weight) / given(at)) / 1e4}`);
    return Array.from({ length: vary.replications }, (_, replication) => {
      const { choice, random } = forestChoiceOf(vary.seed, replication);
      const { imputation, curve, mean, leftOut, weights } = draws(choice, random);
      return {
        cycle: framework.cycle,
        replication,
        missing: imputation,
        curve,
        mean,
        left_out: leftOut.length === 0 ? null : leftOut.map((at) => framework.elements[at]!.code).join(' '),
        weights: [
          ...factors(
            weights.items,
            (at) => forest.itemWeights[at]!,
            framework.units.map(({ indicator, code }) => `${indicator}/${code}`),
          ),
          ...factors(
            weights.elements,
            (at) => forest.elements[at]!.weight,
            framework.elements.map(({ code }) => code),
          ),
        ].join(' '),
      };
    });
  };
