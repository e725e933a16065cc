/** What each replication varied: enough to repeat it by hand. */
import type { Step } from '../../pipeline/index.ts';
import { scoreTreeChoiceOf, scoreTreeDraws } from '../../statistics/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';
import type { Unit } from './framework.ts';
import { type CycleReader, readVariedCycle } from './score-tree.ts';

/** One row for each replication, counted from 0. */
export const methodDraws =
  (read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, scoreTree, vary } = varied;
    const guarded = await protectedItems(warehouse, framework.cycle);
    const isShown = ({ items }: Unit) => items.every((at) => !guarded.has(framework.items[at]!.item));
    const draws = scoreTreeDraws(scoreTree, vary);
    const shown = [...framework.units.keys()].filter((at) => isShown(framework.units[at]!));
    const ofItems = shown.map((at): Factor => {
      const { indicator, code } = framework.units[at]!;
      return { at, given: scoreTree.itemWeights[at]!, start: `${indicator}/${code}=` };
    });
    const ofElements = framework.elements.map(
      ({ code }, at): Factor => ({ at, given: scoreTree.elements[at]!.weight, start: `${code}=` }),
    );
    return Array.from({ length: vary.replications }, (_, replication) => {
      const { choice, random } = scoreTreeChoiceOf(vary.seed, replication);
      const { imputation, curve, mean, leftOut, weights } = draws(choice, random);
      return {
        cycle: framework.cycle,
        replication,
        missing: imputation,
        curve,
        mean,
        left_out: leftOut.length === 0 ? null : leftOut.map((at) => framework.elements[at]!.code).join(' '),
        weights: [...inWords(ofItems, weights.items), ...inWords(ofElements, weights.elements)].join(' '),
      };
    });
  };

/** A weight by its place, as the method has it, and what is written before its factor. */
type Factor = { readonly at: number; readonly given: number; readonly start: string };

/** The multiple of each weight to four digits after the point. */
const inWords = (factors: readonly Factor[], drawn: Float64Array): string[] =>
  factors.map(({ at, given, start }) => start + Math.round((1e4 * drawn[at]!) / given) / 1e4);

/** Items that some country does not list: the weights of single items would help to identify their answers. */
async function protectedItems(warehouse: Warehouse, cycle: string): Promise<ReadonlySet<string>> {
  const rows = await warehouse.rows<{ item: string }>(
    'select distinct item from input.answers where cycle = $1 and not listed',
    [cycle],
  );
  return new Set(rows.map(({ item }) => item));
}
