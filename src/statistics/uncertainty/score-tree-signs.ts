/**
 * Whether the direction of a change is robust to the method: each replication computes both sides with the same
 * choices.
 */
import { openScoreTree, type ScoreTreeData } from './score-tree.ts';
import type { ScoreTreeRun } from './score-tree-bands.ts';
import { type ScoreTreeVariations, scoreTreeChoiceOf, scoreTreeDraws } from './score-tree-draw.ts';
import type { ScoreTree } from './score-tree-shape.ts';

/**
 * Share of the replications in which an element changes in the same direction as with the method itself.
 *
 * @param before - must have the same items, units and published scores as `after`
 * @returns shape [element × unit]; NaN if nothing is published or it does not change; a replication in which one side
 *   has no score is not counted, one in which both are equal counts as another direction
 */
export function sameSigns(
  scoreTree: ScoreTree,
  before: ScoreTreeData,
  after: ScoreTreeData,
  vary: ScoreTreeVariations,
  { replications, seed }: ScoreTreeRun,
): Float64Array {
  const { units } = before;
  const draw = scoreTreeDraws(scoreTree, vary);
  const [from, to] = [openScoreTree(scoreTree, before, vary), openScoreTree(scoreTree, after, vary)];
  const size = scoreTree.elements.length * units;
  const same = new Int32Array(size);
  const counted = new Int32Array(size);
  const signs = new Int8Array(size);
  for (let at = 0; at < size; at += 1) signs[at] = signOf(to.nominal[at]! - from.nominal[at]!);
  for (let replication = 0; replication < replications; replication += 1) {
    const { choice, random } = scoreTreeChoiceOf(seed, replication);
    const drawn = draw(choice, random);
    const [earlier, later] = [from.compare(drawn), to.compare(drawn)];
    if (earlier === null || later === null) continue;
    for (const [element, published] of to.published.entries()) {
      for (let place = 0; place < published.length; place += 1) {
        const at = element * units + published[place]!;
        const there = element * to.stride + published[place]!;
        const change = later[there]! - earlier[there]!;
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

/** Changes in the last digits are ignored. */
const signOf = (change: number): number => (change > 1e-9 ? 1 : change < -1e-9 ? -1 : 0);
