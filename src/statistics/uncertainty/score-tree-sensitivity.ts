/**
 * Sobol indices of the mean absolute change of rank of a score tree's elements: which choices of method change the
 * ranks.
 */

import { rankInto, rankingRoom, roomForRanks } from '../columns/standing.ts';
import { type RandomStream, randomStream } from '../numeric/random.ts';
import { openScoreTree, type ScoreTreeData } from './score-tree.ts';
import {
  type ScoreTreeChoice,
  type ScoreTreeFactor,
  type ScoreTreeVariations,
  scoreTreeDraws,
  variedFactors,
} from './score-tree-draw.ts';
import { type ScoreTree, tieOfScores } from './score-tree-shape.ts';
import { type DesignOutcomes, type SobolIndices, sobolIndices } from './sobol.ts';

export type ScoreTreeSensitivity = {
  /** Index of the element. */
  readonly element: number;
  /** Design rows excluded because one of their evaluations could not be computed. */
  readonly failedRows: number;
  readonly factors: readonly (SobolIndices & { readonly factor: ScoreTreeFactor })[];
};

/** @param base - number of rows of the design; (factors + 2) × base evaluations */
export function scoreTreeSensitivity(
  scoreTree: ScoreTree,
  data: ScoreTreeData,
  vary: ScoreTreeVariations,
  { base, seed }: { readonly base: number; readonly seed: number },
  reported: readonly number[],
): ScoreTreeSensitivity[] {
  const varied = variedFactors(vary);
  const shiftsOf = rankShifts(scoreTree, data, vary, reported);
  const column = () => new Float64Array(base);
  const outcomes = reported.map(
    (): DesignOutcomes => ({ a: column(), b: column(), mixed: varied.map(() => column()) }),
  );
  const keep = (of: (outcome: DesignOutcomes) => Float64Array, row: number, choice: ScoreTreeChoice, noise: number) => {
    const shifts = shiftsOf(choice, randomStream(seed ^ 0x5bd1e995, noise));
    for (const [at, shift] of shifts.entries()) of(outcomes[at]!)[row] = shift;
  };
  for (let row = 0; row < base; row += 1) {
    const random = randomStream(seed, row);
    const a = Object.fromEntries(varied.map((factor) => [factor, random()]));
    const b = Object.fromEntries(varied.map((factor) => [factor, random()]));
    keep((outcome) => outcome.a, row, a, 2 * row);
    keep((outcome) => outcome.b, row, b, 2 * row + 1);
    // The noise of weights is determined by the number of the design row that it came from.
    for (const [at, factor] of varied.entries())
      keep(
        ({ mixed }) => mixed[at]!,
        row,
        { ...a, [factor]: b[factor]! },
        factor === 'weights' ? 2 * row + 1 : 2 * row,
      );
  }
  return reported.map((element, at) => {
    const { factors, failedRows } = sobolIndices(outcomes[at]!, { seed });
    return { element, failedRows, factors: factors.map((indices, of) => ({ factor: varied[of]!, ...indices })) };
  });
}

/** For each reported element, the mean absolute change of rank from the method itself; NaN if it cannot be computed. */
function rankShifts(scoreTree: ScoreTree, data: ScoreTreeData, vary: ScoreTreeVariations, reported: readonly number[]) {
  const { units } = data;
  const { replicate, nominal } = openScoreTree(scoreTree, data, vary);
  const draw = scoreTreeDraws(scoreTree, vary);
  const room = rankingRoom(units, tieOfScores);
  const ranks = roomForRanks(units, units);
  const usual = reported.map((element) => {
    rankInto(nominal.subarray(element * units, (element + 1) * units), room, ranks, 0);
    return ranks.slice();
  });
  const found = new Float64Array(nominal.length);
  return (choice: ScoreTreeChoice, random: RandomStream): number[] => {
    if (!replicate(draw(choice, random), found, reported)) return reported.map(() => Number.NaN);
    return reported.map((element, at) => {
      rankInto(found.subarray(element * units, (element + 1) * units), room, ranks, 0);
      let [sum, there] = [0, 0];
      for (let unit = 0; unit < units; unit += 1) {
        // Rank 0 means no rank.
        if (ranks[unit] === 0 || usual[at]![unit] === 0) continue;
        sum += Math.abs(ranks[unit]! - usual[at]![unit]!);
        there += 1;
      }
      return there === 0 ? Number.NaN : sum / there;
    });
  };
}
