/** Weights in a tree of indicators and aggregates. */

import { principalComponents } from '../columns/principal.ts';
import type { IndexNode } from './method.ts';
import type { Node } from './tree.ts';
import type { NodeColumns } from './up-the-tree.ts';

/**
 * Effective weight of each node in the root: its share among its siblings, multiplied down the tree. 1 for the root;
 * NaN below siblings whose weights sum to 0.
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

/** Weights that replace those of the tree. */
export type FoundWeights = {
  readonly weights: ReadonlyMap<string, number>;
  /** What could not be computed, one sentence each. */
  readonly log: readonly string[];
};

/** The same weight for every node. */
export function equalWeights(tree: readonly Node[]): FoundWeights {
  return { weights: new Map(tree.map(({ code }) => [code, 1])), log: [] };
}

/**
 * Weights of the children of each aggregate one level up, from the loadings of their first principal component. The
 * children of an aggregate without components (too few complete units, or a child that does not vary) keep their
 * weights.
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
