/** Whether the indicators measure together what the framework says they do. */
import type { Step } from '../../pipeline/index.ts';
import { type Column, type ConstructRow, checkConstruct, type Node } from '../../statistics/index.ts';
import { readCurrentCycle, toldOrNull } from './forest.ts';

/** Checks of a pair that also concern elements of different dimensions. */
const acrossDimensions: readonly ConstructRow['check'][] = ['duplicate', 'collinear'];
/** Above the dimensions: they are never added up, and nothing is told of it. */
const above = '(all)';

/** One row a check, element and, of a pair, the element beside it, in the cycle that is released. */
export const constructChecks: Step = async (warehouse) => {
  const current = await readCurrentCycle(warehouse);
  if (current === null) return [];
  const { framework, countries, published } = current;
  const levels = { indicator: 1, pillar: 2, dimension: 3 } as const;
  const scores = new Map(framework.elements.map(({ code }, at): [string, Column] => [code, columnAt(at)]));
  const nodes = framework.elements.map(
    ({ level, code, parent, weight }): Node => ({ code, parent, weight, level: levels[level] }),
  );
  const roots = nodes.filter(({ level }) => level === 3);
  const rows = roots.flatMap(({ code }) => {
    const tree = treeUnder(nodes, code);
    return checkConstruct(tree, new Map(tree.map((node) => [node.code, scores.get(node.code)!])));
  });
  const whole: Node[] = [
    ...nodes.map((node) => (node.parent === null ? { ...node, parent: above } : node)),
    { code: above, parent: null, level: 4, weight: 1 },
  ];
  const dimensionOf = new Map(roots.flatMap(({ code }) => treeUnder(nodes, code).map((node) => [node.code, code])));
  const across = checkConstruct(whole, scores).filter(
    ({ check, element, beside }) =>
      acrossDimensions.includes(check) && beside !== null && dimensionOf.get(element) !== dimensionOf.get(beside),
  );
  return [...rows, ...across].map(({ check, element, beside, value, threshold, units, verdict }) => ({
    cycle: framework.cycle,
    check,
    element,
    beside: beside ?? '',
    value: toldOrNull(value),
    threshold,
    countries: units,
    verdict,
  }));

  function columnAt(element: number): Column {
    return [...published.subarray(element * countries.length, (element + 1) * countries.length)].map((score) =>
      Number.isNaN(score) ? null : score,
    );
  }
};

function treeUnder(nodes: readonly Node[], code: string): Node[] {
  const below = nodes.filter(({ parent }) => parent === code).flatMap((child) => treeUnder(nodes, child.code));
  const own = nodes.find((node) => node.code === code)!;
  return [...below, own].sort((a, b) => a.level - b.level);
}
