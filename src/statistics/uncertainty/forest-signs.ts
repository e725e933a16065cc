/** Whether a change stands under other choices of method: both sides made with the same draw, again and again. */
import { type ForestData, openForest } from './forest.ts';
import type { ForestRun } from './forest-bands.ts';
import { type ForestVariations, forestChoiceOf, forestDraws } from './forest-draw.ts';
import type { Forest } from './forest-shape.ts';

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
  const { units } = before;
  const draw = forestDraws(forest, vary);
  const [from, to] = [openForest(forest, before, vary), openForest(forest, after, vary)];
  const size = forest.elements.length * units;
  const same = new Int32Array(size);
  const counted = new Int32Array(size);
  const signs = new Int8Array(size);
  for (let at = 0; at < size; at += 1) signs[at] = signOf(to.nominal[at]! - from.nominal[at]!);
  for (let replication = 0; replication < replications; replication += 1) {
    const { choice, random } = forestChoiceOf(seed, replication);
    const drawn = draw(choice, random);
    const [earlier, later] = [from.compare(drawn), to.compare(drawn)];
    if (earlier === null || later === null) continue;
    for (const [element, published] of to.published.entries()) {
      for (let place = 0; place < published.length; place += 1) {
        const at = element * units + published[place]!;
        const change = later[at]! - earlier[at]!;
        if (Number.isNaN(change)) continue;
        counted[at]! += 1;
        if (signOf(change) === signs[at]) same[at]! += 1;
      }
    }
  }
  return Float64Array.from(same, (count, at) =>
    counted[at] === 0 || signs[at] === 0 ? Number.NaN : count / counted[at]!,
  );
}

/** Changes in the last digits are none. */
const signOf = (change: number): number => (change > 1e-9 ? 1 : change < -1e-9 ? -1 : 0);
