/** Weights in a tree of indicators and aggregates. */

import { principalComponents } from '../columns/principal.ts';
import type { IndexNode } from './method.ts';
import type { Node } from './tree.ts';
import type { NodeColumns } from './up-the-tree.ts';

/**
 * Effective weight of each node in the root: its share among its siblings, multiplied down the tree. The root's is 1; NaN
 * below siblings that weigh nothing together.
 */
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

/** Weights that differ from the tree's, with the result. */
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
export function principalWeights(tree: readonly IndexNode[], table: NodeColumns, level: number): FoundWeights {
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
