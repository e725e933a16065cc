/** Whether a change stands under other choices of method: both sides made with the same draw, again and again. */
import { type Forest, type ForestData, openForest } from './forest.ts';
import type { ForestRun } from './forest-bands.ts';
import { type ForestVariations, forestChoiceOf, forestDraws } from './forest-draw.ts';

/**
 * Share of the draws in which an element changes in the direction in which it does under the method itself.
 *
 * @param before - and `after`: the same items and units, with the same ones published
 * @returns shape [element × unit]; NaN where nothing is published or it does not change; a draw in which one side has
 *   no score is not counted, one in which both are equal is of no direction
 */
export function sameSigns(
  forest: Forest,
  before: ForestData,
  after: ForestData,
  vary: ForestVariations,
  { replications, seed }: ForestRun,
): Float64Array {
  const draw = forestDraws(forest, vary);
  const sides = [openForest(forest, before, vary), openForest(forest, after, vary)] as const;
  const size = forest.elements.length * before.units;
  const signs = Int8Array.from({ length: size }, (_, place) =>
    signOf(sides[0].nominal[place]!, sides[1].nominal[place]!),
  );
  const [from, to] = [new Float64Array(size), new Float64Array(size)];
  const same = new Int32Array(size);
  const counted = new Int32Array(size);
  for (let replication = 0; replication < replications; replication += 1) {
    const { choice, random } = forestChoiceOf(seed, replication);
    const drawn = draw(choice, random);
    if (!sides[0].replicate(drawn, from) || !sides[1].replicate(drawn, to)) continue;
    for (let place = 0; place < size; place += 1) {
      const change = to[place]! - from[place]!;
      if (Number.isNaN(change)) continue;
      counted[place]! += 1;
      if (signOf(from[place]!, to[place]!) === signs[place]) same[place]! += 1;
    }
  }
  return Float64Array.from(same, (count, place) =>
    counted[place] === 0 || signs[place] === 0 ? Number.NaN : count / counted[place]!,
  );
}

/** Changes in the last digits are none. */
const signOf = (from: number, to: number): number => {
  const change = to - from;
  return change > 1e-9 ? 1 : change < -1e-9 ? -1 : 0;
};
