/**
 * Quality of the construct: whether the indicators of an index measure together what their tree says they do. Each
 * check gives its value, its threshold and its verdict. OECD/JRC Handbook (2008), steps 4, 6 and 7.
 */

import type { Node } from '../index/tree.ts';
import { aggregateTable, type NodeColumns, type TreeMethod } from '../index/up-the-tree.ts';
import { associationRows } from './association.ts';
import { type Construct, type ConstructRow, type ConstructThresholds, constructThresholds } from './check.ts';
import { coherenceRows } from './coherence.ts';
import { coverageRows } from './coverage.ts';
import { removalRows } from './removal.ts';
import { shapeRows } from './shape.ts';

/**
 * All checks of one index.
 *
 * @param nodes - the whole tree: indicators at level 1, the index at the highest level
 * @param scores - every indicator and aggregate by code, more being better (`aggregated` of a built index); shape
 *   [unit]. An aggregate without a column is computed by `method`
 * @param method - aggregation; by default arithmetic means with the weights of the tree
 * @param scale - the ends of the scale, for the shares at floor and ceiling; by default the lowest and highest score
 * @returns one row for each check and element, and one for each pair that exceeds a threshold
 */
export function checkConstruct(
  nodes: readonly Node[],
  scores: NodeColumns,
  method: TreeMethod = {
    aggregate: [{ by: 'arithmetic', leastShare: null }],
    weights: null,
  },
  thresholds: Partial<ConstructThresholds> = {},
  scale: Construct['scale'] = null,
): ConstructRow[] {
  const construct = complete({ nodes, scores, method, thresholds: { ...constructThresholds, ...thresholds }, scale });
  const rows = [coverageRows, shapeRows, associationRows, coherenceRows, removalRows].flatMap((check) =>
    check(construct),
  );
  const order = Object.keys(constructThresholds);
  return rows.sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
}

function complete(construct: Construct): Construct {
  const { nodes, scores, method } = construct;
  if (nodes.every(({ code }) => scores.has(code))) return construct;
  const indicators = new Map(nodes.filter(({ level }) => level === 1).map(({ code }) => [code, scores.get(code)!]));
  return { ...construct, scores: new Map([...aggregateTable(nodes, indicators, method), ...scores]) };
}
