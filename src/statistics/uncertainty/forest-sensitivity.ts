/** Which choice of method moves the ranks of a forest's elements: Sobol's indices of the mean absolute change of rank. */

import { randomStream } from '../numeric/random.ts';
import { type ForestData, openForest } from './forest.ts';
import {
  type ForestChoice,
  type ForestFactor,
  type ForestVariations,
  forestDraws,
  variedFactors,
} from './forest-draw.ts';
import { rankRoom, rankScores } from './forest-rank.ts';
import type { Forest } from './forest-shape.ts';
import { type DesignOutcomes, type SobolIndices, sobolIndices } from './sobol.ts';

export type ForestSensitivity = {
  /** Place of the element. */
  readonly element: number;
  /** Design rows set aside because one of their evaluations could not be computed. */
  readonly failedRows: number;
  readonly factors: readonly (SobolIndices & { readonly factor: ForestFactor })[];
};

/** @param base - rows of the design; (factors + 2) × base evaluations are made */
export function forestSensitivity(
  forest: Forest,
  data: ForestData,
  vary: ForestVariations,
  { base, seed }: { readonly base: number; readonly seed: number },
  reported: readonly number[],
): ForestSensitivity[] {
  const varied = variedFactors(vary);
  const shiftsOf = rankShifts(forest, data, vary, reported);
  const column = () => new Float64Array(base);
  const outcomes = reported.map(
    (): DesignOutcomes => ({ a: column(), b: column(), mixed: varied.map(() => column()) }),
  );
  const keep = (of: (outcome: DesignOutcomes) => Float64Array, row: number, choice: ForestChoice, noise: number) => {
    const shifts = shiftsOf(choice, randomStream(seed ^ 0x5bd1e995, noise));
    for (const [at, shift] of shifts.entries()) of(outcomes[at]!)[row] = shift;
  };
  for (let row = 0; row < base; row += 1) {
    const random = randomStream(seed, row);
    const a = Object.fromEntries(varied.map((factor) => [factor, random()]));
    const b = Object.fromEntries(varied.map((factor) => [factor, random()]));
    keep((outcome) => outcome.a, row, a, 2 * row);
    keep((outcome) => outcome.b, row, b, 2 * row + 1);
    // What names the noise of weights is the row of the design that it came from.
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

/** Of each reported element the mean absolute change of rank against the method's own; NaN where it cannot be computed. */
function rankShifts(forest: Forest, data: ForestData, vary: ForestVariations, reported: readonly number[]) {
  const { units } = data;
  const { replicate, nominal } = openForest(forest, data, vary);
  const draw = forestDraws(forest, vary);
  const room = rankRoom(units);
  const ranks = new Uint16Array(units);
  const usual = reported.map((element) => {
    rankScores(nominal, element * units, ranks, 0, room);
    return ranks.slice();
  });
  const found = new Float64Array(nominal.length);
  return (choice: ForestChoice, random: () => number): number[] => {
    if (!replicate(draw(choice, random), found, reported)) return reported.map(() => Number.NaN);
    return reported.map((element, at) => {
      rankScores(found, element * units, ranks, 0, room);
      let [sum, there] = [0, 0];
      for (let unit = 0; unit < units; unit += 1) {
        // A rank of 0 is none.
        if (ranks[unit] === 0 || usual[at]![unit] === 0) continue;
        sum += Math.abs(ranks[unit]! - usual[at]![unit]!);
        there += 1;
      }
      return there === 0 ? Number.NaN : sum / there;
    });
  };
}
