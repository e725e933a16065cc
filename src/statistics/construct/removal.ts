/** Effect on the ranks when one element has weight 0. */

import { Problem } from '../../problem/index.ts';
import type { Column } from '../columns/column.ts';
import { rank } from '../columns/rank.ts';
import { aggregateTable } from '../index/up-the-tree.ts';
import type { Construct, ConstructRow } from './check.ts';

export function removalRows(construct: Construct): ConstructRow[] {
  const { nodes, thresholds } = construct;
  const root = nodes.reduce((highest, node) => (node.level > highest.level ? node : highest));
  const usual = rank(scoresWithout(construct, null, root.code), { order: 'descending' });
  return nodes
    .filter(({ code }) => code !== root.code)
    .map(({ code }): ConstructRow => {
      const changes = rank(scoresWithout(construct, code, root.code), { order: 'descending' }).flatMap((place, unit) =>
        place === null || usual[unit] === null ? [] : [Math.abs(place - usual[unit]!)],
      );
      const units = usual.filter((place) => place !== null).length;
      const value =
        changes.length === 0 ? null : changes.reduce((sum, change) => sum + change, 0) / changes.length / units;
      return {
        check: 'removal',
        element: code,
        beside: root.code,
        value,
        threshold: thresholds.removal,
        units: changes.length,
        verdict: value === null ? 'not_computed' : value <= thresholds.removal ? 'pass' : 'look',
      };
    });
}

/** The weight is set to 0 and the element stays in the data, as in COINr's `remove_elements`. */
function scoresWithout({ nodes, scores, method }: Construct, removed: string | null, root: string): Column {
  const weights = new Map(
    nodes.map(({ code, weight }) => [code, code === removed ? 0 : (method.weights?.get(code) ?? weight)]),
  );
  const indicators = new Map(nodes.filter(({ level }) => level === 1).map(({ code }) => [code, scores.get(code)!]));
  try {
    return aggregateTable(nodes, indicators, { ...method, weights }).get(root)!;
  } catch (error) {
    // Without the element a geometric or harmonic mean may have a 0: then there is nothing to compare.
    if (error instanceof Problem && error.code === 'mean_not_defined') return (scores.get(root) ?? []).map(() => null);
    throw error;
  }
}
