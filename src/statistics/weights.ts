/** Weights in a tree of indicators and aggregates. */

import { correlate } from './correlate.ts';
import type { IndexNode } from './index-method.ts';
import { aggregateTable, type Table, type TreeMethod } from './index-tree.ts';
import { principalComponents } from './principal.ts';
import type { Node } from './tree.ts';

/** Effective weight of each node in the root: its share among its siblings, multiplied down the tree. The root's is 1. */
export function effectiveWeights(tree: readonly Node[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { parent, weight } of tree) if (parent !== null) totals.set(parent, (totals.get(parent) ?? 0) + weight);
  const weights = new Map<string, number>();
  for (const node of [...tree].sort((a, b) => b.level - a.level)) {
    const above = node.parent === null ? 1 : weights.get(node.parent)!;
    weights.set(node.code, node.parent === null ? 1 : above * (node.weight / totals.get(node.parent)!));
  }
  return weights;
}

/** Weights that differ from the tree's, with what came of it. */
export type FoundWeights = {
  readonly weights: ReadonlyMap<string, number>;
  /** What could not be had, a sentence each. */
  readonly log: readonly string[];
};

/** Every node as heavy as its siblings. */
export function equalWeights(tree: readonly Node[]): FoundWeights {
  return { weights: new Map(tree.map(({ code }) => [code, 1])), log: [] };
}

/**
 * Weights of the children of each aggregate one level up, from the loadings of their first principal component.
 * An aggregate whose children have none (too few units with all values, one that does not vary) keeps its own.
 *
 * @param table - scores of every node, such as `aggregated` of an index
 */
export function principalWeights(tree: readonly IndexNode[], table: Table, level: number): FoundWeights {
  const weights = new Map<string, number>();
  const log: string[] = [];
  for (const { code } of tree.filter((node) => node.level === level + 1)) {
    const below = tree.filter(({ parent }) => parent === code);
    const found = principalComponents(below.map((child) => table.get(child.code)!));
    if (found === null) log.push(`${code} keeps its weights: no components`);
    else below.forEach((child, at) => void weights.set(child.code, found.loadings[0]![at]!));
  }
  return { weights, log };
}

export type Balance = FoundWeights & {
  /** Correlation of each node of the level with the index, by code. */
  readonly correlations: ReadonlyMap<string, number>;
  /** Standard deviation of those correlations around their mean: 0 is perfect balance. */
  readonly spread: number;
};

/**
 * Weights of one level under which each node correlates equally with the index, so that none is there in name only.
 * Each turn makes a node that moves the index too little heavier in proportion; weights stay above 0, and the best
 * turn is kept.
 *
 * @throws as `aggregateTable` does
 */
export function balancedWeights(
  tree: readonly IndexNode[],
  normalised: Table,
  method: TreeMethod,
  level: number,
): Balance {
  const root = tree.reduce((highest, node) => (node.level > highest.level ? node : highest));
  const nodes = tree.filter((node) => node.level === level);
  let weights = new Map(tree.map(({ code, weight }) => [code, method.weights?.get(code) ?? weight]));
  let best: Balance | null = null;
  for (let turn = 0; turn < 200; turn += 1) {
    const table = aggregateTable(tree, normalised, { ...method, weights });
    const index = table.get(root.code)!;
    const correlations = new Map(nodes.map(({ code }) => [code, correlate(table.get(code)!, index, 'pearson') ?? 0]));
    const values = [...correlations.values()];
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
    if (best === null || spread < best.spread) best = { weights, correlations, spread, log: [] };
    if (spread < 1e-6) break;
    weights = new Map(weights);
    for (const [code, correlation] of correlations) {
      const factor = Math.min(2, Math.max(0.5, centre / Math.max(correlation, 0.05)));
      weights.set(code, weights.get(code)! * Math.sqrt(factor));
    }
  }
  return best!;
}
