/** Weights under which each node of a level moves the index as much as it is meant to. */
import { correlate } from '../columns/correlate.ts';
import { leastSquares } from '../numeric/least-squares.ts';
import type { IndexNode } from './method.ts';
import { aggregateTable, type NodeColumns, type TreeMethod } from './up-the-tree.ts';
import type { FoundWeights } from './weights.ts';

export type Balance = FoundWeights & {
  /** Correlation of each node of the level with the index, by code. */
  readonly correlations: ReadonlyMap<string, number>;
  /** Standard deviation of the correlations' shares in their sum around what was meant, times their number: 0 is perfect. */
  readonly spread: number;
};

/**
 * No share of a weight among its siblings moves by more than a factor of thirty, so that none is weighed away: each weight
 * moves by the root of thirty at most, up or down, and scaling them to 1 adds that once more.
 */
const reach = Math.log(30) / 2;

/**
 * Weights of one level under which the correlations of its nodes with the index stand to each other as their targets:
 * all the same unless given, so that no node is there in name only. Weights stay above 0; where none balance, those that
 * come nearest are given, and the spread states how near.
 *
 * @param table - scores of the nodes of the level, at least (`aggregated` of a built index); their own weights do not enter them
 * @param targets - by code, of any sum; 1 for a node that is not named
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
  // The tree from this level up, its nodes standing as indicators, and so does what enters it from further down: nothing
  // below them changes.
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
    // Correlations that cancel out have no shares: far from any balance.
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

/** The weights of the nodes that were weighed, summing to 1 within each parent, and all others as they were. */
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
