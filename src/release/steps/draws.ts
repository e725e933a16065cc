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
    const factors = (drawn: Float64Array, given: (at: number) => number, codes: readonly string[]) =>
      [...drawn].map((weight, at) => `${codes[at]}=${Math.round((1e4 * weight) / given(at)) / 1e4}`);
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
        weights: [
          ...factors(
            weights.items,
            (at) => scoreTree.itemWeights[at]!,
            framework.units.map(({ indicator, code }) => `${indicator}/${code}`),
          ).filter((_, at) => isShown(framework.units[at]!)),
          ...factors(
            weights.elements,
            (at) => scoreTree.elements[at]!.weight,
            framework.elements.map(({ code }) => code),
          ),
        ].join(' '),
      };
    });
  };

/** Items that some country does not list: the weights of single items would help to identify their answers. */
async function protectedItems(warehouse: Warehouse, cycle: string): Promise<ReadonlySet<string>> {
  const rows = await warehouse.rows<{ item: string }>(
    'select distinct item from input.answers where cycle = $1 and not listed',
    [cycle],
  );
  return new Set(rows.map(({ item }) => item));
}
