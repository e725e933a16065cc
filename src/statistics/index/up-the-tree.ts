/** Aggregates scores up the tree of an index. */
import { Problem } from '../../problem/index.ts';
import type { Column } from '../columns/column.ts';
import { type Normalisation, normalise } from '../columns/normalise.ts';
import { aggregate, copeland, type Mean } from './aggregate.ts';
import type { Node } from './tree.ts';

export type NodeColumns = ReadonlyMap<string, Column>;

export type LevelMean = (Mean | { readonly by: 'copeland' }) & {
  readonly leastShare: number | null;
  /** Applied to the scores of the aggregate before they enter the one above, such as a standardisation. */
  readonly rescale?: Normalisation;
};

/** How a tree is aggregated. */
export type TreeMethod = {
  /** Weights by code, instead of the tree's; null for the tree's. */
  readonly weights: ReadonlyMap<string, number> | null;
  /** One for all levels, or one for each level from level 2 up. */
  readonly aggregate: readonly LevelMean[];
  /** By code of an aggregate with its own mean, instead of that of its level. */
  readonly aggregateEach?: ReadonlyMap<string, LevelMean>;
};

/** Codes of the indicators below a node, in the order of the tree. */
export function indicatorsUnder(nodes: readonly Node[], code: string): string[] {
  return nodes
    .filter(({ parent }) => parent === code)
    .flatMap((child) => (child.level === 1 ? [child.code] : indicatorsUnder(nodes, child.code)));
}

/**
 * Computes every aggregate of the tree from normalised indicators, level by level. A parent may be more than one
 * level above.
 *
 * @returns the indicators and the aggregates
 * @throws Problem `index_levels_differ` if a mean is given for some levels only, `mean_not_defined` as in `aggregate`
 */
export function aggregateTable(nodes: readonly Node[], normalised: NodeColumns, method: TreeMethod): NodeColumns {
  const table = new Map(normalised);
  const highest = Math.max(...nodes.map(({ level }) => level));
  const means = new Map(meansOfNodes(nodes, method).map((mean, at) => [nodes[at]!.code, mean]));
  const below = Map.groupBy(nodes, ({ parent }) => parent);
  const units = [...normalised.values()][0]?.length ?? 0;
  for (let level = 2; level <= highest; level += 1) {
    for (const { code } of nodes.filter((node) => node.level === level)) {
      const children = below.get(code) ?? [];
      const columns = children.map((child) => table.get(child.code)!);
      const weights = children.map((child) => method.weights?.get(child.code) ?? child.weight);
      // Its only child was excluded.
      if (children.length === 0) {
        table.set(code, new Array<null>(units).fill(null));
        continue;
      }
      const how = means.get(code)!;
      const scores = scoresOf(code, columns, weights, how);
      table.set(code, how.rescale === undefined ? scores : normalise(scores, how.rescale));
    }
  }
  return table;
}

/** Adds to the error for which aggregate a mean is not defined. */
function scoresOf(code: string, columns: readonly Column[], weights: readonly number[], how: LevelMean): Column {
  if (how.by === 'copeland') return copeland(columns, weights, how.leastShare);
  try {
    return aggregate(columns, weights, how, how.leastShare);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'mean_not_defined')) throw error;
    throw new Problem('mean_not_defined', `aggregation of ${code}`, error.details as { mean: string; value: number });
  }
}

/**
 * The mean of each node of a tree: its own, otherwise that of its level.
 *
 * @returns one for each node in the order given; null for an indicator
 */
export function meansOfNodes(nodes: readonly Node[], method: TreeMethod): (LevelMean | null)[] {
  const highest = Math.max(...nodes.map(({ level }) => level));
  return nodes.map(({ code, level }) =>
    level === 1 ? null : (method.aggregateEach?.get(code) ?? meanOf(method, level, highest)),
  );
}

function meanOf({ aggregate: given }: TreeMethod, level: number, highest: number): LevelMean {
  if (given.length !== 1 && given.length !== highest - 1) {
    throw new Problem('index_levels_differ', 'aggregate', { given: given.length, levels: highest - 1 });
  }
  return given.length === 1 ? given[0]! : given[level - 2]!;
}
