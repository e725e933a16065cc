/** Finds weights with which each node of a level has its intended influence on the index. */
import { correlate } from '../columns/correlate.ts';
import { leastSquares } from '../numeric/least-squares.ts';
import type { IndexNode } from './method.ts';
import { aggregateTable, type NodeColumns, type TreeMethod } from './up-the-tree.ts';
import type { FoundWeights } from './weights.ts';

export type Balance = FoundWeights & {
  /** Correlation of each node of the level with the index, by code. */
  readonly correlations: ReadonlyMap<string, number>;
  /**
   * Standard deviation of the correlations' shares of their sum around the targets, times their number: 0 is perfect.
   */
  readonly spread: number;
};

/**
 * Limits the change of a share among siblings to a factor of thirty, so that no node loses practically all its
 * weight. Each weight changes by at most the square root of thirty, up or down; scaling to a sum of 1 can add the
 * same again.
 */
const reach = Math.log(30) / 2;

/**
 * Finds weights of one level with which the correlations of its nodes with the index are proportional to their
 * targets (by default equal), so that every node has influence. Weights stay above 0. If no weights balance, the
 * closest ones are returned, and the spread states how close.
 *
 * @param table - scores of at least the nodes of the level (`aggregated` of a built index), which do not depend on
 *   their own weights
 * @param targets - by code, with any sum; 1 for a node that is not named
 * @throws as `aggregateTable` does
 * @see COINr `get_opt_weights(optype = "balance")`, which searches without bound and may find weights below 0
 */
export function balancedWeights(
  tree: readonly IndexNode[],
  table: NodeColumns,
  method: TreeMethod,
  level: number,
  targets: ReadonlyMap<string, number> = new Map(),
): Balance {
  const root = tree.reduce((highest, node) => (node.level > highest.level ? node : highest));
  const nodes = tree.filter((node) => node.level === level);
  // The tree from this level up. Its nodes, and nodes of lower levels with a parent in it, become indicators, as
  // nothing below them changes.
  const levels = new Map(tree.map((node) => [node.code, node.level]));
  const above = tree
    .filter((node) => node.level >= level || (node.parent !== null && levels.get(node.parent)! > level))
    .map((node) => ({ ...node, level: Math.max(1, node.level - level + 1) }));
  const scores = new Map(above.filter((node) => node.level === 1).map(({ code }) => [code, table.get(code)!]));
  const means = method.aggregate.length === 1 ? method.aggregate : method.aggregate.slice(level - 1);
  const total = nodes.reduce((sum, { code }) => sum + (targets.get(code) ?? 1), 0);
  const meant = nodes.map(({ code }) => (targets.get(code) ?? 1) / total);
  const given = new Map(tree.map(({ code, weight }) => [code, method.weights?.get(code) ?? weight]));

  const weightsAt = (logs: readonly number[]) =>
    new Map([...given, ...nodes.map(({ code }, at) => [code, Math.exp(logs[at]!)] as const)]);
  const correlationsAt = (logs: readonly number[]): number[] => {
    const index = aggregateTable(above, scores, { ...method, aggregate: means, weights: weightsAt(logs) }).get(
      root.code,
    )!;
    return nodes.map(({ code }) => correlate(scores.get(code)!, index, 'pearson') ?? 0);
  };
  const missed = (logs: readonly number[]): number[] => {
    const found = correlationsAt(logs);
    const sum = found.reduce((all, one) => all + one, 0);
    // Correlations that sum to 0 or less have no shares: treated as far from balance.
    return found.map((one, at) => (sum > 1e-6 ? (one / sum - meant[at]!) * nodes.length : 1e3));
  };
  const own = nodes.map(({ code }) => Math.log(Math.max(given.get(code)!, 1e-9)));
  const logs = leastSquares(missed, own, { least: own.map((log) => log - reach), most: own.map((log) => log + reach) });
  const found = correlationsAt(logs.at);
  return {
    weights: scaledWithin(above, weightsAt(logs.at), nodes),
    correlations: new Map(nodes.map(({ code }, at) => [code, found[at]!])),
    spread: Math.sqrt(logs.squares / nodes.length),
    log: [],
  };
}

/** The weights of the changed nodes, scaled to sum to 1 within each parent, and all other weights unchanged. */
function scaledWithin(
  tree: readonly IndexNode[],
  weights: ReadonlyMap<string, number>,
  nodes: readonly IndexNode[],
): Map<string, number> {
  const totals = new Map<string | null, number>();
  for (const { code, parent } of nodes) totals.set(parent, (totals.get(parent) ?? 0) + weights.get(code)!);
  const weighed = new Set(nodes.map(({ code }) => code));
  const parents = new Map(tree.map(({ code, parent }) => [code, parent]));
  return new Map(
    [...weights].map(([code, weight]) => [
      code,
      weighed.has(code) ? weight / totals.get(parents.get(code) ?? null)! : weight,
    ]),
  );
}
