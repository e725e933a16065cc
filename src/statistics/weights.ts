/** Weights in a tree of indicators and aggregates. */
export type Node = {
  readonly code: string;
  readonly parent: string | null;
  /** 1 for an indicator; an aggregate stands one above its children. */
  readonly level: number;
  readonly weight: number;
};

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
