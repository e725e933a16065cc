/** Bands of scores and ranks in the cycle that is released: how far the choices of method move them. */
import type { Step } from '../../pipeline/index.ts';
import { type ForestRunner, rank } from '../../statistics/index.ts';
import { type CycleReader, readVariedCycle, told } from './forest.ts';

/** One row a country and published score. */
export const scoreBands =
  (run: ForestRunner, read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, countries, published, forest, data, vary } = varied;
    const { replications } = vary;
    const reported = [...framework.elements.keys()];
    const bands = await run('bands', forest, data, vary, vary, reported);
    return reported.flatMap((element, row) => {
      const { level, code } = framework.elements[element]!;
      const own = [...published.subarray(element * countries.length, (element + 1) * countries.length)];
      const ranks = ranksOf(own);
      return countries.flatMap((country, unit) => {
        if (Number.isNaN(own[unit])) return [];
        const at = row * countries.length + unit;
        return {
          cycle: framework.cycle,
          country,
          level,
          element: code,
          score: own[unit]!,
          median: told(bands.score.median[at]!),
          p05: told(bands.score.low[at]!),
          p95: told(bands.score.high[at]!),
          rank: ranks[unit]!,
          rank_median: told(bands.rank.median[at]!),
          rank_p05: told(bands.rank.low[at]!),
          rank_p95: told(bands.rank.high[at]!),
          ranked: ranks.filter((place) => place !== null).length,
          replications,
          failed: bands.failed.length,
          without_score: replications - bands.failed.length - bands.counted[at]!,
        };
      });
    });
  };

/** 1 for the highest; scores that differ in their last digits only are tied. */
export function ranksOf(scores: readonly number[]): (number | null)[] {
  return rank(
    scores.map((score) => (Number.isNaN(score) ? null : Math.round(score * 1e9))),
    { order: 'descending' },
  );
}
