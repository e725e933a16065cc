/** Lays out a dependency graph in columns: what is read is left of what reads it. */
import type { DatasetRow } from '../release.ts';

export type Edge = { readonly from: string; readonly to: string };

/**
 * @param edges - acyclic, as a build rejects models that depend on themselves
 * @returns for each node its layer (0 is leftmost) and its position in the layer, close to what it reads
 */
export function layOut(
  nodes: readonly string[],
  edges: readonly Edge[],
): ReadonlyMap<string, { layer: number; place: number }> {
  const known = new Set(nodes);
  const reads = new Map(
    nodes.map((node) => [
      node,
      edges.filter((edge) => edge.to === node && known.has(edge.from)).map((edge) => edge.from),
    ]),
  );
  const layers = new Map<string, number>();
  const layerOf = (node: string, above: ReadonlySet<string> = new Set()): number => {
    const done = layers.get(node);
    if (done !== undefined) return done;
    const below = (reads.get(node) ?? []).filter((other) => !above.has(other));
    const layer =
      below.length === 0 ? 0 : 1 + Math.max(...below.map((other) => layerOf(other, new Set([...above, node]))));
    layers.set(node, layer);
    return layer;
  };
  for (const node of nodes) layerOf(node);
  const placed = new Map<string, { layer: number; place: number }>();
  const deepest = Math.max(0, ...layers.values());
  for (let layer = 0; layer <= deepest; layer += 1) {
    const inLayer = nodes.filter((node) => layers.get(node) === layer);
    const pull = (node: string) => {
      const places = (reads.get(node) ?? []).map((other) => placed.get(other)?.place ?? 0);
      return places.length === 0 ? nodes.indexOf(node) : places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    inLayer.sort((a, b) => pull(a) - pull(b) || a.localeCompare(b));
    for (const [place, node] of inLayer.entries()) placed.set(node, { layer, place });
  }
  return placed;
}

/** Rows of nodes with `x` and `y`: layer, and position centred on the tallest layer. */
export function placeNodes(rows: readonly DatasetRow[], node: string, edges: readonly Edge[]): DatasetRow[] {
  const placed = layOut(
    rows.map((row) => String(row[node])),
    edges,
  );
  const heights = new Map<number, number>();
  for (const { layer } of placed.values()) heights.set(layer, (heights.get(layer) ?? 0) + 1);
  const tallest = Math.max(1, ...heights.values());
  return rows.map((row) => {
    const { layer, place } = placed.get(String(row[node]))!;
    return { ...row, x: layer, y: place + (tallest - heights.get(layer)!) / 2 };
  });
}
